using System.Globalization;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Verification.Ledger;

namespace EvidenceVault.Server.Ledger;

/// <summary><c>GET /ledger/checkpoint</c>, <c>/ledger/key</c>, <c>/ledger/state</c>: for everybody who follows the ledger.</summary>
public static class ShowLedger
{
    private static readonly Problem NotOpened = new(StatusCodes.Status503ServiceUnavailable, ProblemCodes.Unavailable, "The ledger has not been opened yet. Try again soon.") { RetryAfter = 5 };

    public static async Task<IResult> Checkpoint(AttestedCheckpoints checkpoints, HttpResponse response, CancellationToken ct)
    {
        if (await checkpoints.Latest(ct) is not { } latest) return NotOpened.ToResult();
        response.Headers.CacheControl = "public, max-age=1";
        return Results.Text(latest.Note, "text/plain; charset=utf-8");
    }

    /// <summary>The last one that as many witnesses cosigned as the operator asks for: behind the latest by a minute or so.</summary>
    public static async Task<IResult> Witnessed(AttestedCheckpoints checkpoints, HttpResponse response, CancellationToken ct)
    {
        if (await checkpoints.Witnessed(ct) is not { } witnessed) return Problem.NotFound.ToResult();
        response.Headers.CacheControl = "public, max-age=1";
        return Results.Text(witnessed.Note, "text/plain; charset=utf-8");
    }

    /// <summary>One by its size, for whoever noted it then and wants what witnesses and authorities said of it since.</summary>
    public static async Task<IResult> CheckpointAt(string size, AttestedCheckpoints checkpoints, HttpResponse response, CancellationToken ct)
    {
        if (!long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var of) || await checkpoints.At(of, ct) is not { } checkpoint) return Problem.NotFound.ToResult();
        response.Headers.CacheControl = "public, max-age=60";
        return Results.Text(checkpoint.Note, "text/plain; charset=utf-8");
    }

    public static async Task<IResult> Keys(LedgerReader reader, HttpResponse response, CancellationToken ct)
    {
        if (await reader.Latest(ct) is not { } latest) return NotOpened.ToResult();
        response.Headers.CacheControl = "public, max-age=60";
        var origin = Verification.Ledger.Checkpoint.Parse(SignedNote.Parse(latest.Note).Text).Origin;
        return Results.Json(new LedgerKeysView(origin, [.. (await reader.Keys(ct)).Select(k => new LedgerKeyView(k.Key.Text, k.From, k.Until))]), VaultJson.Answers);
    }

    public static async Task<IResult> State(LedgerReader reader, LedgerIncidents incidents, LedgerHealth health, LedgerState state, HttpResponse response, CancellationToken ct)
    {
        if (await reader.Standing(ct) is not { } standing) return NotOpened.ToResult();
        response.Headers.CacheControl = "no-store";
        var trouble = state.Trouble is LedgerState.None or LedgerState.Starting ? null : state.Trouble;
        return Results.Json(
            new LedgerStateView(
                standing.Origin, standing.Size, await health.Check(ct), trouble, Math.Round(standing.LagSeconds, 3),
                [.. (await incidents.All(ct)).Select(i => new IncidentView(i.Id, i.Kind, i.Subject, i.FoundAt, i.AcknowledgedAt))]),
            VaultJson.Answers);
    }
}

/// <summary>The keys of the ledger, the current one last.</summary>
public sealed record LedgerKeysView(string Origin, IReadOnlyList<LedgerKeyView> Keys);

/// <summary>A key of the ledger.</summary>
public sealed record LedgerKeyView(string Key, DateTime From, DateTime? Until);

/// <summary>How the ledger stands.</summary>
public sealed record LedgerStateView(string Origin, long Size, string Health, string? Trouble, double LagSeconds, IReadOnlyList<IncidentView> Incidents);

/// <summary>Something that was found amiss.</summary>
public sealed record IncidentView(Guid Id, string Kind, string Subject, DateTime FoundAt, DateTime? AcknowledgedAt);
