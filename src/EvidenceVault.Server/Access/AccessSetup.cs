namespace EvidenceVault.Server.Access;

/// <summary>Registers the services and endpoints of this capability.</summary>
public static class AccessSetup
{
    public static void AddAccess(this WebApplicationBuilder builder) => _ = builder;

    public static void MapAccess(this WebApplication app) => _ = app;
}
