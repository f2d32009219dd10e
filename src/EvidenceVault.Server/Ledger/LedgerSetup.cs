using EvidenceVault.Server.Access;
using EvidenceVault.Server.Ledger.Timestamps;
using EvidenceVault.Server.Ledger.Witnesses;

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
        services.AddSingleton<LedgerHttp>();
        services.AddSingleton<AttestedCheckpoints>();
        services.AddSingleton<WitnessList>();
        services.AddSingleton<Cosignatures>();
        services.AddSingleton<WitnessClient>();
        services.AddHostedService<WitnessWorker>();
        services.AddSingleton<TimestampQueue>();
        services.AddSingleton<TimestampClient>();
        services.AddHostedService<TimestampWorker>();
        services.AddSingleton(s => new Integrator(s.GetRequiredService<LedgerDatabase>(), s.GetRequiredService<LedgerKey>(), s.GetRequiredService<LedgerIncidents>()));
        services.AddHostedService<LedgerWorker>();
    }

    public static void MapLedger(this WebApplication app)
    {
        var ledger = app.MapGroup("/ledger");
        ledger.MapGet("checkpoint", ShowLedger.Checkpoint).WithName("getCheckpoint").IsPublic();
        ledger.MapGet("checkpoint/witnessed", ShowLedger.Witnessed).WithName("getWitnessedCheckpoint").IsPublic();
        ledger.MapGet("checkpoint/{size}", ShowLedger.CheckpointAt).WithName("getCheckpointAt").IsPublic();
        ledger.MapPost("cosignatures", PostCosignature.Post).WithName("postCosignature").IsPublic();
        ledger.MapGet("key", ShowLedger.Keys).WithName("getLedgerKeys").IsPublic();
        ledger.MapGet("state", ShowLedger.State).WithName("getLedgerState").IsPublic();
        ledger.MapGet("consistency", ShowProof.Consistency).WithName("getConsistency").IsPublic();
        ledger.MapGet("tile/{level}/{**place}", ShowTile.Hashes).WithName("getTile").IsPublic();
        ledger.MapGet("tile/entries/{**place}", ShowTile.Entries).WithName("getEntries").RequiresOperator();
        ledger.MapPost("incidents/{id}/acknowledgement", AcknowledgeIncident.Post).WithName("acknowledgeIncident").RequiresOperator();
        app.MapGet("/check", ShowChecker.Get).IsPublic().ExcludeFromDescription();
        app.MapGet("/v1/principals/{principal}/evidence/{eventId}/proof", ShowProof.Inclusion).WithName("getProof").Requires(Scopes.EvidenceRead);
    }
}
