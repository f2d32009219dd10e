using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging;
using EvidenceVault.Domain.Judging.Structural;
using EvidenceVault.Server.Intake;
using NodaTime;
using Npgsql;

namespace EvidenceVault.Server.Scorecards;

/// <summary>A consent in use as its row: two are equal where nothing of it has changed.</summary>
public sealed record ConsentRow(
    Guid Consumer, Guid Consent, string Campaign, string Caller, Instant FirstCallAt, LocalDate Day, Instant GrantedAt, Instant RecordedAt,
    string Collector, string Method, string Wording, string UploadedBy, string VerifiedBy)
{
    /// <summary>Stands for no campaign, no wording and no verification, which no reference or word is.</summary>
    public const string None = "";

    /// <summary>The columns, in the order in which <see cref="Read"/> reads them.</summary>
    public const string Columns = "consumer, consent, campaign, caller, first_call_at, day, granted_at, recorded_at, collector, method, wording, uploaded_by, verified_by";

    /// <summary>What makes it one.</summary>
    public (Guid Consumer, Guid Consent, string Campaign, string Caller) Key => (Consumer, Consent, Campaign, Caller);

    /// <summary>The row of a consent in use.</summary>
    public static ConsentRow Of(Guid consumer, ConsentInUse use) => new(
        consumer, use.Consent, use.Campaign ?? None, use.Caller, use.FirstCallAt, Amsterdam.DateOf(use.FirstCallAt), use.GrantedAt, use.RecordedAt,
        use.Source.Collector, Vocabulary<ConsentMethod>.Of(use.Source.Method), use.Source.Wording ?? None, use.UploadedBy,
        use.VerifiedBy is { } method ? Vocabulary<VerificationMethod>.Of(method) : None);

    /// <summary>The consent in use of a row.</summary>
    public (Guid Consumer, ConsentInUse Use) Use => (Consumer, new()
    {
        Consent = Consent,
        Campaign = Campaign.Length == 0 ? null : Campaign,
        Caller = Caller,
        FirstCallAt = FirstCallAt,
        GrantedAt = GrantedAt,
        RecordedAt = RecordedAt,
        Source = new(Collector, Vocabulary<ConsentMethod>.Read(Method), Wording.Length == 0 ? null : Wording),
        UploadedBy = UploadedBy,
        VerifiedBy = VerifiedBy.Length == 0 ? null : Vocabulary<VerificationMethod>.Read(VerifiedBy),
    });

    /// <summary>The rows of consumers.</summary>
    public static async Task<HashSet<ConsentRow>> Of(NpgsqlTransaction transaction, string principal, Guid[] consumers, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            $"select {Columns} from vault.consent_in_use where principal = $1 and consumer = any($2)", transaction.Connection, transaction);
        command.Parameters.Add(new() { Value = principal });
        command.Parameters.Add(new() { Value = consumers });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new HashSet<ConsentRow>();
        while (await reader.ReadAsync(ct)) rows.Add(Read(reader));
        return rows;
    }

    /// <summary>Writes rows over those that were there.</summary>
    public static NpgsqlBatchCommand Save(string principal, List<ConsentRow> rows) => new(
        $"""
        insert into vault.consent_in_use (principal, {Columns}) select $1, * from unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
        on conflict (principal, consumer, consent, campaign, caller) do update set
            first_call_at = excluded.first_call_at, day = excluded.day, granted_at = excluded.granted_at, recorded_at = excluded.recorded_at, collector = excluded.collector,
            method = excluded.method, wording = excluded.wording, uploaded_by = excluded.uploaded_by, verified_by = excluded.verified_by
        """)
    {
        Parameters =
        {
            new() { Value = principal },
            new() { Value = rows.ConvertAll(r => r.Consumer) },
            new() { Value = rows.ConvertAll(r => r.Consent) },
            new() { Value = rows.ConvertAll(r => r.Campaign) },
            new() { Value = rows.ConvertAll(r => r.Caller) },
            new() { Value = rows.ConvertAll(r => r.FirstCallAt) },
            new() { Value = rows.ConvertAll(r => r.Day) },
            new() { Value = rows.ConvertAll(r => r.GrantedAt) },
            new() { Value = rows.ConvertAll(r => r.RecordedAt) },
            new() { Value = rows.ConvertAll(r => r.Collector) },
            new() { Value = rows.ConvertAll(r => r.Method) },
            new() { Value = rows.ConvertAll(r => r.Wording) },
            new() { Value = rows.ConvertAll(r => r.UploadedBy) },
            new() { Value = rows.ConvertAll(r => r.VerifiedBy) },
        },
    };

    /// <summary>Removes rows that are no longer so.</summary>
    public static NpgsqlBatchCommand Remove(string principal, List<(Guid Consumer, Guid Consent, string Campaign, string Caller)> gone) => new(
        """
        delete from vault.consent_in_use c using unnest($2, $3, $4, $5) as gone(consumer, consent, campaign, caller)
        where c.principal = $1 and c.consumer = gone.consumer and c.consent = gone.consent and c.campaign = gone.campaign and c.caller = gone.caller
        """)
    {
        Parameters =
        {
            new() { Value = principal },
            new() { Value = gone.ConvertAll(g => g.Consumer) },
            new() { Value = gone.ConvertAll(g => g.Consent) },
            new() { Value = gone.ConvertAll(g => g.Campaign) },
            new() { Value = gone.ConvertAll(g => g.Caller) },
        },
    };

    /// <summary>Reads a row from its <see cref="Columns"/>.</summary>
    public static ConsentRow Read(NpgsqlDataReader r) => new(
        r.GetGuid(0), r.GetGuid(1), r.GetString(2), r.GetString(3), r.GetFieldValue<Instant>(4), r.GetFieldValue<LocalDate>(5), r.GetFieldValue<Instant>(6),
        r.GetFieldValue<Instant>(7), r.GetString(8), r.GetString(9), r.GetString(10), r.GetString(11), r.GetString(12));
}
