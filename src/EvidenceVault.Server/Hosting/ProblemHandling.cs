using System.Net.Sockets;
using Azure;
using EvidenceVault.Server.Keys;
using Npgsql;

namespace EvidenceVault.Server.Hosting;

/// <summary>
/// Answers a problem document where nothing else was answered: for exceptions, and for bare statuses that routing and Kestrel give.
/// What an exception says stays inside: it may hold a person's data.
/// </summary>
public static partial class ProblemHandling
{
    private const int RetryAfterSeconds = 5;

    public static void UseProblems(this WebApplication app)
    {
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ProblemHandling));
        app.Use((context, next) => Handle(context, next, logger));
    }

    /// <summary>The problem that an exception is to the client.</summary>
    public static Problem Of(Exception exception) => exception switch
    {
        BadHttpRequestException e => OfStatus(e.StatusCode),
        _ when IsOutage(exception) => Outage,
        _ => OfStatus(StatusCodes.Status500InternalServerError),
    };

    /// <summary>Whether an exception says that a database or the blob store cannot be reached or cannot cope just now.</summary>
    public static bool IsOutage(Exception? exception) => exception switch
    {
        null => false,
        AggregateException many => many.InnerExceptions.Any(IsOutage),
        PostgresException e => e.IsTransient || e.SqlState.StartsWith("08", StringComparison.Ordinal) || e.SqlState.StartsWith("57P", StringComparison.Ordinal),
        NpgsqlException or SocketException or TimeoutException => true,
        KeysMissingException => true,
        RequestFailedException e => e.Status is 0 or 403 or 408 or 429 or >= 500,
        _ => IsOutage(exception.InnerException),
    };

    private static Problem Outage { get; } = new(
        StatusCodes.Status503ServiceUnavailable, ProblemCodes.Unavailable, "The vault cannot reach its storage just now. Send the same again in a while; nothing is taken in twice.")
    { RetryAfter = RetryAfterSeconds };

    private static async Task Handle(HttpContext context, RequestDelegate next, ILogger logger)
    {
        try
        {
            await next(context);
            if (IsBare(context.Response)) await OfStatus(context.Response.StatusCode).Write(context);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client left, and nobody reads an answer.
            if (!context.Response.HasStarted) context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
        }
        catch (Exception exception)
        {
            var problem = Of(exception);
            if (problem.Status >= 500) LogFault(logger, problem.Code, Route(context), context.TraceIdentifier, Name(exception), Trace(exception));
            if (context.Response.HasStarted)
            {
                // Half an answer must not pass for a whole one.
                context.Abort();
                return;
            }

            context.Response.Clear();
            await problem.Write(context);
        }
    }

    private static bool IsBare(HttpResponse response) =>
        response is { HasStarted: false, StatusCode: >= 400 and < 600, ContentLength: null } && string.IsNullOrEmpty(response.ContentType);

    private static Problem OfStatus(int status) => status switch
    {
        StatusCodes.Status404NotFound => Problem.NotFound,
        StatusCodes.Status405MethodNotAllowed => new(status, ProblemCodes.MethodNotAllowed, "This address does not take that method; see the header Allow."),
        StatusCodes.Status408RequestTimeout => new(status, ProblemCodes.RequestTimeout, "The request came in too slowly. Send it again."),
        StatusCodes.Status413PayloadTooLarge => new(status, ProblemCodes.TooLarge, "The body is larger than this address takes. Send less at a time."),
        StatusCodes.Status415UnsupportedMediaType => new(status, ProblemCodes.UnsupportedMediaType, "This address does not take that Content-Type."),
        StatusCodes.Status416RangeNotSatisfiable => new(status, ProblemCodes.RangeNotSatisfiable, "The range asked for lies outside the content."),
        StatusCodes.Status503ServiceUnavailable or StatusCodes.Status504GatewayTimeout => Outage,
        >= 500 => new(
            StatusCodes.Status500InternalServerError, ProblemCodes.Internal, "Something went wrong inside the vault. Tell its operator the correlation id."),
        _ => new(status, ProblemCodes.BadRequest, "The request is not well formed."),
    };

    // A template, never the path: a path may hold what a client should not have put there.
    private static string Route(HttpContext context) =>
        context.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } template } ? $"{RequestLog.MethodOf(context.Request)} {template}" : "no route";

    private static string Name(Exception exception)
    {
        var name = exception is PostgresException postgres ? $"{exception.GetType().Name} {postgres.SqlState}" : exception.GetType().Name;
        return exception.InnerException is { } inner ? $"{name} < {Name(inner)}" : name;
    }

    private static string? Trace(Exception exception) =>
        exception.InnerException is { } inner ? $"{Trace(inner)}\n--- {exception.GetType().Name} ---\n{exception.StackTrace}" : exception.StackTrace;

    // Without the exception's message, which may repeat values.
    [LoggerMessage(LogLevel.Error, "{Code} at {Route} ({CorrelationId}): {Exception}\n{Trace}")]
    private static partial void LogFault(ILogger logger, string code, string route, string correlationId, string exception, string? trace);
}
