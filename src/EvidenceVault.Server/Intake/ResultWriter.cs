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

    public async Task Write(ChannelReader<LineUnderWay> lines, UploadRoom room, ResultSpool spool)
    {
        var buffer = new ArrayBufferWriter<byte>(FlushAt * 2);
        await using var json = new Utf8JsonWriter(buffer);
        try
        {
            while (await Next(lines, buffer, spool) is var (line, reference, pending, size))
            {
                // Nothing waits in the buffer while its client waits for it: not for this line's outcome, nor for a next line.
                if (!pending.IsCompleted) Flush(buffer, spool);
                var outcome = await pending;
                room.Give(size);
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

    private static async ValueTask<LineUnderWay?> Next(ChannelReader<LineUnderWay> lines, ArrayBufferWriter<byte> buffer, ResultSpool spool)
    {
        if (lines.TryRead(out var next)) return next;
        Flush(buffer, spool);
        return await lines.WaitToReadAsync() && lines.TryRead(out next) ? next : null;
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
