namespace EvidenceVault.Server.Exhibits;

/// <summary>The parts of an upload one after the other, each opened when the one before it ends, and then its last bytes.</summary>
public sealed class PartsStream(IReadOnlyList<UploadPart> parts, Func<UploadPart, Task<Stream>> open, ReadOnlyMemory<byte> last) : Stream
{
    private Stream? _current;
    private int _opened;
    private int _ofLast;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_current is not null || _opened < parts.Count)
        {
            _current ??= await open(parts[_opened++]);
            var read = await _current.ReadAsync(buffer, cancellationToken);
            if (read > 0 || buffer.Length == 0) return read;
            await _current.DisposeAsync();
            _current = null;
        }

        var count = Math.Min(buffer.Length, last.Length - _ofLast);
        last.Span.Slice(_ofLast, count).CopyTo(buffer.Span);
        _ofLast += count;
        return count;
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
        if (disposing) _current?.Dispose();
        base.Dispose(disposing);
    }
}
