using EvidenceVault.Server.Access;

namespace EvidenceVault.Server.Erasure;

/// <summary>Registers the services and endpoints of this capability.</summary>
public static class ErasureSetup
{
    public static void AddErasure(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ErasureStore>();
        builder.Services.AddSingleton<Obstacles>();
        builder.Services.AddSingleton<ForgetConsumer>();
        builder.Services.AddSingleton<EraseConsumer>();
        builder.Services.AddSingleton<ExpireConsumers>();
        builder.Services.AddSingleton<RequestErasure>();
        builder.Services.AddSingleton<ErasureWorker>();
        builder.Services.AddHostedService(s => s.GetRequiredService<ErasureWorker>());
    }

    public static void MapErasure(this WebApplication app)
    {
        const string path = "/v1/principals/{principal}/consumers/{id}/erasure";
        app.MapPost(path, (string principal, string id, HttpContext http, RequestErasure erasure, CancellationToken ct) => erasure.Post(principal, id, http, ct))
            .WithName("requestErasure").Requires(Scopes.CaseManage);
        app.MapPost($"{path}/approval", (string principal, string id, HttpContext http, RequestErasure erasure, CancellationToken ct) => erasure.Approve(principal, id, http, ct))
            .WithName("approveErasure").Requires(Scopes.ErasureApprove);
        app.MapGet(path, (string principal, string id, RequestErasure erasure, CancellationToken ct) => erasure.Get(principal, id, ct))
            .WithName("getErasure").RequiresEither(Scopes.CaseManage, Scopes.ErasureApprove);
    }
}
