using System.Net;
using EvidenceVault.Cli.Ledger;
using EvidenceVault.Verification.Ledger;
using NodaTime;

namespace EvidenceVault.Cli.Witnessing;

/// <summary>Cosigns what is a later state of all that it cosigned before, and nothing else. What it cosigned is on its disk before anybody hears of it.</summary>
/// <param name="signer">Its key.</param>
/// <param name="keys">The ledger's keys that it trusts.</param>
/// <param name="file">Where it keeps its state.</param>
/// <param name="clock">Its clock.</param>
public sealed class Witness(NoteSigner signer, IReadOnlyList<NoteKey> keys, string file, IClock clock) : IDisposable
{
    /// <summary>For how long a vault may show an earlier state than was cosigned last, as long as it still has all of that.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    // Looking at what was cosigned last and keeping what is cosigned now are one act.
    private readonly SemaphoreSlim _one = new(1);

    public void Dispose() => _one.Dispose();

    /// <summary>Looks at a vault once.</summary>
    public async Task<WitnessRound> Look(RemoteLedger remote, CancellationToken ct)
    {
        var state = await WitnessState.Read(file, ct);
        if (state.Alarm is { } standing) return new(state.Last(), Alarm: standing);
        var text = await remote.Checkpoint(ct);
        if (Read(text) is not { } now) return new(state.Last(), Fault: new("not-signed", "The checkpoint is signed by none of the keys that are trusted, or is no checkpoint."));
        var (note, checkpoint) = now;
        var last = state.Last();
        if (last is not null && last.Origin != checkpoint.Origin) return new(last, Fault: new("other-ledger", "This is another ledger than the one of the state file."));
        if (last is not null && last.Size > checkpoint.Size) return await Smaller(remote, last, checkpoint, text, ct);
        // Without the tiles that it takes there is no proof, and none is as bad as a wrong one.
        var path = last is null or { Size: 0 } || last.Size == checkpoint.Size ? [] : await remote.Consistency(last, checkpoint, ct);
        var (verdict, cosigned) = await Take(new(last?.Size ?? 0, path ?? [], note), ct);
        if (verdict == WitnessVerdict.Alarmed) return new(last, Alarm: (await WitnessState.Read(file, ct)).Alarm);
        if (verdict is WitnessVerdict.Forked or WitnessVerdict.NotShownLater)
            return await Raise(new("forked", $"The ledger of {checkpoint.Size} leaves does not contain the one of {last?.Size ?? 0} that this witness cosigned last: something in it was changed.", clock.GetCurrentInstant().ToDateTimeOffset(), text), ct);
        if (cosigned is null) return new(last, Fault: new("not-cosigned", "Another process wrote the state file meanwhile. One witness has one process."));
        return new(checkpoint) { Cosigned = cosigned, HandedIn = await remote.HandIn(cosigned, ct) };
    }

    /// <summary>Takes a checkpoint, wherever it comes from.</summary>
    /// <returns>What it makes of it; and the checkpoint with its cosignature, where it gave one.</returns>
    public async Task<(WitnessVerdict Verdict, SignedNote? Cosigned)> Take(WitnessSubmission submission, CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            var state = await WitnessState.Read(file, ct);
            if (state.Alarm is not null) return (WitnessVerdict.Alarmed, null);
            var verdict = WitnessRule.Judge(submission, state.Last(), keys);
            if (verdict == WitnessVerdict.Forked)
                await StateFile.Write(file, state with { Alarm = new("forked", $"The ledger has signed two trees of {submission.OldSize} leaves.", clock.GetCurrentInstant().ToDateTimeOffset(), submission.Note.ToString()) }, ct);
            if (verdict != WitnessVerdict.Cosign) return (verdict, null);
            // Of others' signatures only those that were checked are kept and handed on.
            var own = new SignedNote(submission.Note.Text, [.. submission.Note.Signatures.Where(s => keys.Any(s.By))]);
            var cosigned = own.With(signer.Sign(own.Text, clock.GetCurrentInstant().ToUnixTimeSeconds()));
            await StateFile.Write(file, state with { Checkpoint = cosigned.ToString(), Keys = [.. keys.Select(k => k.Text)], BehindSince = null }, ct);
            return (verdict, cosigned);
        }
        finally
        {
            _one.Release();
        }
    }

    // A cache, or a server that lags behind, may show an earlier checkpoint for a while. A vault that went back does not have what it had: or not for long.
    private async Task<WitnessRound> Smaller(RemoteLedger remote, Checkpoint last, Checkpoint now, string text, CancellationToken ct)
    {
        var said = $"The ledger shows {now.Size} leaves, and had {last.Size} when this witness cosigned it last";
        var at = clock.GetCurrentInstant().ToDateTimeOffset();
        if (!await Holds(remote, last, now, ct)) return await Raise(new("rewound", $"{said}; it does not have those any more.", at, text), ct);
        var since = (await WitnessState.Read(file, ct)).BehindSince ?? at;
        if (at - since >= Patience) return await Raise(new("rewound", $"{said}; so it has been since {since:O}.", at, text), ct);
        await Change(state => state with { BehindSince = since }, ct);
        return new(last, Fault: new("behind", $"{said}, all of which it still has: perhaps a cache. It is an alarm if it is so {Patience.TotalMinutes:0} minutes after {since:O}."));
    }

    private static async Task<bool> Holds(RemoteLedger remote, Checkpoint last, Checkpoint now, CancellationToken ct)
    {
        if (await remote.Root(last.Size, ct) is not { } root || !root.AsSpan().SequenceEqual(last.Root)) return false;
        return await remote.Consistency(now, last, ct) is { } path && ProofCheck.IsLater(now.Size, now.Root, last.Size, last.Root, path);
    }

    private async Task<WitnessRound> Raise(WitnessAlarm alarm, CancellationToken ct) => new((await Change(state => state with { Alarm = alarm }, ct)).Last(), Alarm: alarm);

    private async Task<WitnessState> Change(Func<WitnessState, WitnessState> change, CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            var state = change(await WitnessState.Read(file, ct));
            await StateFile.Write(file, state, ct);
            return state;
        }
        finally
        {
            _one.Release();
        }
    }

    private (SignedNote Note, Checkpoint Checkpoint)? Read(string text)
    {
        try
        {
            var note = SignedNote.Parse(text);
            var checkpoint = Checkpoint.Parse(note.Text);
            return note.SignersAmong(keys.Where(k => k.IsOfLog(checkpoint.Origin))).Count > 0 ? (note, checkpoint) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}

/// <summary>What came of looking once.</summary>
/// <param name="Latest">The checkpoint that it cosigned last.</param>
/// <param name="Alarm">What may never be.</param>
/// <param name="Fault">What kept it from cosigning, and is no proof of anything.</param>
public sealed record WitnessRound(Checkpoint? Latest, WitnessAlarm? Alarm = null, Finding? Fault = null)
{
    /// <summary>What it cosigned now.</summary>
    public SignedNote? Cosigned { get; init; }

    /// <summary>How the vault answered when it was handed in.</summary>
    public HttpStatusCode? HandedIn { get; init; }

    /// <summary>Whether the vault took it.</summary>
    public bool WasTaken => HandedIn is HttpStatusCode.NoContent;
}
