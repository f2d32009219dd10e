using EvidenceVault.Server.Access;

namespace EvidenceVault.Server.Clearances;

/// <summary>Registers the services and endpoints of this capability.</summary>
public static class ClearancesSetup
{
    public static void AddClearances(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<ClearanceRecords>();
        services.AddSingleton<ClearanceBatch>();
        services.AddSingleton<ClearanceDesk>();
        services.AddHostedService(s => s.GetRequiredService<ClearanceDesk>());
    }

    public static void MapClearances(this WebApplication app)
    {
        var clearances = app.MapGroup("/v1/principals/{principal}/clearances").Requires(Scopes.ClearanceRequest);
        clearances.MapPost("", RequestClearances.Post).WithName("requestClearances");
        clearances.MapGet("{id}", ShowClearance.Get).WithName("getClearance");
        app.MapGet("/v1/signing-key", ShowSigningKey.Get).IsPublic().WithName("getSigningKey");
    }
}
