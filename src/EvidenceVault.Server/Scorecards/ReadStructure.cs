using EvidenceVault.Domain.Judging;
using EvidenceVault.Domain.Judging.Structural;
using EvidenceVault.Server.Store;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace EvidenceVault.Server.Scorecards;

/// <summary>Looks for what spans dossiers: SQL finds the candidates, the domain concludes.</summary>
public sealed class ReadStructure(VaultDatabase database)
{
    /// <summary>So many candidates of a contradiction are looked at. Of more than that the count says enough, and the answer says that there are more.</summary>
    public const int MostCandidates = 20_000;

    /// <summary>What is found for a campaign where one is named, else for a party.</summary>
    /// <param name="toStaff">Whether the principal asks: what others handed in about these people is its to see alone.</param>
    public async Task<Structure> Of(
        string principal, string? campaign, string? party, Days days, bool toStaff, CancellationToken ct)
    {
        await using var connection = await database.Source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct);
        await using var batch = new NpgsqlBatch(connection, transaction);
        void Ask(string sql, params object[] own)
        {
            var command = new NpgsqlBatchCommand(sql);
            foreach (var parameter in Scope(principal, campaign, party, days)) command.Parameters.Add(parameter);
            foreach (var value in own) command.Parameters.Add(new() { Value = value });
            batch.BatchCommands.Add(command);
        }

        Ask(Bursts, GrantBursts.Fewest - 1, GrantBursts.Within.ToTimeSpan());
        Ask(JustBefore, RegisteredJustBeforeCalls.Within.ToTimeSpan(), RegisteredJustBeforeCalls.Fewest);
        if (toStaff)
        {
            Ask(Numbers);
            Ask(Emails, SharedEmails.Fewest);
            Ask(Dossiers);
        }

        await using var reader = await batch.ExecuteReaderAsync(ct);
        var truncated = false;
        var found = new List<StructuralContradiction?> { GrantBursts.Find(Kept(await Uses(reader, ct))) };
        await reader.NextResultAsync(ct);
        found.Add(RegisteredJustBeforeCalls.Find(Kept(await Uses(reader, ct))));
        DossiersView? dossiers = null;
        if (toStaff)
        {
            await reader.NextResultAsync(ct);
            await reader.ReadAsync(ct);
            var numbers = reader.GetInt64(0);
            truncated |= numbers > MostCandidates;
            found.Add(SharedNumbers.Of(Math.Min(numbers, MostCandidates), reader.GetFieldValue<Guid[]>(1)));
            await reader.NextResultAsync(ct);
            found.Add(SharedEmails.Find(Kept(await UsesOfEmails(reader, ct))));
            await reader.NextResultAsync(ct);
            (dossiers, var within) = await ReadDossiers(reader, ct);
            found.AddRange(within);
        }

        return new(dossiers, [.. found.OfType<StructuralContradiction>()], truncated);

