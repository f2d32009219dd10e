using EvidenceVault.Server.Access;
using Npgsql;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace EvidenceVault.Server.Hosting;

/// <summary>OpenTelemetry traces and metrics: by OTLP where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set, and metrics at <c>/metrics</c>.</summary>
public static class Telemetry
{
    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        var otlp = !string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]);
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(r => r.AddService("evidence-vault", serviceVersion: typeof(Telemetry).Assembly.GetName().Version?.ToString(3)))
            .WithMetrics(metrics =>
            {
                metrics.AddAspNetCoreInstrumentation().AddRuntimeInstrumentation().AddMeter(VaultMetrics.Name, "Npgsql", "Marten").AddPrometheusExporter();
                if (otlp) metrics.AddOtlpExporter();
            });
        // Spans that nobody collects would only cost.
        if (otlp) telemetry.WithTracing(tracing => Trace(tracing).AddOtlpExporter());
    }

    /// <summary>What is traced, whoever collects it.</summary>
    public static TracerProviderBuilder Trace(TracerProviderBuilder tracing) => tracing
        .AddAspNetCoreInstrumentation(o =>
        {
            o.RecordException = false;
            o.Filter = context => !context.Request.Path.StartsWithSegments("/health") && !context.Request.Path.StartsWithSegments("/metrics");
        })
        .AddProcessor(new WithoutPaths())
        .AddNpgsql()
        .AddSource(VaultMetrics.Name);

    public static void MapTelemetry(this WebApplication app) => app.MapPrometheusScrapingEndpoint("/metrics").WithName("metrics").RequiresOperator();

    /// <summary>Takes out of spans what a client chose and might have put a person's data in: paths, queries, agents.</summary>
    private sealed class WithoutPaths : OpenTelemetry.BaseProcessor<System.Diagnostics.Activity>
    {
        private static readonly string[] Unsafe = ["url.path", "url.query", "url.full", "http.target", "http.url", "user_agent.original", "http.user_agent"];

        public override void OnEnd(System.Diagnostics.Activity data)
        {
            foreach (var tag in Unsafe)
                if (data.GetTagItem(tag) is not null) data.SetTag(tag, null);
            if (data.StatusDescription is not null) data.SetStatus(data.Status);

            // A driver records a failure with its message, which may repeat a value and cannot be taken out again: such a span is not exported.
            if (data.Events.Any(e => e.Name == "exception")) data.ActivityTraceFlags &= ~System.Diagnostics.ActivityTraceFlags.Recorded;
        }
    }
}
