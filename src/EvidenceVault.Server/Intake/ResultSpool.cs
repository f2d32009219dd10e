using System.IO.Pipelines;

namespace EvidenceVault.Server.Intake;

/// <summary>
/// Results on their way to a client that may read them late or never: they wait in a temporary file, so that neither memory nor the upload
/// depends on the client. One writer, one reader.
/// </summary>
public sealed class ResultSpool : IAsyncDisposable
{
    private readonly FileStream _file = OpenNameless();
    private readonly SemaphoreSlim _more = new(0);
    private long _written;
    private volatile bool _complete;

    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return;
        RandomAccess.Write(_file.SafeFileHandle, bytes, _written);
        Interlocked.Add(ref _written, bytes.Length);
        _more.Release();
    }

    public void Complete()
    {
        _complete = true;
        _more.Release();
    }

    /// <summary>Sends everything written, as it comes, until <see cref="Complete"/>. A client that went away ends it quietly.</summary>
    public async Task CopyTo(PipeWriter client, CancellationToken ct)
    {
        var sent = 0L;
        try
        {
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
                var read = await RandomAccess.ReadAsync(_file.SafeFileHandle, memory[..(int)Math.Min(memory.Length, written - sent)], sent, ct);
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

    public ValueTask DisposeAsync()
    {
        _more.Dispose();
        return _file.DisposeAsync();
    }

    // Results hold clients' references: nobody else may open the file, and after a crash there is none.
    private static FileStream OpenNameless()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.Delete, BufferSize = 0, Options = FileOptions.DeleteOnClose };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), options);
        if (!OperatingSystem.IsWindows()) File.Delete(file.Name);
        return file;
    }
}
