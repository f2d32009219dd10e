using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Compact;

namespace EvidenceVault.Server.Hosting;

/// <summary>Structured logs: one JSON object a line on standard output, with the correlation id of the request they belong to.</summary>
public static class Logging
{
    public static void AddStructuredLogs(this WebApplicationBuilder builder)
    {
        // The host's own loggers write plain lines that know nothing of what may not be said.
        builder.Logging.ClearProviders();
        builder.Services.AddSerilog((_, log) => Configure(log, sink => sink.Console(new CompactJsonFormatter())), writeToProviders: false);
    }

    /// <summary>The levels and the guard that every sink stands behind.</summary>
    public static LoggerConfiguration Configure(LoggerConfiguration log, Action<Serilog.Configuration.LoggerSinkConfiguration> sink) => log
        .MinimumLevel.Information()
        // Frameworks' lines about requests hold paths and queries, and Marten's hold the values of a failed statement: ours say it instead.
        .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
        .MinimumLevel.Override("Microsoft.Hosting.Lifetime", LogEventLevel.Information)
        .MinimumLevel.Override("Marten", LevelAlias.Off)
        .MinimumLevel.Override("Npgsql", LogEventLevel.Warning)
        .MinimumLevel.Override("Azure", LogEventLevel.Warning)
        .Enrich.FromLogContext()
        .Enrich.WithProperty("Service", "evidence-vault")
        .WriteTo.Sink(new WithoutMessages(new LoggerConfiguration().MinimumLevel.Verbose().WriteTo.Logger(inner => sink(inner.WriteTo)).CreateLogger()));

    /// <summary>
    /// Passes events on without paths, and with exceptions reduced to their types and traces: a message may repeat a value, and a value may be
    /// a person's.
    /// </summary>
    private sealed class WithoutMessages(Logger inner) : ILogEventSink, IDisposable
    {
        // The host tells every line the path of its request; the route template of the request's own line says what may be said.
        private const string PathProperty = "RequestPath";

        public void Emit(LogEvent logEvent)
        {
            logEvent.RemovePropertyIfPresent(PathProperty);
            inner.Write(logEvent.Exception is null ? logEvent : new LogEvent(
                logEvent.Timestamp, logEvent.Level, new Trace(logEvent.Exception), logEvent.MessageTemplate,
                logEvent.Properties.Select(p => new LogEventProperty(p.Key, p.Value)), logEvent.TraceId ?? default, logEvent.SpanId ?? default));
        }

        public void Dispose() => inner.Dispose();
    }

    private sealed class Trace(Exception exception) : Exception("(left out)")
    {
        public override string ToString() => Of(exception);

        private static string Of(Exception e) =>
            $"{e.GetType().FullName}\n{e.StackTrace}{(e.InnerException is { } inner ? $"\n--- inner ---\n{Of(inner)}" : "")}";
    }
}
