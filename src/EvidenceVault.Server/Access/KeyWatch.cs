using EvidenceVault.Server.ContractEnds;
using EvidenceVault.Server.Hosting;

namespace EvidenceVault.Server.Access;

/// <summary>Looks again, while a long request goes on, whether its key still holds, and the principal's contract.</summary>
public sealed class KeyWatch(Authenticator authenticator, Visibility visibility, EndedContracts ended, TimeProvider clock)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    /// <summary>Begins watching a request that was let in just now.</summary>
    public Watched Over(HttpContext request) => new(this, request);

    /// <summary>A request under watch.</summary>
    public sealed class Watched(KeyWatch watch, HttpContext request)
    {
        private long _checked = watch.Clock.GetTimestamp();

        /// <summary>Why the request may go on no longer; null where it may.</summary>
        public async ValueTask<Problem?> Check(CancellationToken ct)
        {
            if (watch.Clock.GetElapsedTime(_checked) < Every) return null;
            _checked = watch.Clock.GetTimestamp();
            try
            {
                return await watch.Check(request, ct);
            }
            catch (Exception e) when (ProblemHandling.IsOutage(e))
            {
                // Without the database nothing is written either; the next look tells.
                return null;
            }
        }
    }

    private TimeProvider Clock => clock;

    private async ValueTask<Problem?> Check(HttpContext request, CancellationToken ct)
    {
        var (caller, problem) = await authenticator.Authenticate(request.Request.Headers.Authorization, request.Connection.RemoteIpAddress, ct);
        if (caller is null) return problem! with { Detail = $"{problem.Detail} Nothing from here on was taken." };
        if (request.GetRouteValue("principal") is not string principal) return null;
        if (!await visibility.Sees(caller, principal, ct)) return Problem.NotFound with { Detail = "This key no longer sees this principal. Nothing from here on was taken." };
        return await ended.Has(principal, ct) ? EndedContracts.Gone : null;
    }
}
