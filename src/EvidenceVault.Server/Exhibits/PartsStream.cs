namespace EvidenceVault.Server.Exhibits;

/// <summary>The parts of an upload one after the other, each opened when the one before it ends, and then its last bytes.</summary>
public sealed class PartsStream(IReadOnlyList<UploadPart> parts, Func<UploadPart, Task<Stream>> open, ReadOnlyMemory<byte> last) : AsyncReadStream
{
    private Stream? _current;
    private int _opened;
    private int _ofLast;

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

    protected override void Dispose(bool disposing)
    {
        if (disposing) _current?.Dispose();
        base.Dispose(disposing);
    }
}
