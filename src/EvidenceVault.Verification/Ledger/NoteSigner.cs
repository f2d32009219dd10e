using System.Buffers.Binary;
using System.Text;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace EvidenceVault.Verification.Ledger;

/// <summary>Signs notes: C2SP <c>signed-note</c>, Ed25519.</summary>
public sealed class NoteSigner
{
    private readonly byte[] _seed;
    private readonly byte[] _publicKey = new byte[Ed25519.PublicKeySize];

    /// <summary>A signer.</summary>
    /// <param name="name">The name it signs by.</param>
    /// <param name="kind">What it signs.</param>
    /// <param name="seed">The private key's seed, 32 bytes.</param>
    public NoteSigner(string name, NoteSignatureKind kind, byte[] seed)
    {
        _seed = [.. seed];
        Ed25519.GeneratePublicKey(_seed, 0, _publicKey, 0);
        Key = new NoteKey(name, kind, _publicKey);
    }

    /// <summary>What others check its signatures with.</summary>
    public NoteKey Key { get; }

    /// <summary>A signature of a note's text.</summary>
    /// <param name="text">The text, which ends with a line feed.</param>
    /// <param name="seconds">The time of a cosignature, in seconds since 1970; no other signature has one.</param>
    public NoteSignature Sign(string text, long seconds = 0)
    {
        if (Key.Kind == NoteSignatureKind.Plain) return new(Key.Name, Key.Id, Sign(Encoding.UTF8.GetBytes(text)));
        var signature = new byte[sizeof(ulong) + Ed25519.SignatureSize];
        BinaryPrimitives.WriteUInt64BigEndian(signature, (ulong)seconds);
        Sign(Cosignature.Message(text, seconds)).CopyTo(signature, sizeof(ulong));
        return new(Key.Name, Key.Id, signature);
    }

    private byte[] Sign(byte[] message)
    {
        var signature = new byte[Ed25519.SignatureSize];
        // With its public key, which takes as long to make as a signature.
        Ed25519.Sign(_seed, 0, _publicKey, 0, message, 0, message.Length, signature, 0);
        return signature;
    }
}
