using System.IO.Pipelines;
using System.Text;
using EvidenceVault.Server.Intake;

namespace EvidenceVault.Server.Tests.Intake;

/// <summary>Results on their way to a client, by way of files.</summary>
public sealed class ResultSpoolTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("vault-spool-");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact(Timeout = 60_000)]
    public async Task what_was_written_goes_in_order()
    {
        await using var spool = new ResultSpool(_folder.FullName);
        using var client = new MemoryStream();
        var sending = spool.CopyTo(PipeWriter.Create(client, new(leaveOpen: true)), () => { }, Ct);
        foreach (var word in new[] { "een ", "twee ", "drie" }) spool.Write(Encoding.UTF8.GetBytes(word));
        spool.Complete();
        await sending;
        Encoding.UTF8.GetString(client.ToArray()).ShouldBe("een twee drie");
        spool.Waiting.ShouldBe(0);
    }

    [Fact(Timeout = 60_000)]
    public async Task a_client_that_went_away_ends_it_quietly()
    {
        await using var spool = new ResultSpool(_folder.FullName);
        spool.Write("een"u8);
        await spool.CopyTo(PipeWriter.Create(new Gone()), () => { }, Ct).WaitAsync(TimeSpan.FromSeconds(10), Ct);
        spool.Waiting.ShouldBe(3);
    }

    [Fact(Timeout = 60_000)]
    public async Task a_file_that_cannot_be_read_back_is_not_taken_for_a_client_that_went_away()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Finds its open files under /proc.");
        await using var spool = new ResultSpool(_folder.FullName);
        spool.Write(new byte[1_000]);
        foreach (var open in Directory.GetFiles("/proc/self/fd").Where(IsOfSpool))
        {
            await using var file = new FileStream(open, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            file.SetLength(10);
        }

        using var client = new MemoryStream();
        await Should.ThrowAsync<IOException>(() => spool.CopyTo(PipeWriter.Create(client), () => { }, Ct).WaitAsync(TimeSpan.FromSeconds(10), Ct));
    }

    private bool IsOfSpool(string file)
    {
        try
        {
            return File.ResolveLinkTarget(file, returnFinalTarget: false)?.FullName.StartsWith(_folder.FullName, StringComparison.Ordinal) == true;
        }
        catch (IOException)
        {
            // Closed meanwhile by another test.
            return false;
        }
    }

    private sealed class Gone : MemoryStream
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => throw new IOException("Connection reset by peer.");
    }
}
