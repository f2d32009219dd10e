using System.Buffers;
using System.Threading.Channels;
using EvidenceVault.Server.Intake.Progress;

namespace EvidenceVault.Server.Intake;

/// <summary>Writes the results of an upload in order.</summary>
public sealed class ResultWriter(IResultFormat format, UploadProgress progress, UploadWatch watch)
{
    private const int FlushAt = 32 << 10;

    public async Task Write(ChannelReader<LineUnderWay> lines, UploadRoom room, ResultSpool spool)
    {
        var buffer = new ArrayBufferWriter<byte>(FlushAt * 2);
        try
        {
            format.Start(buffer);
            while (await Next(lines, buffer, spool) is var (line, reference, pending, size))
            {
                // Nothing waits in the buffer while its client waits for it: not for this line's outcome, nor for a next line.
                if (!pending.IsCompleted) Flush(buffer, spool);
                var outcome = await pending;
                room.Give(size);
                progress.Answer(outcome.Status);
                watch.Answered();
                format.Write(buffer, line, reference, outcome);
                if (buffer.WrittenCount >= FlushAt) Flush(buffer, spool);
            }

            format.End(buffer, progress.Totals);
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

    private static void Flush(ArrayBufferWriter<byte> buffer, ResultSpool spool)
    {
        spool.Write(buffer.WrittenSpan);
        buffer.ResetWrittenCount();
    }
}
