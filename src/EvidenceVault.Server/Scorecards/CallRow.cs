using EvidenceVault.Domain.Judging.Structural;
using EvidenceVault.Server.Intake;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace EvidenceVault.Server.Scorecards;

/// <summary>A judged call as its row: two are equal where nothing that is counted or shown has changed.</summary>
public sealed record CallRow(
    Guid Consumer, Guid Call, Instant StartedAt, LocalDate Day, string Campaign, string Party, bool IsDialled, bool IsConversation,
    string Permission, string Conduct, string Basis, string Proof, string Nature, int? HoursAfterWithdrawal, string Marks, string Reasons)
{
    /// <summary>Stands for no campaign, no basis and no proof, which no reference or word is.</summary>
    public const string None = "";

    private const string Columns =
        "consumer, call, started_at, day, campaign, party, is_dialled, is_conversation, permission, conduct, basis, proof, nature, hours_after_withdrawal";

    /// <summary>The row of a call.</summary>
    public static CallRow Of(Guid consumer, CountedCall call) => new(
        consumer, call.Call, call.StartedAt, call.Day, call.Campaign ?? None, call.Party, call.IsDialled, call.IsConversation, Word(call.Permission), Word(call.Conduct),
        call.Basis is { } basis ? Word(basis) : None, call.Proof is { } proof ? Word(proof) : None, Word(call.EffectiveNature), call.HoursAfterWithdrawal,
        string.Join(',', call.Marks.Select(m => $"{m.Rule} {m.Result}")), string.Join(',', call.Marks.Select(m => m.Reason)));

    /// <summary>The cells of a scorecard that it counts in.</summary>
    public IEnumerable<Cell> Cells()
    {
        var month = Day.With(DateAdjusters.StartOfMonth);
        foreach (var mark in Marks.Split(','))
        {
            var space = mark.IndexOf(' ', StringComparison.Ordinal);
            yield return new(Campaign, Party, month, mark[..space], mark[(space + 1)..], Proof);
        }
    }

    /// <summary>The rows of consumers.</summary>
    public static async Task<List<CallRow>> Of(NpgsqlTransaction transaction, string principal, Guid[] consumers, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            $"select {Columns}, array_to_string(marks, ','), array_to_string(reasons, ',', '') from vault.judged_call where principal = $1 and consumer = any($2)",
            transaction.Connection, transaction);
        command.Parameters.Add(new() { Value = principal });
        command.Parameters.Add(new() { Value = consumers });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<CallRow>();
        while (await reader.ReadAsync(ct)) rows.Add(Read(reader));
        return rows;
    }

    /// <summary>Writes rows over those that were there.</summary>
    public static NpgsqlBatchCommand Save(string principal, List<CallRow> rows) => new(
        $"""
        insert into vault.judged_call (principal, {Columns}, marks, reasons)
        select $1, {Columns}, string_to_array(marks, ','), string_to_array(reasons, ',', '')
        from unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) as r({Columns}, marks, reasons)
        on conflict (principal, consumer, call) do update set
            started_at = excluded.started_at, day = excluded.day, campaign = excluded.campaign, party = excluded.party, is_dialled = excluded.is_dialled,
            is_conversation = excluded.is_conversation, permission = excluded.permission, conduct = excluded.conduct, basis = excluded.basis, proof = excluded.proof,
            nature = excluded.nature, hours_after_withdrawal = excluded.hours_after_withdrawal, marks = excluded.marks, reasons = excluded.reasons
        """)
    {
        Parameters =
        {
            new() { Value = principal },
            new() { Value = rows.ConvertAll(r => r.Consumer) },
            new() { Value = rows.ConvertAll(r => r.Call) },
            new() { Value = rows.ConvertAll(r => r.StartedAt) },
            new() { Value = rows.ConvertAll(r => r.Day) },
            new() { Value = rows.ConvertAll(r => r.Campaign) },
            new() { Value = rows.ConvertAll(r => r.Party) },
            new() { Value = rows.ConvertAll(r => r.IsDialled) },
            new() { Value = rows.ConvertAll(r => r.IsConversation) },
            new() { Value = rows.ConvertAll(r => r.Permission) },
            new() { Value = rows.ConvertAll(r => r.Conduct) },
            new() { Value = rows.ConvertAll(r => r.Basis) },
            new() { Value = rows.ConvertAll(r => r.Proof) },
            new() { Value = rows.ConvertAll(r => r.Nature) },
            new() { Value = rows.ConvertAll(r => r.HoursAfterWithdrawal), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer },
            new() { Value = rows.ConvertAll(r => r.Marks) },
            new() { Value = rows.ConvertAll(r => r.Reasons) },
        },
    };

    /// <summary>Removes rows of calls that are no longer there.</summary>
    public static NpgsqlBatchCommand Remove(string principal, List<CallRow> rows) => new(
        "delete from vault.judged_call j using unnest($2, $3) as gone(consumer, call) where j.principal = $1 and j.consumer = gone.consumer and j.call = gone.call")
    {
        Parameters = { new() { Value = principal }, new() { Value = rows.ConvertAll(r => r.Consumer) }, new() { Value = rows.ConvertAll(r => r.Call) } },
    };

    private static CallRow Read(NpgsqlDataReader r) => new(
        r.GetGuid(0), r.GetGuid(1), r.GetFieldValue<Instant>(2), r.GetFieldValue<LocalDate>(3), r.GetString(4), r.GetString(5), r.GetBoolean(6), r.GetBoolean(7),
        r.GetString(8), r.GetString(9), r.GetString(10), r.GetString(11), r.GetString(12), r.IsDBNull(13) ? null : r.GetInt32(13), r.GetString(14), r.GetString(15));

    private static string Word<T>(T value)
        where T : struct, Enum => Vocabulary<T>.Of(value);
}

/// <summary>A cell of a scorecard.</summary>
/// <param name="Campaign">The campaign.</param>
/// <param name="Party">Who made the calls.</param>
/// <param name="Month">The first day of the month.</param>
/// <param name="Rule">The rule, or one of <see cref="CountedAs"/>.</param>
/// <param name="Result">The result.</param>
/// <param name="Proof">The proof grade.</param>
public readonly record struct Cell(string Campaign, string Party, LocalDate Month, string Rule, string Result, string Proof);
