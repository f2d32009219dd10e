using EvidenceVault.Server.Access;
using EvidenceVault.Server.Exhibits;
using EvidenceVault.Server.Keys;
using EvidenceVault.Server.Ledger;
using EvidenceVault.Server.Retention;
using EvidenceVault.Server.Store;
using Npgsql;

namespace EvidenceVault.Server.Hosting;

/// <summary><c>/health/live</c>: the process runs. <c>/health/ready</c>: it reaches its databases and blobs, their schema is there,
/// and what was destroyed before a backup was put back is destroyed.
/// A ledger that lags or stands still makes it <c>degraded</c>: evidence is taken in all the same.</summary>
public static class Health
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/health/live", () => Results.Ok(new { status = "live" })).WithName("live").IsPublic();
        app.MapGet("/health/ready", Ready).WithName("ready").IsPublic();
    }

    private static async Task<IResult> Ready(VaultDatabase vault, KeyStore store, EvidenceBlobs blobs, DestroyedKeys destroyed, LedgerHealth ledger, CancellationToken ct)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timeout.CancelAfter(Patience);
        var database = Check(() => Answers(vault.Source, "select count(*) from (select 1 from vault.mt_events limit 1) e", timeout.Token));
        var keyStore = Check(() => store.Probe(timeout.Token));
        var blobStore = Check(() => blobs.Probe(timeout.Token));
        var standing = ledger.Check(timeout.Token);
        var checks = new { database = await database, keys = await keyStore, blobs = await blobStore, destroyed = destroyed.Looked ? "ok" : "fails", ledger = await standing };
        var ready = checks is { database: "ok", keys: "ok", blobs: "ok", destroyed: "ok" };
        return Results.Json(new { status = !ready ? "not-ready" : checks.ledger == LedgerHealth.Ok ? "ready" : "degraded", checks }, statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    // Says that it fails, not why: an address is no business of whoever asks without a key.
    private static async Task<string> Check(Func<Task> probe)
    {
        try
        {
            await probe();
            return "ok";
        }
        catch (Exception)
        {
            return "fails";
        }
    }

    private static async Task Answers(NpgsqlDataSource source, string query, CancellationToken ct)
    {
        await using var command = source.CreateCommand(query);
        await command.ExecuteScalarAsync(ct);
    }
}
