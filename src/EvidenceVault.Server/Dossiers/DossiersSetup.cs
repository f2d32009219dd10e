namespace EvidenceVault.Server.Dossiers;

/// <summary>Registers the services and endpoints of this capability.</summary>
public static class DossiersSetup
{
    public static void AddDossiers(this WebApplicationBuilder builder) => _ = builder;

    public static void MapDossiers(this WebApplication app) => _ = app;
}
