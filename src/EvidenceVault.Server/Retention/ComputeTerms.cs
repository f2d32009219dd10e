using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Exhibits;
using EvidenceVault.Domain.Judging;
using EvidenceVault.Domain.Retention;
using EvidenceVault.Server.Exhibits;
using EvidenceVault.Server.Intake;
using EvidenceVault.Server.Keys;
using EvidenceVault.Server.Store;
using NodaTime;
using Npgsql;

namespace EvidenceVault.Server.Retention;

/// <summary>
/// Computes until when exhibits and consumers' cards are kept, and records each change of an exhibit's term on its stream, with the policy and what set it going.
/// </summary>
public sealed class ComputeTerms(ExhibitStreams streams, EventNames names, IClock clock)
{
    private const int MostAtOnce = 400;

    /// <summary>Those of dossiers that were just judged, in the transaction that keeps what they came to.</summary>
    public async Task OfJudged(NpgsqlTransaction transaction, string principal, Book book, long generation, IReadOnlyCollection<DossierReport> reports, CancellationToken ct)
    {
        if (reports.Count > 0)
        {
            await using var batch = new NpgsqlBatch(transaction.Connection, transaction) { BatchCommands = { ConsumerTermRow.Save(principal, book, generation, reports) } };
            await batch.ExecuteNonQueryAsync(ct);
        }

        await CitedExhibits.Link(transaction, principal, reports, ct);
        var withExhibits = reports.Where(r => r.Dossier.Exhibits.Any(e => e.State == ExhibitState.Stored && e.Exhibit.Announced.Consumer == r.Dossier.Consumer)).ToList();
        if (withExhibits.Count == 0) return;
        var rows = await RetentionRow.LockOf(transaction, principal, [.. withExhibits.Select(r => r.Dossier.Consumer)], ct);
        var byConsumer = rows.ToLookup(r => r.Consumer!.Value);
        var computed = new List<(RetentionRow Was, RetentionRow Is)>(rows.Count);
        foreach (var report in withExhibits)
        {
            var policy = book.PolicyFiledOn(Amsterdam.DateOf(report.EvaluatedAt), report.EvaluatedAt);
            var known = report.Dossier.Exhibits.ToDictionary(e => e.Exhibit.Id, StringComparer.Ordinal);
            foreach (var row in byConsumer[report.Dossier.Consumer])
            {
                // What goes with an erasure goes whatever else is said of it.
                if (row.Term == RetentionTerm.Erased) continue;
                // One that was stored after the dossier was read is due to be judged again.
                if (!known.TryGetValue(row.Exhibit, out var exhibit) || exhibit.State != ExhibitState.Stored) continue;
                var term = ExhibitTerm.Of(exhibit, report, Retention(policy));
                computed.Add((row, With(row, term, policy, Holdables.Of(exhibit, report), generation)));
            }
        }

        await Save(transaction, principal, computed, ct);
    }

    /// <summary>Some of those about nobody named; how many.</summary>
    public async Task<int> OfUnnamed(NpgsqlTransaction transaction, string principal, Book book, long generation, Instant now, CancellationToken ct)
    {
        var rows = await RetentionRow.LockUnnamed(transaction, principal, generation, MostAtOnce, ct);
        if (rows.Count == 0) return 0;
        var policy = book.PolicyFiledOn(Amsterdam.DateOf(now), now);
        var exhibits = await streams.LoadMany(principal, rows.ConvertAll(r => r.Exhibit), ct);
        // What another server's clock stamped a moment ahead is known.
        now = exhibits.Values.Aggregate(now, (latest, e) => Instant.Max(latest, e.StoredAt ?? latest));
        var known = BookAsKnown.Of(book, now);
        await Save(transaction, principal, rows.ConvertAll(row =>
        {
            var exhibit = exhibits[row.Exhibit];
            return (row, With(row, ExhibitTerm.Of(exhibit, book, known, now, Retention(policy)), policy, Holdables.Of(exhibit), generation));
        }), ct);
        return rows.Count;
    }

    private static RetentionPolicy Retention(Filed<PolicySet>? policy) => policy?.Value.Policy.Retention ?? new();

    private static RetentionRow With(RetentionRow row, ExhibitTerm term, Filed<PolicySet>? policy, Holdable thing, long generation) => row with
    {
        // Rows and events hold microseconds; a term never ends early by that.
        DueAt = term.DeleteAfter is { } end ? Instants.CutToMicroseconds(end) : null,
        Term = term.Term,
        Trigger = term.Trigger,
        Policy = policy?.EventId,
        // About nobody named, it keeps whom the facts are about that cite it.
        Anchors = thing.Consumer is null ? [.. HoldAnchors.Of(thing).Concat(row.Anchors.Where(HoldAnchors.IsConsumer)).Distinct(StringComparer.Ordinal)] : HoldAnchors.Of(thing),
        ReliedAt = thing.LastReliedAt is { } at ? Instants.CutToMicroseconds(at) : null,
        Generation = generation,
    };

    private async Task Save(NpgsqlTransaction transaction, string principal, List<(RetentionRow Was, RetentionRow Is)> computed, CancellationToken ct)
    {
        var now = Instants.CutToMicroseconds(clock.GetCurrentInstant());
        var changed = computed.Where(c => c.Was.Generation != c.Is.Generation || !c.Was.SaysSame(c.Is) || c.Was.ReliedAt != c.Is.ReliedAt || !c.Was.Anchors.SequenceEqual(c.Is.Anchors)).Select(c => c.Is).ToList();
        if (changed.Count == 0) return;
        await using var batch = new NpgsqlBatch(transaction.Connection, transaction) { BatchCommands = { RetentionRow.Save(principal, changed) } };
        var append = new EventAppend(names, principal, now);
        foreach (var (was, row) in computed)
            if (!was.SaysSame(row))
                append.Add(Streams.Exhibit(row.Exhibit), Guid.CreateVersion7(now.ToDateTimeOffset()), new ExhibitTermSet(now, row.Exhibit, row.DueAt, row.Term!.Value, row.Trigger, row.Policy));
        if (append.Count > 0) batch.BatchCommands.Add(append.ToCommand());
        await batch.ExecuteNonQueryAsync(ct);
        if (append.Count > 0) append.Check(batch.BatchCommands[1]);
    }
}
