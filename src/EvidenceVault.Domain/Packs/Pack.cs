using NodaTime;

namespace EvidenceVault.Domain.Packs;

/// <summary>A pack as a fold over its stream: what was asked for, and what became of it.</summary>
/// <param name="Requested">What was asked for.</param>
/// <param name="Made">What was made; null: nothing yet.</param>
/// <param name="Failed">Why it was not made; null: it did not fail.</param>
/// <param name="Deleted">How it was lawfully deleted; null: it was not.</param>
/// <param name="Version">The version of the stream.</param>
public sealed record Pack(PackRequested Requested, PackMade? Made = null, PackFailed? Failed = null, PackDeleted? Deleted = null, long Version = 1)
{
    /// <summary>The pack's id.</summary>
    public string Id => Requested.Pack;

    /// <summary>How a second person countersigned it; null: nobody did.</summary>
    public PackCountersigned? Countersigned { get; init; }

    /// <summary>Its file as it is now; null: none was made.</summary>
    public PackStored? File => Countersigned is { } signed ? new(signed.Blob, signed.Size, signed.Sha256) : Made is { } made ? new(made.Blob, made.Size, made.Sha256) : null;

    /// <summary>The blobs of its file, as it is now and as it was before.</summary>
    public IEnumerable<string> Blobs => new[] { Made?.Blob, Countersigned?.Blob }.OfType<string>();

    /// <summary>When it was asked for.</summary>
    public Instant RequestedAt => Requested.OccurredAt;

    /// <summary>Whether it still has to be made.</summary>
    public bool IsOpen => Made is null && Failed is null;

    /// <summary>The pack with one more event of its stream; null before the first.</summary>
    public static Pack? With(Pack? pack, object e, long version) => (pack, e) switch
    {
        (null, PackRequested requested) => new(requested, Version: version),
        ({ Made: null }, PackMade made) => pack with { Made = made, Failed = null, Version = version },
        ({ Made: not null, Countersigned: null, Deleted: null }, PackCountersigned signed) => pack with { Countersigned = signed, Version = version },
        ({ IsOpen: true }, PackFailed failed) => pack with { Failed = failed, Version = version },
        ({ Deleted: null }, PackDeleted deleted) => pack with { Deleted = deleted, Version = version },
        ({ }, _) => pack with { Version = version },
        _ => null,
    };
}

/// <summary>A file of a pack, as it was kept.</summary>
/// <param name="Blob">The random name of the blob.</param>
/// <param name="Size">Length in bytes.</param>
/// <param name="Sha256">SHA-256 of the plain bytes, lower-case hex.</param>
public sealed record PackStored(string Blob, long Size, string Sha256);
