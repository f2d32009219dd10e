using EvidenceVault.Server.Access;
using EvidenceVault.Server.AccessLog;

namespace EvidenceVault.Server.Rights;

/// <summary>Registers the services and endpoints of this capability.</summary>
public static class RightsSetup
{
    public static void AddRights(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<AccessRequests>();
        builder.Services.AddSingleton<RestrictedUse>();
        builder.Services.AddSingleton<ExportFiles>();
        builder.Services.AddSingleton<PrincipalExport>();
    }

    public static void MapRights(this WebApplication app)
    {
        app.MapGet("/v1/principals/{principal}/consumers/{id}/export", ExportConsumer.Get).WithName("exportConsumer").Requires(Scopes.EvidenceRead).TakesReason();
        app.MapGet("/v1/principals/{principal}/export", ExportPrincipal.Get).WithName("exportPrincipal").Requires(Scopes.EvidenceRead).TakesReason();
        var requests = app.MapGroup("/v1/principals/{principal}/access-requests").Requires(Scopes.CaseManage);
        requests.MapGet("", ListAccessRequests.Get).WithName("listAccessRequests");
        requests.MapPut("{reference}", PutAccessRequest.Put).WithName("putAccessRequest");
        requests.MapGet("{reference}", PutAccessRequest.Get).WithName("getAccessRequest");
        requests.MapPost("{reference}/answered-otherwise", AnswerOtherwise.Post).WithName("answerAccessRequestOtherwise");
    }
}
