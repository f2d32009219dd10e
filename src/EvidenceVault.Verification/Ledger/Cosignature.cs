using System.Buffers.Binary;
using System.Text;

namespace EvidenceVault.Verification.Ledger;

/// <summary>A witness's statement that a checkpoint was the latest of its log that it knew at a time, and later than all before: C2SP <c>tlog-cosignature</c>, Ed25519.</summary>
public static class Cosignature
{
    private const int SignatureSize = 64;

    /// <summary>The time of a cosignature, in seconds since 1970; null where it is none.</summary>
    /// <param name="signature">What a signature line has after the key's id.</param>
    public static long? TimeOf(ReadOnlySpan<byte> signature) =>
        signature.Length == sizeof(ulong) + SignatureSize && BinaryPrimitives.ReadUInt64BigEndian(signature) is var seconds and <= long.MaxValue ? (long)seconds : null;

    internal static byte[] Message(string text, long seconds) => Encoding.UTF8.GetBytes($"cosignature/v1\ntime {seconds}\n{text}");
}
