namespace EvidenceVault.Server.Exhibits;

/// <summary>Registers the services and endpoints of this capability.</summary>
public static class ExhibitsSetup
{
    public static void AddExhibits(this WebApplicationBuilder builder) => _ = builder;

    public static void MapExhibits(this WebApplication app) => _ = app;
}
