using EvidenceVault.Server.Access;

namespace EvidenceVault.Server.AccessLog;

/// <summary>Registers the services and endpoints of this capability.</summary>
public static class AccessLogSetup
{
    public static void AddAccessLog(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<AccessLogWriter>();
        builder.Services.AddHostedService(services => services.GetRequiredService<AccessLogWriter>());
    }

    public static void MapAccessLog(this WebApplication app) =>
        app.MapGet("/v1/principals/{principal}/access-log", SearchAccessLog.Get).WithName("searchAccessLog").Requires(Scopes.CaseManage);
}
