using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Clearances;
using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Identity;
using EvidenceVault.Domain.Judging;
using EvidenceVault.Server.Books;
using EvidenceVault.Server.Dossiers;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Intake;
using EvidenceVault.Server.Keys;
using EvidenceVault.Server.Store;
using NodaTime;
using Npgsql;

namespace EvidenceVault.Server.Clearances;

/// <summary>Decides on some questions of one principal, all judged at one instant, and writes the decisions in one transaction.</summary>
public sealed class ClearanceBatch(
    VaultDatabase database, KeyStore keyStore, DossierReader dossiers, JudgingBooks books, EventNames names, SigningKey signing, IClock clock)
{
    /// <summary>Decides; in the order asked. What it returns is durable.</summary>
    /// <param name="principal">The principal.</param>
    /// <param name="requests">The questions.</param>
    /// <param name="lane">Which of the day's streams they go to. Who decides at the same time takes another one: a stream is written by one at a time.</param>
    /// <param name="ct">Gives up what is not decided yet.</param>
    public async Task<ClearanceGiven[]> Decide(string principal, IReadOnlyList<ClearanceRequest> requests, int lane, CancellationToken ct)
    {
        var keys = await keyStore.OfPrincipal(principal, ct);
        var macs = requests.Select(r => keys.NumberMac(r.Phone)).ToArray();
        var known = await dossiers.LoadByNumber(principal, macs, ct);
        // After the dossiers: what they hold is known by then.
        var now = Instants.CutToMicroseconds(clock.GetCurrentInstant());
        var current = (await books.Current(principal, ct))!;
        var book = BookAsKnown.Of(current, now);
        var natures = requests.Select(r => r.Question.Campaign).Distinct(StringComparer.Ordinal)
            .ToDictionary(campaign => campaign, campaign => Book.KnownAt(current.Campaigns, campaign, Instant.MaxValue)!.Value.Nature, StringComparer.Ordinal);
        var given = new ClearanceGiven[requests.Count];
        // Judging and signing are all that takes the processor here.
        Parallel.For(0, requests.Count, i =>
        {
            var dossier = known.TryGetValue(macs[i], out var found)
                ? found
                : new Dossier(principal, Guid.Empty, [], []) { HasForeignNumber = PhoneNumbersNl.IsForeign(requests[i].Phone) };
            var decision = ClearanceDecision.Of(DossierAsKnown.Of(dossier, now), book, natures[requests[i].Question.Campaign], requests[i].Question, now);
            var id = LetterIds.New();
            given[i] = new(id, decision, ClearanceSignature.Of(signing, principal, id, requests[i], decision));
        });
        await Save(keys, requests, macs, given, lane, book.Version, now);
        return given;
    }

    private async Task Save(PrincipalKeys keys, IReadOnlyList<ClearanceRequest> requests, byte[][] macs, ClearanceGiven[] given, int lane, long book, Instant now)
    {
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
