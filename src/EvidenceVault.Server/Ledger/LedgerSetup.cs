using EvidenceVault.Server.Access;

namespace EvidenceVault.Server.Ledger;

/// <summary>Registers the services and endpoints of this capability.</summary>
public static class LedgerSetup
{
    public static void AddLedger(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<LedgerKey>();
        services.AddSingleton<LedgerOpening>();
        services.AddSingleton<LedgerIncidents>();
        services.AddSingleton<LedgerReader>();
        services.AddSingleton<LedgerWatch>();
        services.AddSingleton<LedgerState>();
        services.AddSingleton<LedgerHealth>();
        services.AddSingleton<PublishedCheckpoints>();
        services.AddSingleton<Receipts>();
        services.AddSingleton(s => new Integrator(s.GetRequiredService<LedgerDatabase>(), s.GetRequiredService<LedgerKey>(), s.GetRequiredService<LedgerIncidents>()));
        services.AddHostedService<LedgerWorker>();
    }

    public static void MapLedger(this WebApplication app)
    {
        var ledger = app.MapGroup("/ledger");
        ledger.MapGet("checkpoint", ShowLedger.Checkpoint).WithName("getCheckpoint").IsPublic();
        ledger.MapGet("key", ShowLedger.Keys).WithName("getLedgerKeys").IsPublic();
        ledger.MapGet("state", ShowLedger.State).WithName("getLedgerState").IsPublic();
        ledger.MapGet("consistency", ShowProof.Consistency).WithName("getConsistency").IsPublic();
        ledger.MapGet("tile/{level}/{**place}", ShowTile.Hashes).WithName("getTile").IsPublic();
        ledger.MapGet("tile/entries/{**place}", ShowTile.Entries).WithName("getEntries").RequiresOperator();
        ledger.MapPost("incidents/{id}/acknowledgement", AcknowledgeIncident.Post).WithName("acknowledgeIncident").RequiresOperator();
        app.MapGet("/v1/principals/{principal}/evidence/{eventId}/proof", ShowProof.Inclusion).WithName("getProof").Requires(Scopes.EvidenceRead);
    }
}
