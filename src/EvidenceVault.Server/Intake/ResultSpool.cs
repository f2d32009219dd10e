using System.IO.Pipelines;
using Microsoft.Win32.SafeHandles;

namespace EvidenceVault.Server.Intake;

/// <summary>
/// Results on their way to a client that may read them late or never: they wait in a temporary file, so that neither memory nor the upload
/// depends on the client. One writer, one reader.
/// </summary>
public sealed class ResultSpool : IAsyncDisposable
{
    private readonly SafeFileHandle _file = OpenFile();
    private readonly SemaphoreSlim _more = new(0);
    private long _written;
    private volatile bool _complete;

    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return;
        RandomAccess.Write(_file, bytes, _written);
        Interlocked.Add(ref _written, bytes.Length);
        _more.Release();
    }

    public void Complete()
    {
        _complete = true;
        _more.Release();
    }

    /// <summary>Sends the head of the answer, and everything written as it comes, until <see cref="Complete"/>. A client that went away ends it quietly.</summary>
    public async Task CopyTo(PipeWriter client, CancellationToken ct)
    {
        var sent = 0L;
        try
        {
            // The head of the answer goes at once: it says which upload this is, for whoever asks how it stands.
            await client.FlushAsync(ct);
            while (true)
            {
                var last = _complete;
                var written = Interlocked.Read(ref _written);
                if (sent == written)
                {
                    if (last) return;
                    await _more.WaitAsync(ct);
                    continue;
                }

                var memory = client.GetMemory(16 << 10);
                var read = await RandomAccess.ReadAsync(_file, memory[..(int)Math.Min(memory.Length, written - sent)], sent, ct);
                client.Advance(read);
                sent += read;
                await client.FlushAsync(ct);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // Nobody is left to tell; what was accepted stays accepted and answers "duplicate" when sent again.
        }
    }

    // Results hold clients' references: the file has one reader, and where a name can go before its file it goes at once, so that not even a
    // crash leaves it behind.
    private static SafeFileHandle OpenFile()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        if (OperatingSystem.IsWindows())
            return File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, FileOptions.DeleteOnClose);
        using var created = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.ReadWrite | FileShare.Delete,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        var handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        File.Delete(path);
        return handle;
    }

    public ValueTask DisposeAsync()
    {
        _file.Dispose();
        _more.Dispose();
        return ValueTask.CompletedTask;
    }
}
