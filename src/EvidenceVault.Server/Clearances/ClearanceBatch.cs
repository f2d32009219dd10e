using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Clearances;
using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Identity;
using EvidenceVault.Domain.Judging;
using EvidenceVault.Server.Books;
using EvidenceVault.Server.Dossiers;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Intake;
using EvidenceVault.Server.Intake.Lanes;
using EvidenceVault.Server.Keys;
using EvidenceVault.Server.Store;
using NodaTime;
using Npgsql;

namespace EvidenceVault.Server.Clearances;

/// <summary>Decides on some questions of one principal, all judged at one instant, and writes the decisions in one transaction.</summary>
public sealed class ClearanceBatch(
    VaultDatabase database, KeyStore keyStore, DossierReader dossiers, JudgingBooks books, EventNames names, SigningKey signing, IClock clock, ILogger<ClearanceBatch> log)
{
    // From a clock that is further ahead than this nobody takes it that the hour allows a call.
    private static readonly Duration MostAhead = Duration.FromSeconds(5);

    /// <summary>Decides; in the order asked. What it returns is durable, or says why one question could not be decided: it takes no other down with it.</summary>
    /// <param name="principal">The principal.</param>
    /// <param name="requests">The questions.</param>
    /// <param name="lane">Which of the day's streams they go to. Who decides at the same time takes another one: a stream is written by one at a time.</param>
    /// <param name="ct">Gives up what is not decided yet.</param>
    public async Task<(ClearanceGiven? Given, Exception? Fault)[]> Decide(string principal, IReadOnlyList<ClearanceRequest> requests, int lane, CancellationToken ct)
    {
        var keys = await keyStore.OfPrincipal(principal, ct);
        var macs = requests.Select(r => keys.NumberMac(r.Phone)).ToArray();
        // Before anything is read: what is stamped from here on is later than the decision, seen or not. What an intake batch under way has stamped
        // already, and commits only after this is read, is not seen, though judging as of then would show it: see ops/docs/rules.md, "Clearances".
        var now = Instants.CutToMicroseconds(clock.GetCurrentInstant());
        var known = await Load(principal, macs, ct);
        var current = (await books.Current(principal, ct))!;
        var book = BookAsKnown.Of(current, now);
        var natures = requests.Select(r => r.Question.Campaign).Distinct(StringComparer.Ordinal)
            .ToDictionary(campaign => campaign, campaign => Book.KnownAt(current.Campaigns, campaign, Instant.MaxValue)!.Value.Nature, StringComparer.Ordinal);
        var given = new (ClearanceGiven? Given, Exception? Fault)[requests.Count];
        // Judging and signing are all that takes the processor here.
        Parallel.For(0, requests.Count, i =>
        {
            try
            {
                var dossier = known.TryGetValue(macs[i], out var found)
                    ? found.Dossier ?? throw new InvalidOperationException("The dossier cannot be read.", found.Fault)
                    : new Dossier(principal, Guid.Empty, [], []) { HasForeignNumber = PhoneNumbersNl.IsForeign(requests[i].Phone) };
                // Another server's clock may be ahead of this one's: what was read is known, however far ahead.
                var at = dossier.LastRecordedAt is { } last && last > now ? last : now;
                var (facts, then, question) = (DossierAsKnown.Of(dossier, at), at == now ? book : BookAsKnown.Of(current, at), requests[i].Question);
                var decision = ClearanceDecision.Of(facts, then, natures[question.Campaign], question, at);
                if (decision.Clear && at - now > MostAhead && ClearanceDecision.Of(facts, then, natures[question.Campaign], question, now) is { Clear: false } present) decision = present;
                var id = LetterIds.New();
                given[i] = (new(id, decision, ClearanceSignature.Of(signing, principal, id, requests[i], decision)), null);
            }
            catch (Exception e)
            {
                log.LogError("A clearance could not be decided: {Exception}\n{Trace}", (e.InnerException ?? e).GetType().Name, (e.InnerException ?? e).StackTrace);
                given[i] = (null, e);
            }
        });
        var decided = Enumerable.Range(0, given.Length).Where(i => given[i].Given is not null).ToArray();
        if (decided.Length > 0)
            await Save(keys, Array.ConvertAll(decided, i => requests[i]), Array.ConvertAll(decided, i => macs[i]), Array.ConvertAll(decided, i => given[i].Given!), lane, book.Version);
        return given;
    }

    // One that cannot be read takes no other down with it: then they are read one by one.
    private async Task<Dictionary<byte[], (Dossier? Dossier, Exception? Fault)>> Load(string principal, byte[][] macs, CancellationToken ct)
    {
        var found = new Dictionary<byte[], (Dossier?, Exception?)>(ByteArrayComparer.Instance);
        try
        {
            foreach (var (mac, dossier) in await dossiers.LoadByNumber(principal, macs, ct)) found[mac] = (dossier, null);
            return found;
        }
        catch (Exception e) when (e is not OperationCanceledException && !ProblemHandling.IsOutage(e))
        {
            foreach (var mac in macs.Distinct(ByteArrayComparer.Instance))
            {
                try
                {
                    foreach (var (own, dossier) in await dossiers.LoadByNumber(principal, [mac], ct)) found[own] = (dossier, null);
                }
                catch (Exception one) when (one is not OperationCanceledException && !ProblemHandling.IsOutage(one))
                {
                    found[mac] = (null, one);
                }
            }

            return found;
        }
    }

    private async Task Save(PrincipalKeys keys, ClearanceRequest[] requests, byte[][] macs, ClearanceGiven[] given, int lane, long book)
    {
        // Recorded once it is decided.
        var now = given.Max(g => g.Decision.DecidedAt);
        if (Instants.CutToMicroseconds(clock.GetCurrentInstant()) is var written && written > now) now = written;
        var append = new EventAppend(names, keys.Principal, now);
        var ids = new Guid[given.Length];
        for (var i = 0; i < given.Length; i++)
        {
            ids[i] = keys.OwnEventId("clearance", given[i].Id);
            var decided = Decided(requests[i], given[i], book);
            append.Add(Streams.Clearances(decided.Campaign, Amsterdam.DateOf(now), lane), ids[i], decided);
        }

        var events = append.ToCommand();
        await using var connection = await database.Source.OpenConnectionAsync(CancellationToken.None);
        await using var transaction = await connection.BeginTransactionAsync();
        await using var batch = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands =
            {
                events,
                new("insert into vault.clearance (principal, id, event_id, number_mac) select $1, * from unnest($2, $3, $4)")
                {
                    Parameters = { new() { Value = keys.Principal }, new() { Value = Array.ConvertAll(given, g => g.Id) }, new() { Value = ids }, new() { Value = macs } },
                },
            },
        };
        await batch.ExecuteNonQueryAsync();
        append.Check(events);
        await transaction.CommitAsync();
    }

    private static ClearanceDecided Decided(ClearanceRequest request, ClearanceGiven given, long book)
    {
        var (decision, judgement, question) = (given.Decision, given.Decision.Judgement, request.Question);
        return new(
            decision.DecidedAt, given.Id, question.Campaign, question.Party, question.Means, question.ReliesOn, decision.Clear, judgement.Permission, judgement.Conduct,
            judgement.Basis, [.. judgement.Findings.Where(f => f.Result is FindingResult.Breach or FindingResult.Unproven).Select(FindingCode.Of)], decision.RecheckAfter,
            Rulebook.Version, book, request.AskedBy, request.KeyId);
    }
}
