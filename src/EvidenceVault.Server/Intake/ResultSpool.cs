using System.Collections.Concurrent;
using System.IO.Pipelines;
using EvidenceVault.Server.Hosting;
using Microsoft.Win32.SafeHandles;

namespace EvidenceVault.Server.Intake;

/// <summary>
/// Results on their way to a client that may read them late or never: they wait in temporary files, so that neither memory nor the upload
/// depends on the client. A file goes as soon as its client has had it. One writer, one reader.
/// </summary>
public sealed class ResultSpool : IAsyncDisposable
{
    /// <summary>About so many bytes stand in one file.</summary>
    public const int SegmentSize = 16 << 20;

    private readonly ConcurrentQueue<Segment> _later = [];
    private readonly SemaphoreSlim _more = new(0);
    private readonly string _folder;
    private Segment _first;
    private Segment _last;
    private long _written;
    private long _sent;
    private volatile bool _complete;

    /// <param name="folder">Where the files stand; null: where the system has those that are temporary.</param>
    public ResultSpool(string? folder = null)
    {
        _folder = folder ?? Path.GetTempPath();
        _first = _last = new Segment(_folder);
    }

    /// <summary>How many bytes wait.</summary>
    public long Waiting => Interlocked.Read(ref _written) - Interlocked.Read(ref _sent);

    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return;
        if (_last.Written >= SegmentSize)
        {
            var next = new Segment(_folder);
            _later.Enqueue(next);
            _last.IsFull = true;
            _last = next;
        }

        _last.Write(bytes);
        Interlocked.Add(ref _written, bytes.Length);
        _more.Release();
    }

    public void Complete()
    {
        _complete = true;
        _more.Release();
    }

    /// <summary>Sends the head of the answer, and everything written as it comes, until <see cref="Complete"/>. A client that went away ends it quietly.</summary>
    /// <param name="client">Who reads it.</param>
    /// <param name="moved">Is told each time that something went.</param>
    /// <param name="ct">Ends it.</param>
    /// <exception cref="IOException">What was written cannot be read back.</exception>
    public async Task CopyTo(PipeWriter client, Action moved, CancellationToken ct)
    {
        var sent = 0L;
        try
        {
            // The head of the answer goes at once: it says which upload this is, for whoever asks how it stands.
            if (!await Flush(client, ct)) return;
            while (true)
            {
                var (last, full) = (_complete, _first.IsFull);
                var written = _first.Written;
                if (sent == written)
                {
                    if (full)
                    {
                        _first.Dispose();
                        _later.TryDequeue(out var next);
                        (_first, sent) = (next!, 0);
                        continue;
                    }

                    if (last) return;
                    await _more.WaitAsync(ct);
                    continue;
                }

                var memory = client.GetMemory(16 << 10);
                var read = await _first.Read(memory[..(int)Math.Min(memory.Length, written - sent)], sent, ct);
                if (read == 0) throw new IOException("A file of results is shorter than what was written to it.");
                client.Advance(read);
                sent += read;
                if (!await Flush(client, ct)) return;
                Interlocked.Add(ref _sent, read);
                moved();
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Nobody is left to tell; what was accepted stays accepted and answers "duplicate" when sent again.
        }
    }

    // False where the client went away. What fails elsewhere, such as reading the file, is the vault's own fault.
    private static async ValueTask<bool> Flush(PipeWriter client, CancellationToken ct)
    {
        try
        {
            await client.FlushAsync(ct);
            return true;
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            return false;
        }
    }

    public ValueTask DisposeAsync()
    {
        _first.Dispose();
        foreach (var segment in _later) segment.Dispose();
        _more.Dispose();
        return ValueTask.CompletedTask;
    }

    private sealed class Segment(string folder) : IDisposable
    {
        // Results hold clients' references: the file has one reader.
        private readonly SafeFileHandle _file = TemporaryFiles.Open(folder);
        private long _written;
        private volatile bool _full;

        public long Written => Interlocked.Read(ref _written);

        /// <summary>Whether nothing more is written to it. The next is there by then.</summary>
        public bool IsFull
        {
            get => _full;
            set => _full = value;
        }

        public void Write(ReadOnlySpan<byte> bytes)
        {
            RandomAccess.Write(_file, bytes, _written);
            Interlocked.Add(ref _written, bytes.Length);
        }

        public ValueTask<int> Read(Memory<byte> into, long from, CancellationToken ct) => RandomAccess.ReadAsync(_file, into, from, ct);

        public void Dispose() => _file.Dispose();
    }
}
