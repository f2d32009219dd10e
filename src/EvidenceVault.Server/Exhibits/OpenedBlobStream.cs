namespace EvidenceVault.Server.Exhibits;

/// <summary>The content of a blob as it is read: either all of what was asked for, or an exception that says whose fault it is.</summary>
public sealed class OpenedBlobStream(Stream content, long length) : Stream
{
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position { get => _position; set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_position == length) return 0;
        try
        {
            var read = await content.ReadAsync(buffer[..(int)Math.Min(buffer.Length, length - _position)], cancellationToken);
            if (read == 0 && buffer.Length > 0) throw new BlobDamagedException("The blob ends early.");
            _position += read;
            return read;
        }
        catch (IOException e)
        {
            throw new BlobsUnavailableException("The blob store broke off.", e);
        }
        catch (Exception e) when (BlobTrouble.From(e, cancellationToken) is { } trouble)
        {
            throw trouble;
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read it asynchronously.");

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) content.Dispose();
        base.Dispose(disposing);
    }
}
