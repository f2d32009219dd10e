using Npgsql;

namespace EvidenceVault.Server.Scorecards;

/// <summary>Says that dossiers are to be judged again, in the very transaction that gives the reason: what is committed is never missed, and nothing else is judged.</summary>
public static class JudgingDue
{
    /// <summary>Shares of the work, each of which one worker of one server does at a time. The locks of all servers rest on this number: it never changes.</summary>
    public const int Shards = 16;

    /// <summary>The share that a consumer is part of.</summary>
    // Consumer ids are random.
    public static int ShardOf(Guid consumer) => consumer.ToByteArray()[0] % Shards;

    /// <summary>Whoever writes what a judgement may rest on adds this to its transaction.</summary>
    public static NpgsqlBatchCommand Add(string principal, IReadOnlyCollection<Guid> consumers) =>
        new("insert into vault.judging_due (shard, principal, consumer, since) select d.shard, $1, d.consumer, now() from unnest($2, $3) as d(shard, consumer)")
        {
            Parameters =
            {
                new() { Value = principal },
                new() { Value = consumers.Select(ShardOf).ToArray() },
                new() { Value = consumers.ToArray() },
            },
        };

    /// <summary>The same for what could not be judged now.</summary>
    /// <param name="principal">The principal.</param>
    /// <param name="consumers">The consumers, whose judgements stay as they are until then.</param>
    /// <param name="seconds">When to try again.</param>
    public static IEnumerable<NpgsqlBatchCommand> PutOff(string principal, IReadOnlyCollection<Guid> consumers, int seconds)
    {
        yield return new("insert into vault.judging_due (shard, principal, consumer, since) select d.shard, $1, d.consumer, now() + make_interval(secs => $4) from unnest($2, $3) as d(shard, consumer)")
        {
            Parameters =
            {
                new() { Value = principal },
                new() { Value = consumers.Select(ShardOf).ToArray() },
                new() { Value = consumers.ToArray() },
                new() { Value = (double)seconds },
            },
        };
        // It would else be due on, and be tried again at once.
        yield return new(
            """
            update vault.judged_dossier set changes_at = null, generation = coalesce((select generation from vault.judged_book where principal = $1), 0)
            where principal = $1 and consumer = any($2)
            """)
        {
            Parameters = { new() { Value = principal }, new() { Value = consumers.ToArray() } },
        };
    }
}
