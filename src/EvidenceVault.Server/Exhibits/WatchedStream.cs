using EvidenceVault.Server.Access;
using EvidenceVault.Server.Hosting;

namespace EvidenceVault.Server.Exhibits;

/// <summary>The key of a long request holds no longer, or the principal's contract has ended.</summary>
public sealed class LetInNoLongerException(Problem problem) : Exception(problem.Code)
{
    public Problem Problem => problem;
}

/// <summary>The body of a request, as long as it would still be let in.</summary>
public sealed class WatchedStream(Stream body, KeyWatch.Watched watched) : AsyncReadStream
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await body.ReadAsync(buffer, cancellationToken);
        return await watched.Check(cancellationToken) is { } problem ? throw new LetInNoLongerException(problem) : read;
    }
}
