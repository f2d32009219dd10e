using EvidenceVault.Domain.Judging.Structural;
using NodaTime;
using Npgsql;

namespace EvidenceVault.Server.Scorecards;

/// <summary>What a change of judged calls does to the counts.</summary>
public sealed class CountChanges
{
    private readonly Dictionary<Cell, (long Attempts, long Conversations)> _cells = [];
    private readonly Dictionary<(string Party, LocalDate Day), long> _days = [];

    /// <summary>Counts a call in, or out.</summary>
    /// <param name="call">The call.</param>
    /// <param name="sign">1, or -1 for one that no longer counts so.</param>
    public void Add(CallRow call, int sign)
    {
        foreach (var cell in call.Cells())
        {
            var (attempts, conversations) = _cells.GetValueOrDefault(cell);
            _cells[cell] = (attempts + sign, conversations + (call.IsConversation ? sign : 0));
        }

        if (call.IsDialled) _days[(call.Party, call.Day)] = _days.GetValueOrDefault((call.Party, call.Day)) + sign;
    }

    /// <summary>Counts a consent in use in, or out.</summary>
    public void Add(ConsentRow consent, int sign)
    {
        var result = consent.VerifiedBy.Length == 0 ? CountedAs.NeverVerified : CountedAs.Verified;
        var cell = new Cell(consent.Campaign, consent.Caller, consent.Day.With(DateAdjusters.StartOfMonth), CountedAs.Consents, result, CallRow.None);
        _cells[cell] = (_cells.GetValueOrDefault(cell).Attempts + sign, 0);
    }

    /// <summary>What applies it. The rows are taken in one order everywhere, so that two transactions never wait for each other's.</summary>
    public IEnumerable<NpgsqlBatchCommand> Save(string principal)
    {
        var cells = _cells.Where(c => c.Value != default)
            .OrderBy(c => c.Key.Campaign, StringComparer.Ordinal).ThenBy(c => c.Key.Party, StringComparer.Ordinal).ThenBy(c => c.Key.Month)
            .ThenBy(c => c.Key.Rule, StringComparer.Ordinal).ThenBy(c => c.Key.Result, StringComparer.Ordinal).ThenBy(c => c.Key.Proof, StringComparer.Ordinal).ToList();
        if (cells.Count > 0) yield return SaveCells(principal, cells);
        var days = _days.Where(d => d.Value != 0).OrderBy(d => d.Key.Party, StringComparer.Ordinal).ThenBy(d => d.Key.Day).ToList();
        if (days.Count > 0) yield return SaveDays(principal, days);
    }

    private static NpgsqlBatchCommand SaveCells(string principal, List<KeyValuePair<Cell, (long Attempts, long Conversations)>> cells) => new(
        """
        insert into vault.scorecard_count as c (principal, campaign, party, month, rule, result, proof, attempts, conversations)
        select $1, * from unnest($2, $3, $4, $5, $6, $7, $8, $9)
        on conflict (principal, campaign, party, month, rule, result, proof)
        do update set attempts = c.attempts + excluded.attempts, conversations = c.conversations + excluded.conversations
        """)
    {
        Parameters =
        {
            new() { Value = principal },
            new() { Value = cells.ConvertAll(c => c.Key.Campaign) },
            new() { Value = cells.ConvertAll(c => c.Key.Party) },
            new() { Value = cells.ConvertAll(c => c.Key.Month) },
            new() { Value = cells.ConvertAll(c => c.Key.Rule) },
            new() { Value = cells.ConvertAll(c => c.Key.Result) },
            new() { Value = cells.ConvertAll(c => c.Key.Proof) },
            new() { Value = cells.ConvertAll(c => c.Value.Attempts) },
            new() { Value = cells.ConvertAll(c => c.Value.Conversations) },
        },
    };

    private static NpgsqlBatchCommand SaveDays(string principal, List<KeyValuePair<(string Party, LocalDate Day), long>> days) => new(
        """
        insert into vault.scorecard_day as d (principal, party, day, attempts) select $1, * from unnest($2, $3, $4)
        on conflict (principal, party, day) do update set attempts = d.attempts + excluded.attempts
        """)
    {
        Parameters =
        {
            new() { Value = principal },
            new() { Value = days.ConvertAll(d => d.Key.Party) },
            new() { Value = days.ConvertAll(d => d.Key.Day) },
            new() { Value = days.ConvertAll(d => d.Value) },
        },
    };
}
