using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;

namespace EvidenceVault.Server.Intake;

/// <summary>The body of an upload under watch.</summary>
/// <param name="body">The body.</param>
/// <param name="watch">Is told that bytes came, and ends the reading, whatever token the reader has.</param>
public sealed class WatchedBody(PipeReader body, UploadWatch watch) : PipeReader, IRequestBodyPipeFeature
{
    PipeReader IRequestBodyPipeFeature.Reader => this;

    public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        var read = await body.ReadAsync(watch.Reading);
        watch.Moved();
        return read;
    }

    public override bool TryRead(out ReadResult result) => body.TryRead(out result);

    public override void AdvanceTo(SequencePosition consumed) => body.AdvanceTo(consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) => body.AdvanceTo(consumed, examined);

    public override void CancelPendingRead() => body.CancelPendingRead();

    public override void Complete(Exception? exception = null) => body.Complete(exception);
}
