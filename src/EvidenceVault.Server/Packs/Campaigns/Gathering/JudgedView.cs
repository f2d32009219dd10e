using System.Diagnostics;
using EvidenceVault.Domain.Judging;
using EvidenceVault.Domain.Packs;
using EvidenceVault.Server.Books;
using EvidenceVault.Server.Scorecards;
using EvidenceVault.Server.Store;
using NodaTime;

namespace EvidenceVault.Server.Packs.Campaigns.Gathering;

/// <summary>The calls of a campaign as they are kept for scorecards: what the calls that the events tell of are compared with.</summary>
public sealed class JudgedView(VaultDatabase database, JudgingBooks books)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(250);

    /// <summary>Waits until the dossiers of these consumers are judged by what is known now, and reads their calls.</summary>
    /// <exception cref="JudgingBehindException">They are still being judged.</exception>
    public async Task<Dictionary<Guid, KeptCall>> Read(string principal, PackCampaign scope, Guid[] consumers, CancellationToken ct)
    {
        for (var began = Stopwatch.GetTimestamp(); !await IsSettled(principal, consumers, ct); await Task.Delay(LookEvery, ct))
            if (Stopwatch.GetElapsedTime(began) > Patience) throw new JudgingBehindException();
        await using var command = database.Source.CreateCommand(
            $"""
            select call, consumer, party, is_conversation from {VaultStore.Schema}.judged_call
            where principal = $1 and campaign = $2 and started_at >= $3 and started_at < $4 and ($5::text[] is null or party = any($5))
            """);
        foreach (var value in (object[])[principal, scope.Campaign, Amsterdam.StartOf(scope.From), Amsterdam.StartOf(scope.To)]) command.Parameters.Add(new() { Value = value });
        command.Parameters.Add(new() { Value = (object?)scope.Agencies?.ToArray() ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Array | NpgsqlTypes.NpgsqlDbType.Text });
        await using var rows = await command.ExecuteReaderAsync(ct);
        var calls = new Dictionary<Guid, KeptCall>();
        while (await rows.ReadAsync(ct)) calls[rows.GetGuid(0)] = new(rows.GetGuid(1), rows.GetString(2), rows.GetBoolean(3));
        return calls;
    }

    /// <summary>Those of some consumers about whom nothing was recorded after an instant.</summary>
    public async Task<bool> AnyUnchangedSince(string principal, IReadOnlyCollection<Guid> consumers, Instant asOf, CancellationToken ct)
    {
        if (consumers.Count == 0) return false;
        await using var command = database.Source.CreateCommand(
            $"""
            select exists (select from unnest($2) as c(stream) where not exists (
                select from {VaultStore.Schema}.mt_events e where e.tenant_id = $1 and e.stream_id = c.stream and e.timestamp > $3))
            """);
        foreach (var value in (object[])[principal, consumers.Select(Streams.Dossier).ToArray(), asOf]) command.Parameters.Add(new() { Value = value });
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    private async Task<bool> IsSettled(string principal, Guid[] consumers, CancellationToken ct)
    {
        if (await books.Versions(principal, ct) is not { } versions) return false;
        await using var command = database.Source.CreateCommand(
            $"""
            select b.book, b.parties, b.rules, b.policy_from,
                exists (select from {VaultStore.Schema}.judging_due d where d.principal = $1 and d.consumer = any($2))
                or exists (select from {VaultStore.Schema}.judged_dossier d where d.principal = $1 and d.consumer = any($2) and d.generation < b.generation)
            from {VaultStore.Schema}.judged_book b where b.principal = $1
            """);
        command.Parameters.Add(new() { Value = principal });
        command.Parameters.Add(new() { Value = consumers });
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) && !row.GetBoolean(4)
            && !JudgedBooks.IsNewer(versions, new(row.GetInt64(0), row.GetInt64(1), row.GetString(2), row.GetFieldValue<LocalDate>(3)));
    }
}

/// <summary>A call as it is kept.</summary>
public sealed record KeptCall(Guid Consumer, string Party, bool IsConversation);

/// <summary>What the calls of a campaign come to is still being judged anew: it will be done in a moment.</summary>
public sealed class JudgingBehindException() : Exception("The dossiers of the campaign are still being judged.");

/// <summary>The calls that the events tell of are not those that were judged.</summary>
public sealed class CountsDisagreeException(string message) : Exception(message);
