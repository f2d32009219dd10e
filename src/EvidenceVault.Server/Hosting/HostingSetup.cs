using EvidenceVault.Server.Hosting.OpenApi;

namespace EvidenceVault.Server.Hosting;

/// <summary>Settings, JSON, problem documents, health.</summary>
public static class HostingSetup
{
    public static void AddHosting(this WebApplicationBuilder builder)
    {
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
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        });
    }

    public static void UseHosting(this WebApplication app)
    {
        app.UseCorrelationId();
        app.UseRequestLog();
        app.UseProblems();
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
