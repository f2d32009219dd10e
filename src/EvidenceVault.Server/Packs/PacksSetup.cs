namespace EvidenceVault.Server.Packs;

/// <summary>Registers the services and endpoints of this capability.</summary>
public static class PacksSetup
{
    public static void AddPacks(this WebApplicationBuilder builder) => _ = builder;

    public static void MapPacks(this WebApplication app) => _ = app;
}
