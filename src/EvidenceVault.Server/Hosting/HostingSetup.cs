using EvidenceVault.Server.Hosting.OpenApi;

namespace EvidenceVault.Server.Hosting;

/// <summary>Settings, JSON, problem documents, health.</summary>
public static class HostingSetup
{
    private const int ThreadsPerProcessor = 16;

    public static void AddHosting(this WebApplicationBuilder builder)
    {
        KeepThreads();
        var settings = builder.Configuration.GetSection("Vault").Get<VaultSettings>() ?? new VaultSettings();
        if (settings.Fault() is { } fault) throw new InvalidOperationException(fault);
        builder.Services.AddSingleton(settings);
        builder.Services.ConfigureHttpJsonOptions(o =>
        {
            VaultJson.Configure(o.SerializerOptions);
            o.SerializerOptions.MaxDepth = JsonBody.MaxDepth;
        });
        builder.Services.AddRequestTimeouts();
        builder.AddStructuredLogs();
        builder.AddTelemetry();
        builder.AddApiDocument();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 1 << 20;
            kestrel.Limits.MaxRequestHeaderCount = 64;
            kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
            kestrel.Limits.MaxConcurrentConnections = settings.Connections;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        });
    }

    // A batch keeps its thread for long. With a thread a processor, which is the default, everything that answers queues behind batches; the system shares processors better.
    private static void KeepThreads()
    {
        ThreadPool.GetMinThreads(out var workers, out var completions);
        ThreadPool.SetMinThreads(Math.Max(workers, ThreadsPerProcessor * Environment.ProcessorCount), completions);
    }

    public static void UseHosting(this WebApplication app)
    {
        app.UseTrustedProxies(app.Services.GetRequiredService<VaultSettings>());
        app.UseCorrelationId();
        app.UseRequestLog();
        app.UseProblems();
        app.UseReadableQueries();
        app.UseRouting();
        app.UseReadsAfterOutage();
        app.UseRequestTimeouts();
    }

    public static void MapHosting(this WebApplication app)
    {
        app.MapHealth();
        app.MapTelemetry();
        app.MapApiDocument();
    }
}
