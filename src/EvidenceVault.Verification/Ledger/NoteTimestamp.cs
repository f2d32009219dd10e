using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace EvidenceVault.Verification.Ledger;

/// <summary>
/// A timestamp by RFC 3161 over the text of a note, as a signature line of that note, by the authority's name. The kind of signature is 0xff with a longer
/// identifier, as C2SP <c>signed-note</c> has it for kinds of one's own: who does not know it leaves it alone.
/// </summary>
public static class NoteTimestamp
{
    private const byte OwnKind = 0xff;
    private const string Identifier = "rfc3161-timestamp-token";

    /// <summary>The line of a timestamp.</summary>
    /// <param name="authority">The authority's name: no spaces, no plus.</param>
    /// <param name="token">The token, DER.</param>
    public static NoteSignature Of(string authority, byte[] token) => new(authority, KeyId(authority), token);

    /// <summary>The lines of a note that are timestamps.</summary>
    public static IEnumerable<NoteSignature> In(SignedNote note) => note.Signatures.Where(s => s.KeyId.AsSpan().SequenceEqual(KeyId(s.Name)));

    /// <summary>The bytes that a token is over.</summary>
    public static byte[] Stamped(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>What a timestamp says, and what is wrong with it.</summary>
    /// <param name="text">The text of the note.</param>
    /// <param name="line">The line of the timestamp.</param>
    /// <param name="roots">The certificates of the authorities that are trusted, each a root or the authority's own; empty: whose it is is left open.</param>
    public static TimestampSeen Check(string text, NoteSignature line, X509Certificate2Collection roots)
    {
        var (time, fault) = TimestampToken.Check(line.Bytes, Stamped(text), roots);
        return new(line.Name, time, fault);
    }

    private static byte[] KeyId(string authority) => SHA256.HashData([.. Encoding.UTF8.GetBytes(authority), (byte)'\n', OwnKind, .. Encoding.ASCII.GetBytes(Identifier)])[..4];
}

/// <summary>A timestamp of a note.</summary>
/// <param name="Authority">By whom it says it is.</param>
/// <param name="Time">The time it gives; null: nothing of it holds.</param>
/// <param name="Fault">What is wrong with it; null: nothing.</param>
public sealed record TimestampSeen(string Authority, DateTimeOffset? Time, TimestampFault? Fault);
