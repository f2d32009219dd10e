using EvidenceVault.Server.Access;

namespace EvidenceVault.Server.ContractEnds;

/// <summary>Registers the services and endpoints of this capability.</summary>
public static class ContractEndsSetup
{
    public static void AddContractEnds(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<EndedContracts>();
        services.AddSingleton<ContractEndStore>();
        services.AddSingleton<ContractEndProgress>();
        services.AddSingleton<RowsOfPrincipal>();
        services.AddSingleton<EndContract>();
        services.AddSingleton<RequestContractEnd>();
        services.AddSingleton<ContractEndWorker>();
        services.AddHostedService(s => s.GetRequiredService<ContractEndWorker>());
    }

    public static void MapContractEnds(this WebApplication app)
    {
        const string path = "/v1/principals/{principal}/contract-end";
        app.MapPost(path, (string principal, HttpContext http, RequestContractEnd ends, CancellationToken ct) => ends.Post(principal, http, ct))
            .WithName("requestContractEnd").Requires(Scopes.CaseManage);
        app.MapPost($"{path}/approval", (string principal, HttpContext http, RequestContractEnd ends, CancellationToken ct) => ends.Approve(principal, http, ct))
            .WithName("approveContractEnd").Requires(Scopes.ErasureApprove);
        app.MapPost($"{path}/withdrawal", (string principal, HttpContext http, RequestContractEnd ends, CancellationToken ct) => ends.Withdraw(principal, http, ct))
            .WithName("withdrawContractEnd").RequiresEither(Scopes.CaseManage, Scopes.ErasureApprove);
        app.MapGet(path, (string principal, RequestContractEnd ends, CancellationToken ct) => ends.Get(principal, ct))
            .WithName("getContractEnd").RequiresEither(Scopes.CaseManage, Scopes.ErasureApprove).ReachesEndedContracts();
    }
}
