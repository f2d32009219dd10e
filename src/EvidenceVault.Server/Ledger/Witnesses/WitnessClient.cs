using System.Globalization;
using System.Net;
using EvidenceVault.Verification.Ledger;

namespace EvidenceVault.Server.Ledger.Witnesses;

/// <summary>Asks a witness for its cosignature: C2SP <c>tlog-witness</c>, <c>add-checkpoint</c>.</summary>
public sealed class WitnessClient(LedgerReader reader, Cosignatures cosignatures, LedgerHttp http)
{
    /// <summary>Asks for a cosignature of a checkpoint, and keeps it.</summary>
    /// <param name="witness">The witness's key.</param>
    /// <param name="url">Where its add-checkpoint is.</param>
    /// <param name="latest">The checkpoint.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<WitnessAnswer> Ask(NoteKey witness, Uri url, StoredCheckpoint latest, CancellationToken ct)
    {
        var old = await cosignatures.LastSize(witness, ct);
        var answer = await Send(url, old, latest, ct);
        // It may have seen more of us than we have kept of it.
        if (answer is { Status: HttpStatusCode.Conflict, Size: { } size } && size != old)
        {
            if (size > latest.Size) return new(WitnessOutcome.HasSeenMore, size);
            answer = await Send(url, size, latest, ct);
        }

        if (answer.Status == HttpStatusCode.UnprocessableEntity) return new(WitnessOutcome.SaysForked, old);
        if (answer.Status != HttpStatusCode.OK) return new(WitnessOutcome.Failed, (int)answer.Status);
        return await cosignatures.Take(answer.Note!, ct) == CosignatureTaken.Yes ? new(WitnessOutcome.Cosigned, latest.Size) : new(WitnessOutcome.NotItsKey, latest.Size);
    }

    private async Task<(HttpStatusCode Status, long? Size, SignedNote? Note)> Send(Uri url, long old, StoredCheckpoint latest, CancellationToken ct)
    {
        var note = SignedNote.Parse(latest.Note);
        var path = old is 0 || old == latest.Size ? [] : await reader.FromTiles(tiles => tiles.Consistency(old, latest.Size), ct);
        using var body = new StringContent(new WitnessSubmission(old, path, note).ToString());
        var (status, bytes) = await http.Post(url, body, ct);
        var text = System.Text.Encoding.UTF8.GetString(bytes);
        if (status == HttpStatusCode.Conflict) return (status, long.TryParse(text.TrimEnd('\n'), NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : null, null);
        if (status != HttpStatusCode.OK) return (status, null, null);
        var signed = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(NoteSignature.Parse).Aggregate(note, (n, s) => n.With(s));
        return (status, null, signed);
    }
}

/// <summary>What a witness answered.</summary>
/// <param name="Outcome">In a word.</param>
/// <param name="Number">The size it is about, or the status of an answer that failed.</param>
public readonly record struct WitnessAnswer(WitnessOutcome Outcome, long Number);

/// <summary>What a witness answered, in a word.</summary>
public enum WitnessOutcome
{
    /// <summary>It cosigned.</summary>
    Cosigned,

    /// <summary>It has cosigned a larger ledger than there is now: the ledger was rewound, or the witness errs.</summary>
    HasSeenMore,

    /// <summary>It says the ledger does not contain what it cosigned before.</summary>
    SaysForked,

    /// <summary>What it gave is not by the key of the configuration.</summary>
    NotItsKey,

    /// <summary>It answered otherwise.</summary>
    Failed,
}
