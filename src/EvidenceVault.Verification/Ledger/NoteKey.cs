using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace EvidenceVault.Verification.Ledger;

/// <summary>The public key of somebody who signs notes: C2SP <c>signed-note</c>, Ed25519.</summary>
public sealed record NoteKey
{
    private readonly byte[] _publicKey;

    /// <summary>A key.</summary>
    /// <param name="name">The name it signs by: no spaces, no plus.</param>
    /// <param name="kind">What it signs.</param>
    /// <param name="publicKey">32 bytes.</param>
    /// <exception cref="ArgumentException">The name or the key is none.</exception>
    public NoteKey(string name, NoteSignatureKind kind, byte[] publicKey)
    {
        if (!IsName(name)) throw new ArgumentException("The name of a key is not empty and has no white space, plus or control character.", nameof(name));
        if (publicKey.Length != Ed25519.PublicKeySize) throw new ArgumentException("An Ed25519 key has 32 bytes.", nameof(publicKey));
        (Name, Kind, _publicKey) = (name, kind, [.. publicKey]);
        Id = SHA256.HashData([.. Encoding.UTF8.GetBytes(name), (byte)'\n', (byte)kind, .. publicKey])[..4];
    }

    /// <summary>The name it signs by.</summary>
    public string Name { get; }

    /// <summary>What it signs.</summary>
    public NoteSignatureKind Kind { get; }

    /// <summary>Tells keys of one name apart: 4 bytes. Not a fingerprint to trust a key by.</summary>
    public byte[] Id { get; }

    /// <summary>The key as others write it: <c>name+id+key</c>.</summary>
    public string Text => $"{Name}+{Convert.ToHexStringLower(Id)}+{Convert.ToBase64String([(byte)Kind, .. _publicKey])}";

    /// <summary>Reads what <see cref="Text"/> writes.</summary>
    /// <exception cref="FormatException">It is no such key, or its id is not the key's.</exception>
    public static NoteKey Parse(string text)
    {
        var parts = text.Split('+', 3);
        if (parts.Length == 3 && TryBase64(parts[2]) is [var kind, .. var key] && key.Length == Ed25519.PublicKeySize && Enum.IsDefined((NoteSignatureKind)kind) && IsName(parts[0]))
        {
            var parsed = new NoteKey(parts[0], (NoteSignatureKind)kind, key);
            if (parsed.Text == text) return parsed;
        }

        throw new FormatException("This is no key of the form name+id+key, for an Ed25519 signature.");
    }

    /// <summary>Whether it signs the checkpoints of a log: those are signed by the log's own name, and a cosignature is no signature of theirs.</summary>
    public bool IsOfLog(string origin) => Kind == NoteSignatureKind.Plain && Name == origin;

    /// <summary>Whether a signature is this key's.</summary>
    /// <param name="text">The text of the note.</param>
    /// <param name="signature">What a signature line has after the key's id.</param>
    public bool Verifies(string text, ReadOnlySpan<byte> signature)
    {
        if (Kind == NoteSignatureKind.Plain) return Verifies(Encoding.UTF8.GetBytes(text), signature);
        return Cosignature.TimeOf(signature) is { } seconds && Verifies(Cosignature.Message(text, seconds), signature[sizeof(ulong)..]);
    }

    /// <summary>Keys are the same when all of them is.</summary>
    public bool Equals(NoteKey? other) => other is not null && other.Text == Text;

    /// <summary>By all of it.</summary>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    internal static bool IsName(string name) => name.Length > 0 && !name.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c == '+');

    internal static byte[]? TryBase64(string text)
    {
        var bytes = new byte[(text.Length / 4 * 3) + 3];
        // One value has one text: what decodes but is written otherwise (white space, spare bits) is none.
        return Convert.TryFromBase64String(text, bytes, out var length) && Convert.ToBase64String(bytes, 0, length) == text ? bytes[..length] : null;
    }

    private bool Verifies(byte[] message, ReadOnlySpan<byte> signature) =>
        signature.Length == Ed25519.SignatureSize && Ed25519.Verify(signature.ToArray(), 0, _publicKey, 0, message, 0, message.Length);
}

/// <summary>What a key signs; the number is the one of the C2SP <c>signed-note</c> registry.</summary>
public enum NoteSignatureKind : byte
{
    /// <summary>The text of a note, as a log signs its checkpoints.</summary>
    Plain = 1,

    /// <summary>A checkpoint that a witness has seen, with the time: C2SP <c>tlog-cosignature</c>.</summary>
    Cosignature = 4,
}
