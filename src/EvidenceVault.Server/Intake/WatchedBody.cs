using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;

namespace EvidenceVault.Server.Intake;

/// <summary>The body of an upload under watch.</summary>
/// <param name="body">The body.</param>
/// <param name="watch">Is told that bytes are waited for and came, and ends the reading, whatever token the reader has.</param>
public sealed class WatchedBody(PipeReader body, UploadWatch watch) : PipeReader, IRequestBodyPipeFeature
{
    private const long MostDiscarded = 1L << 30;

    private static readonly TimeSpan LongestDiscarding = TimeSpan.FromSeconds(30);

    PipeReader IRequestBodyPipeFeature.Reader => this;

    public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        watch.AwaitsClient = true;
        try
        {
            var read = await body.ReadAsync(watch.Reading);
            watch.Moved();
            return read;
        }
        finally
        {
            watch.AwaitsClient = false;
        }
    }

    public override bool TryRead(out ReadResult result) => body.TryRead(out result);

    public override void AdvanceTo(SequencePosition consumed) => body.AdvanceTo(consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) => body.AdvanceTo(consumed, examined);

    public override void CancelPendingRead() => body.CancelPendingRead();

    public override void Complete(Exception? exception = null) => body.Complete(exception);

    /// <summary>Reads on to the end and keeps nothing: at most a gibibyte, and half a minute. Nobody else may read meanwhile.</summary>
    public async Task Discard(CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(LongestDiscarding);
        try
        {
            for (var left = MostDiscarded; left > 0;)
            {
                var read = await body.ReadAsync(limit.Token);
                left -= read.Buffer.Length;
                body.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted) return;
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // It took too long, or the client left: then it sends no more either.
        }
    }
}
