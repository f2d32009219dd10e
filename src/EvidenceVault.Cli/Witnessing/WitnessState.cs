using EvidenceVault.Cli.Ledger;
using EvidenceVault.Verification.Ledger;

namespace EvidenceVault.Cli.Witnessing;

/// <summary>What a witness knows of one ledger, in a file of its own.</summary>
/// <param name="Checkpoint">The checkpoint that it cosigned last, with the ledger's signature and its own; null: none yet.</param>
/// <param name="Keys">The ledger's keys that it trusts.</param>
/// <param name="Alarm">What it saw that may never be; null: nothing. Nothing is cosigned while it stands.</param>
public sealed record WitnessState(string? Checkpoint, IReadOnlyList<string> Keys, WitnessAlarm? Alarm)
{
    /// <summary>Since when the vault shows an earlier state than was cosigned last, of which it still has all; null: it does not.</summary>
    public DateTimeOffset? BehindSince { get; init; }

    /// <summary>The checkpoint that it cosigned last.</summary>
    public Checkpoint? Last() => Checkpoint is null ? null : Verification.Ledger.Checkpoint.Parse(SignedNote.Parse(Checkpoint).Text);

    /// <summary>The state in a file; a fresh one where there is none.</summary>
    public static async Task<WitnessState> Read(string file, CancellationToken ct) => await StateFile.Read<WitnessState>(file, ct) ?? new WitnessState(null, [], null);
}

/// <summary>What a witness saw that may never be.</summary>
/// <param name="Kind"><c>forked</c> or <c>rewound</c>.</param>
/// <param name="Detail">What it is, for a person.</param>
/// <param name="At">When it was seen.</param>
/// <param name="Evidence">The checkpoint that does not agree with the one cosigned before, as the ledger signed it: with that one it is the proof.</param>
public sealed record WitnessAlarm(string Kind, string Detail, DateTimeOffset At, string Evidence);
