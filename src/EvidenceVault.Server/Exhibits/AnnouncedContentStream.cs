using System.Security.Cryptography;

namespace EvidenceVault.Server.Exhibits;

/// <summary>What was sent is not what was announced.</summary>
public sealed class ContentMismatchException(string detail) : Exception(detail);

/// <summary>
/// The bytes of an upload as they come in, held against what was announced. Its end is only reached where length and hash are right:
/// otherwise the last read throws, so whoever copies it never sees an end and commits nothing.
/// </summary>
public sealed class AnnouncedContentStream(Stream body, long size, string sha256) : AsyncReadStream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _received;

    /// <summary>Whether the end was reached, and all of it is as announced.</summary>
    public bool Complete { get; private set; }

    public override long Position { get => _received; set => throw new NotSupportedException(); }

    /// <summary>What to say where the length is wrong.</summary>
    public static string WrongSize(long announced, string got) => $"The announced size is {announced} bytes, but {got}. Nothing was kept; send the whole file that was announced.";

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Complete || buffer.Length == 0) return 0;
        var read = await body.ReadAsync(buffer, cancellationToken);
        if (read == 0)
        {
            Verify();
            return 0;
        }

        _received += read;
        if (_received > size) throw new ContentMismatchException(WrongSize(size, "more came"));
        _hash.AppendData(buffer.Span[..read]);
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _hash.Dispose();
        base.Dispose(disposing);
    }

    private void Verify()
    {
        if (_received < size) throw new ContentMismatchException(WrongSize(size, $"{_received} came"));
        var got = Convert.ToHexStringLower(_hash.GetHashAndReset());
        if (got != sha256)
            throw new ContentMismatchException($"The announced SHA-256 is {sha256}, but what came hashes to {got}. Nothing was kept; send the file that was announced.");
        Complete = true;
    }
}
