using EvidenceVault.Server.Packs.Campaigns.Gathering;
using EvidenceVault.Server.Packs.Campaigns.Volumes;

namespace EvidenceVault.Server.Packs.Campaigns;

/// <summary>Registers the services of campaign packs.</summary>
public static class CampaignPacksSetup
{
    public static void AddCampaignPacks(this IServiceCollection services)
    {
        services.AddSingleton<CampaignDossiers>();
        services.AddSingleton<JudgedView>();
        services.AddSingleton<GatherCampaign>();
        services.AddSingleton<CampaignSources>();
        services.AddSingleton<PackCheckpoints>();
        services.AddSingleton<VolumeProofs>();
        services.AddSingleton<CampaignPackMaker>();
        services.AddSingleton<CancelPack>();
    }
}
