using Microsoft.AspNetCore.Http.Timeouts;

namespace EvidenceVault.Server.Access;

/// <summary>Registers the services and endpoints of this capability.</summary>
public static class AccessSetup
{
    public static void AddAccess(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<ApiKeys>();
        builder.Services.AddSingleton<Authenticator>();
        builder.Services.AddSingleton<FailedAttempts>();
        builder.Services.AddSingleton<PublicRequests>();
        builder.Services.AddSingleton<RateLimits>();
        builder.Services.AddSingleton<KeyWatch>();
        builder.Services.AddSingleton<Visibility>();
        builder.Services.AddSingleton<SecondPersons>();
    }

    /// <summary>Puts the gate before every endpoint; after routing.</summary>
    public static void UseAccess(this WebApplication app) => app.UseMiddleware<AccessGate>();

    public static void MapAccess(this WebApplication app)
    {
        var keys = app.MapGroup("/v1/keys").WithMetadata(new RequestTimeoutAttribute(milliseconds: 30_000));
        keys.MapIssueKey();
        keys.MapListKeys();
        keys.MapRevokeKey();
    }
}
