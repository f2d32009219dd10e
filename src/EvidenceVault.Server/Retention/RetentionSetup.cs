using EvidenceVault.Server.Access;
using EvidenceVault.Server.Exhibits;
using EvidenceVault.Server.Keys;
using EvidenceVault.Server.Store;
using NodaTime;

namespace EvidenceVault.Server.Retention;

/// <summary>Registers the services and endpoints of this capability.</summary>
public static class RetentionSetup
{
    public static void AddRetention(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<ComputeTerms>();
        services.AddSingleton<RetentionStandings>();
        services.AddSingleton<IExhibitTerms, RetentionTerms>();
        services.AddSingleton<HoldStore>();
        services.AddSingleton(s => new DestructionClock(s.GetRequiredService<IClock>(), s.GetRequiredService<VaultDatabase>()));
        services.AddSingleton<Claims>();
        services.AddSingleton<Destruction>();
        services.AddSingleton<DestructionList>();
        services.AddSingleton<ReturnedKeys>();
        services.AddSingleton<DestroyedKeys>();
        services.AddSingleton<Sweep>();
        services.AddSingleton<TakeUpExhibits>();
        services.AddSingleton<PreviewRetention>();
        services.AddSingleton<ListConflicts>();
        services.AddSingleton<RetentionWorker>();
        services.AddHostedService(s => s.GetRequiredService<RetentionWorker>());
    }

    public static void MapRetention(this WebApplication app)
    {
        const string holds = "/v1/principals/{principal}/holds";
        app.MapGet(holds, ReadHolds.List).WithName("listHolds").RequiresEither(Scopes.HoldManage, Scopes.HoldRelease);
        app.MapGet($"{holds}/{{hold}}", ReadHolds.Get).WithName("getHold").RequiresEither(Scopes.HoldManage, Scopes.HoldRelease);
        app.MapPut($"{holds}/{{hold}}", PutHold.Put).WithName("putHold").Requires(Scopes.HoldManage);
        app.MapPost($"{holds}/{{hold}}/release", ReleaseHold.Request).WithName("requestHoldRelease").Requires(Scopes.HoldManage);
        app.MapPost($"{holds}/{{hold}}/release/approval", ReleaseHold.Approve).WithName("approveHoldRelease").Requires(Scopes.HoldRelease);
        app.MapPost($"{holds}/{{hold}}/decisions", DecideConflict.Post).WithName("decideHoldConflict").Requires(Scopes.HoldRelease);
        var retention = app.MapGroup("/v1/principals/{principal}/retention").RequiresEither(Scopes.HoldManage, Scopes.HoldRelease);
        retention.MapGet("preview", (string principal, HttpContext http, PreviewRetention preview, CancellationToken ct) => preview.Get(principal, http, ct)).WithName("previewRetention");
        retention.MapGet("conflicts", (string principal, ListConflicts conflicts, CancellationToken ct) => conflicts.Get(principal, ct)).WithName("listHoldConflicts");
        const string exhibit = "/v1/principals/{principal}/exhibits/{id}";
        app.MapGet($"{exhibit}/certificate", ShowCertificate.Json).WithName("getDestructionCertificate").Requires(Scopes.EvidenceRead);
        app.MapGet($"{exhibit}/certificate.pdf", ShowCertificate.Pdf).WithName("getDestructionCertificatePdf").Requires(Scopes.EvidenceRead);
    }
}
