using System.Text.Json;
using EvidenceVault.Domain.AccessLog;
using EvidenceVault.Server.Access;
using EvidenceVault.Server.AccessLog;
using EvidenceVault.Server.Hosting;
using NodaTime;

namespace EvidenceVault.Server.Rights;

/// <summary>
/// <c>GET P/export</c>: all that is kept for a principal, to take along: texts, cards, and every event in the order of recording with what was handed in beside it. The
/// contents of exhibits are read by their ids. For the principal's staff who may read evidence and listen to recordings.
/// </summary>
public static class ExportPrincipal
{
    private static readonly Problem MayNotListen = new(
        StatusCodes.Status403Forbidden, ProblemCodes.ScopeMissing, $"An export is of all there is: the key needs the scope {Scopes.ExhibitListen} beside {Scopes.EvidenceRead}.");

    public static async Task<IResult> Get(string principal, HttpContext http, PrincipalExport export, AccessLogWriter log, IClock clock, CancellationToken ct)
    {
        var caller = http.Caller();
        if (!caller.IsPrincipalStaff) return Problem.NotFound.ToResult();
        if (!caller.Scopes.Contains(Scopes.ExhibitListen)) return MayNotListen.ToResult();
        await log.Note(principal, http, AccessKind.Export, null);
        return new Lines(principal, export, log, clock.GetCurrentInstant());
    }

    private sealed class Lines(string principal, PrincipalExport export, AccessLogWriter log, Instant now) : IResult
    {
        private static readonly byte[] LineEnd = "\n"u8.ToArray();

        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var (response, ct) = (httpContext.Response, httpContext.RequestAborted);
            response.ContentType = "application/x-ndjson";
            response.Headers.CacheControl = "no-store";
            response.Headers.ContentDisposition = $"attachment; filename=\"{principal}.ndjson\"";
            try
            {
                await export.Write(principal, now, async line =>
                {
                    await response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(line, line.GetType(), VaultJson.Answers), ct);
                    await response.Body.WriteAsync(LineEnd, ct);
                }, ct);
                await response.Body.FlushAsync(ct);
                // Whoever has read it to its end finds that noted.
                await log.Note(principal, httpContext, AccessKind.ExportEnded, null);
            }
            catch (Exception) when (response.HasStarted)
            {
                // Half of it must not pass for the whole.
                httpContext.Abort();
                throw;
            }
        }
    }
}
