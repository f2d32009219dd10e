using System.Diagnostics;
using EvidenceVault.Server.Access;
using Serilog.Context;

namespace EvidenceVault.Server.Hosting;

/// <summary>One line a request: method, route template, status, time. Never a path, a query or a body.</summary>
public static partial class RequestLog
{
    private static readonly HashSet<string> Known =
        new(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT"], StringComparer.Ordinal);

    public static void UseRequestLog(this WebApplication app)
    {
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(RequestLog));
        app.Use(async (context, next) =>
        {
            var started = Stopwatch.GetTimestamp();
            using var correlation = LogContext.PushProperty("CorrelationId", context.TraceIdentifier);
            try
            {
                await next(context);
            }
            finally
            {
                var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "(none)";
                if (!route.StartsWith("/health", StringComparison.Ordinal))
                    LogRequest(logger, MethodOf(context.Request), route, context.Response.StatusCode, Stopwatch.GetElapsedTime(started).TotalMilliseconds, context.FindCaller()?.KeyId);
            }
        });
    }

    /// <summary>The method, where it is one: a client may write anything there.</summary>
    internal static string MethodOf(HttpRequest request) => Known.Contains(request.Method) ? request.Method : "(other)";

    [LoggerMessage(LogLevel.Information, "{Method} {Route} answered {Status} in {Milliseconds:0.0} ms to {Key}")]
    private static partial void LogRequest(ILogger logger, string method, string route, int status, double milliseconds, string? key);
}
