using System.Net;
using System.Security.Cryptography;

namespace EvidenceVault.Server.Tests.Exhibits;

/// <summary>A large body that is made while it is sent.</summary>
internal sealed class GeneratedContent(long size) : HttpContent
{
    private static readonly byte[] Piece = ExhibitHost.Bytes(1 << 20, seed: 42);

    public static string HashOf(long size)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var piece in Pieces(size)) hash.AppendData(piece.Span);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        foreach (var piece in Pieces(size)) await stream.WriteAsync(piece, cancellationToken);
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, default);

    protected override bool TryComputeLength(out long length)
    {
        length = size;
        return true;
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Pieces(long size)
    {
        for (var left = size; left > 0; left -= Piece.Length) yield return Piece.AsMemory(0, (int)Math.Min(left, Piece.Length));
    }
}

/// <summary>A body that breaks off.</summary>
internal sealed class BrokenStream(byte[] content, int stopAt) : MemoryStream(content)
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Position >= stopAt ? throw new IOException("The line went dead.") : base.ReadAsync(buffer, cancellationToken);
}
