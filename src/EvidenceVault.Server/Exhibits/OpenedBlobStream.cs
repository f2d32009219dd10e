namespace EvidenceVault.Server.Exhibits;

/// <summary>The content of a blob as it is read: either all of what was asked for, or an exception that says whose fault it is.</summary>
public sealed class OpenedBlobStream(Stream content, long length) : AsyncReadStream
{
    private long _position;

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

    protected override void Dispose(bool disposing)
    {
        if (disposing) content.Dispose();
        base.Dispose(disposing);
    }
}