        // One more than is looked at is asked for: it tells that there are more.
        List<T> Kept<T>(List<T> candidates)
        {
            if (candidates.Count <= MostCandidates) return candidates;
            truncated = true;
            return candidates[..MostCandidates];
        }
    }

    private const string Bursts =
        $"""
        select {ConsentRow.Columns} from (
            select *, max(begins) over (partition by collector, method, wording order by granted_at, consent rows between $7 preceding and current row) as is_part
            from (
                select *, case when lead(granted_at, $7) over (partition by collector, method, wording order by granted_at, consent) - granted_at <= $8 then 1 end as begins
                from (
                    select distinct on (consent) {ConsentRow.Columns} from vault.consent_in_use
                    where principal = $1 and ($2::text is null or campaign = $2) and ($3::text is null or caller = $3) and first_call_at >= $4 and first_call_at < $5
                    order by consent, first_call_at) consents) begun) parts
        where is_part = 1 order by collector, method, wording, granted_at, consent limit $6
        """;

    // Days are counted over all of them before any is left out: else the many days of few would hide the days of many.
    private const string JustBefore =
        $"""
        select {ConsentRow.Columns} from (
            select *, count(*) over (partition by caller, (recorded_at at time zone 'Europe/Amsterdam')::date) as in_day
            from (
                select distinct on (caller, consent) {ConsentRow.Columns} from vault.consent_in_use
                where principal = $1 and ($2::text is null or campaign = $2) and ($3::text is null or caller = $3) and first_call_at >= $4 and first_call_at < $5
                  and uploaded_by = caller and recorded_at <= first_call_at and first_call_at - recorded_at <= $7
                order by caller, consent, first_call_at) consents) days
        where in_day >= $8 order by recorded_at, consent limit $6
        """;

    private const string Numbers =
        """
        select count(*), coalesce((array_agg(consumer order by consumer))[1:20], '{}') from (
            select i.consumer from vault.identity_card i
            where i.principal = $1 and i.names > 1 and exists (
                select from vault.judged_call c where c.principal = $1 and c.consumer = i.consumer and ($2::text is null or c.campaign = $2) and ($3::text is null or c.party = $3)
                  and c.started_at >= $4 and c.started_at < $5)
            limit $6) shared
        """;

    private const string Emails =
        $"""
        with shared as materialized (
            select email_mac, count(*) as numbers from vault.email_of_consumer where principal = $1 group by 1 having count(*) >= $7),
        people as materialized (
            select e.consumer, max(s.numbers) as numbers from shared s join vault.email_of_consumer e on e.principal = $1 and e.email_mac = s.email_mac group by 1)
        select {ConsentRow.Columns}, numbers from vault.consent_in_use join people using (consumer)
        where principal = $1 and ($2::text is null or campaign = $2) and ($3::text is null or caller = $3) and first_call_at >= $4 and first_call_at < $5 and verified_by = 'email'
        order by granted_at, consent limit $6
        """;

    private const string Dossiers =
        """
        with called as materialized (
            select distinct consumer from vault.judged_call
            where principal = $1 and ($2::text is null or campaign = $2) and ($3::text is null or party = $3) and started_at >= $4 and started_at < $5),
        judged as materialized (
            select d.consumer, d.findings, d.contradictions from called join vault.judged_dossier d on d.principal = $1 and d.consumer = called.consumer)
        select 'people', count(*), '{}'::uuid[] from called
        union all select 'finding ' || f, count(*), '{}' from judged, unnest(findings) f group by f
        union all select 'contradiction ' || c, count(distinct consumer), (array_agg(distinct consumer))[1:20] from judged, unnest(contradictions) c group by c
        limit $6
        """;

    private static IEnumerable<NpgsqlParameter> Scope(string principal, string? campaign, string? party, Days days) =>
    [
        new() { Value = principal },
        new() { Value = (object?)campaign ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
        new() { Value = (object?)party ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
        new() { Value = days.Start },
        new() { Value = days.End },
        new() { Value = MostCandidates + 1 },
    ];

    private static async Task<List<(Guid, ConsentInUse)>> Uses(NpgsqlDataReader reader, CancellationToken ct)
    {
        var uses = new List<(Guid, ConsentInUse)>();
        while (await reader.ReadAsync(ct)) uses.Add(ConsentRow.Read(reader).Use);
        return uses;
    }

    private static async Task<List<(Guid, ConsentInUse, long)>> UsesOfEmails(NpgsqlDataReader reader, CancellationToken ct)
    {
        var uses = new List<(Guid, ConsentInUse, long)>();
        while (await reader.ReadAsync(ct))
        {
            var (consumer, use) = ConsentRow.Read(reader).Use;
            uses.Add((consumer, use, reader.GetInt64(13)));
        }

        return uses;
    }

    private static async Task<(DossiersView Dossiers, List<StructuralContradiction> Contradictions)> ReadDossiers(NpgsqlDataReader reader, CancellationToken ct)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        var contradictions = new List<StructuralContradiction>();
        while (await reader.ReadAsync(ct))
        {
            var what = reader.GetString(0).Split(' ', 2);
            if (what[0] == "contradiction") contradictions.Add(StructuralContradiction.WithinDossiers(what[1], reader.GetInt64(1), reader.GetFieldValue<Guid[]>(2)));
            else counts[what[^1]] = reader.GetInt64(1);
        }

        var findings = Rulebook.OnDossiers.Select(rule => new DossierRuleView(
            rule.Name, rule.Category, rule.Norm,
            ResultsView.Of(Count($"{rule.Name} met"), Count($"{rule.Name} breach"), Count($"{rule.Name} unproven"))));
        return (new(Count("people"), [.. findings.Where(f => f.Results.Applicable > 0)]), contradictions);

        long Count(string of) => counts.GetValueOrDefault(of);
    }
}

/// <summary>What was found over calls and the people called.</summary>
/// <param name="Dossiers">What the rules on dossiers found; null: not for this reader.</param>
/// <param name="Contradictions">What does not fit together.</param>
/// <param name="Truncated">Whether a count of these is a least one: there were more candidates than are looked at.</param>
public sealed record Structure(DossiersView? Dossiers, IReadOnlyList<StructuralContradiction> Contradictions, bool Truncated);
