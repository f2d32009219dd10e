using EvidenceVault.Server.Access;
using EvidenceVault.Server.AccessLog;
using EvidenceVault.Server.Packs.Campaigns;
using EvidenceVault.Server.Packs.Proofs;
using EvidenceVault.Server.Packs.Sealing;

namespace EvidenceVault.Server.Packs;

/// <summary>Registers the services and endpoints of this capability.</summary>
public static class PacksSetup
{
    public static void AddPacks(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<PackStreams>();
        services.AddSingleton<PackSignal>();
        services.AddSingleton<OpenPacks>();
        services.AddSingleton<PackSources>();
        services.AddSingleton<ProofSources>();
        services.AddSingleton<SealCertificate>();
        services.AddSingleton<SealTimestamps>();
        services.AddSingleton<PackSealing>();
        services.AddSingleton<Countersigners>();
        services.AddSingleton<PackCountersigning>();
        services.AddSingleton<PackContents>();
        services.AddSingleton<PackMaker>();
        services.AddCampaignPacks();
        services.AddSingleton<PackDestruction>();
        services.AddSingleton<SweepPacks>();
        services.AddHostedService<PackWorker>();
        services.AddHostedService(s => s.GetRequiredService<SweepPacks>());
    }

    /// <summary>Reads the certificates of the seal and of those who countersign, so that a wrong setting shows at the start.</summary>
    public static void CheckSeal(this WebApplication app) => app.Services.GetRequiredService<Countersigners>().Check();

    public static void MapPacks(this WebApplication app)
    {
        var packs = app.MapGroup("/v1/principals/{principal}/packs").Requires(Scopes.PackCreate);
        packs.MapPost("", RequestPack.Post).WithName("requestPack");
        packs.MapGet("", ShowPacks.List).WithName("listPacks");
        packs.MapGet("{id}", ShowPacks.Get).WithName("getPack");
        packs.MapPost("{id}/countersign", CountersignPack.Post).WithName("countersignPack");
        packs.MapGet("{id}/content", ReadPack.Get).WithName("getPackContent").TakesReason();
        packs.MapGet("{id}/volumes/{number}/content", ReadPack.GetVolume).WithName("getPackVolume").TakesReason();
        packs.MapGet("{id}/progress", FollowPack.Get).WithName("followPack");
        packs.MapPost("{id}/cancel", CancelPack.Post).WithName("cancelPack");
        app.MapGet($"{CheckPack.Path}/{{id}}", CheckPack.Get).IsPublic().ExcludeFromDescription();
    }
}
