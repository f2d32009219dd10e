using EvidenceVault.Verification.Ledger;

namespace EvidenceVault.Server.Ledger.Witnesses;

/// <summary>Takes in what witnesses cosigned.</summary>
public sealed class Cosignatures(LedgerDatabase database, WitnessList witnesses)
{
    /// <summary>Keeps the cosignatures of a note that are by configured witnesses and over a checkpoint of this ledger.</summary>
    public async Task<CosignatureTaken> Take(SignedNote note, CancellationToken ct)
    {
        long size;
        try
        {
            size = Checkpoint.Parse(note.Text).Size;
        }
        catch (FormatException)
        {
            return CosignatureTaken.UnknownCheckpoint;
        }

        // Whose signature it is is looked at first: others cost no query.
        var by = Cosigners.Among(note, witnesses.All.Select(w => w.Key)).By;
        if (by.Count == 0) return CosignatureTaken.UnknownWitness;
        await using (var find = database.Query("select note from vault.ledger_checkpoint where size = $1", size))
            if (await find.ExecuteScalarAsync(ct) is not string own || SignedNote.Parse(own).Text != note.Text) return CosignatureTaken.UnknownCheckpoint;
        foreach (var (witness, time) in by)
        {
            var line = note.Signatures.Last(s => s.By(witness) && Cosignature.TimeOf(s.Bytes) == time.ToUnixTimeSeconds()).ToString();
            await using var insert = database.Query(
                """
                insert into vault.ledger_cosignature (size, witness, line, cosigned_at) values ($1, $2, $3, $4)
                on conflict (size, witness) do update set line = excluded.line, cosigned_at = excluded.cosigned_at where vault.ledger_cosignature.cosigned_at < excluded.cosigned_at
                """,
                size, witness.Text, line, time.UtcDateTime);
            await insert.ExecuteNonQueryAsync(ct);
        }

        return CosignatureTaken.Yes;
    }

    /// <summary>The size of the last checkpoint that a witness cosigned; 0: it has cosigned none.</summary>
    public async Task<long> LastSize(NoteKey witness, CancellationToken ct)
    {
        await using var read = database.Query("select coalesce(max(size), 0) from vault.ledger_cosignature where witness = $1", witness.Text);
        return (long)(await read.ExecuteScalarAsync(ct))!;
    }
}

/// <summary>Whether cosignatures were taken.</summary>
public enum CosignatureTaken
{
    /// <summary>They were.</summary>
    Yes,

    /// <summary>None is by a witness of the configuration.</summary>
    UnknownWitness,

    /// <summary>What was cosigned is no checkpoint of this ledger.</summary>
    UnknownCheckpoint,
}
