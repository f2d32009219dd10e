using EvidenceVault.Verification.Ledger;
using Npgsql;

namespace EvidenceVault.Cli.Ledger;

/// <summary>Looks at what others said of checkpoints, as the database keeps it: that it is theirs, and not of an earlier time than the checkpoint.</summary>
public sealed class AttestationCheck(NpgsqlConnection connection, List<Finding> findings)
{
    /// <summary>When a checkpoint was signed; where no calendar here has that time, infinite.</summary>
    public const string SignedAt = "case when isfinite(c.signed_at) and c.signed_at not between '0001-01-02 00:00Z' and '9999-12-30 00:00Z' then 'infinity' else c.signed_at end";

    private const string Cosigned =
        $"""
        select s.size, s.witness, s.line, c.note, {SignedAt}
        from vault.ledger_cosignature s left join vault.ledger_checkpoint c on c.size = s.size order by s.size, s.witness
        """;

    private const string Stamped =
        $"""
        select t.size, t.authority, t.line, c.note, {SignedAt}
        from vault.ledger_timestamp t left join vault.ledger_checkpoint c on c.size = t.size where t.line is not null order by t.size, t.authority
        """;

    /// <summary>How many were looked at.</summary>
    public long Checked { get; private set; }

    public async Task Run(CancellationToken ct)
    {
        await Each(Cosigned, "wrong-cosignature", "The cosignature", TimeOfCosignature, ct);
        await Each(Stamped, "wrong-timestamp", "The timestamp", TimeOfStamp, ct);
    }

    private async Task Each(string sql, string kind, string what, Func<string, SignedNote, NoteSignature, DateTimeOffset?> time, CancellationToken ct)
    {
        await using var read = new NpgsqlCommand(sql, connection);
        await using var rows = await read.ExecuteReaderAsync(ct);
        for (; await rows.ReadAsync(ct); Checked++)
        {
            var (size, by) = (rows.GetInt64(0), rows.GetString(1));
            if (rows.IsDBNull(3))
            {
                findings.Add(new("checkpoint-missing", $"{what} by {by} is of a checkpoint of {size} leaves, which is gone."));
                continue;
            }

            if (Time(rows.GetString(3), rows.GetString(2)) is not { } at) findings.Add(new(kind, $"{what} that the database has of {by} over the checkpoint of {size} leaves is not its own."));
            else if (at.UtcTicks < rows.GetDateTime(4).Ticks - RecordedOrder.Tolerance.Ticks)
                findings.Add(new("checkpoint-dated", $"The checkpoint of {size} leaves says it was signed at {rows.GetDateTime(4):O}, and {by} saw it at {at:O}."));

            DateTimeOffset? Time(string note, string line)
            {
                try
                {
                    return time(by, SignedNote.Parse(note), NoteSignature.Parse(line));
                }
                catch (FormatException)
                {
                    return null;
                }
            }
        }
    }

    private static DateTimeOffset? TimeOfCosignature(string witness, SignedNote note, NoteSignature line) =>
        Cosigners.Among(new(note.Text, [line]), [NoteKey.Parse(witness)]).By is [var by] ? by.Time : null;

    // Whose it is is looked at with the proof that has it, and the certificates that somebody trusts.
    private static DateTimeOffset? TimeOfStamp(string authority, SignedNote note, NoteSignature line) =>
        line.Name == authority && NoteTimestamp.In(new(note.Text, [line])).Any() ? NoteTimestamp.Check(note.Text, line, []).Time : null;
}
