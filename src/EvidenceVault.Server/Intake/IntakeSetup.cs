namespace EvidenceVault.Server.Intake;

/// <summary>Registers the services and endpoints of this capability.</summary>
public static class IntakeSetup
{
    public static void AddIntake(this WebApplicationBuilder builder) => _ = builder;

    public static void MapIntake(this WebApplication app) => _ = app;
}
