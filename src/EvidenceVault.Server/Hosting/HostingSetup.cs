using EvidenceVault.Server.Access;

namespace EvidenceVault.Server.Hosting;

/// <summary>Settings, JSON, problem documents, health.</summary>
public static class HostingSetup
{
    public static void AddHosting(this WebApplicationBuilder builder)
    {
        var settings = builder.Configuration.GetSection("Vault").Get<VaultSettings>() ?? new VaultSettings();
        if (settings.Fault() is { } fault) throw new InvalidOperationException(fault);
        builder.Services.AddSingleton(settings);
        builder.Services.ConfigureHttpJsonOptions(o => VaultJson.Configure(o.SerializerOptions));
        builder.Services.AddProblemDetails();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 1 << 20;
        });
    }

    public static void UseHosting(this WebApplication app) => app.UseExceptionHandler();

    public static void MapHosting(this WebApplication app)
    {
        app.MapGet("/health/live", () => Results.Ok(new { status = "live" })).IsPublic();
        app.MapGet("/health/ready", () => Results.Ok(new { status = "ready" })).IsPublic();
    }
}
