using System.Buffers;
using System.Text.Json;
using System.Threading.Channels;
using EvidenceVault.Server.Hosting;

namespace EvidenceVault.Server.Intake;

/// <summary>Writes the results of an upload in order, a line each; or only those rejected, and the totals last.</summary>
public sealed class ResultWriter(bool problemsOnly)
{
    private const int FlushAt = 32 << 10;

    private long _accepted;
    private long _duplicates;
    private long _rejected;

    public async Task Write(ChannelReader<LineUnderWay> lines, ResultSpool spool)
    {
        var buffer = new ArrayBufferWriter<byte>(FlushAt * 2);
        await using var json = new Utf8JsonWriter(buffer);
        try
        {
            await foreach (var (line, reference, pending) in lines.ReadAllAsync())
            {
                // Nothing waits in the buffer while its client waits for it.
                if (!pending.IsCompleted && buffer.WrittenCount > 0) Flush(buffer, spool);
                var outcome = await pending;
                Count(outcome.Status);
                if (problemsOnly && outcome.Status != ItemStatus.Rejected) continue;
                json.Reset();
                JsonSerializer.Serialize(json, ItemResult.Of(line, reference, outcome), VaultJson.Answers);
                buffer.Write("\n"u8);
                if (buffer.WrittenCount >= FlushAt) Flush(buffer, spool);
            }

            if (problemsOnly)
            {
                json.Reset();
                JsonSerializer.Serialize(json, new { totals = new { accepted = _accepted, duplicate = _duplicates, rejected = _rejected } }, VaultJson.Answers);
                buffer.Write("\n"u8);
            }

            Flush(buffer, spool);
        }
        finally
        {
            spool.Complete();
        }
    }

    private void Count(ItemStatus status)
    {
        if (status == ItemStatus.Accepted) _accepted++;
        else if (status == ItemStatus.Duplicate) _duplicates++;
        else _rejected++;
    }

    private static void Flush(ArrayBufferWriter<byte> buffer, ResultSpool spool)
    {
        spool.Write(buffer.WrittenSpan);
        buffer.ResetWrittenCount();
    }
}
