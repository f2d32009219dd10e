using EvidenceVault.Server.Access;
using Microsoft.AspNetCore.Mvc;

namespace EvidenceVault.Server.Scorecards;

/// <summary>Registers the services and endpoints of this capability.</summary>
public static class ScorecardsSetup
{
    public static void AddScorecards(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<JudgedBooks>();
        services.AddSingleton<JudgingPass>();
        services.AddSingleton<ReadCounts>();
        services.AddSingleton<ReadStructure>();
        services.AddSingleton<DialLogs>();
        services.AddSingleton<ShowScorecards>();
        services.AddSingleton<ShowContradictions>();
        services.AddSingleton<ListCalls>();
        services.AddHostedService<JudgingWorker>();
    }

    public static void MapScorecards(this WebApplication app)
    {
        var principal = app.MapGroup("/v1/principals/{principal}");
        principal.MapGet("campaigns/{ref}/scorecard", ([FromRoute] string principal, [FromRoute(Name = "ref")] string campaign, HttpContext http, [FromServices] ShowScorecards show, CancellationToken ct) =>
            show.OfCampaign(principal, campaign, http, ct)).WithName("getCampaignScorecard").Requires(Scopes.EvidenceRead);
        principal.MapGet("parties/{party}/scorecard", (string principal, string party, HttpContext http, [FromServices] ShowScorecards show, CancellationToken ct) =>
            show.OfParty(principal, party, http, ct)).WithName("getPartyScorecard").Requires(Scopes.EvidenceRead);
        principal.MapGet("campaigns/{ref}/contradictions", ([FromRoute] string principal, [FromRoute(Name = "ref")] string campaign, HttpContext http, [FromServices] ShowContradictions show, CancellationToken ct) =>
            show.OfCampaign(principal, campaign, http, ct)).WithName("getCampaignContradictions").Requires(Scopes.EvidenceRead);
        principal.MapGet("parties/{party}/contradictions", (string principal, string party, HttpContext http, [FromServices] ShowContradictions show, CancellationToken ct) =>
            show.OfParty(principal, party, http, ct)).WithName("getPartyContradictions").Requires(Scopes.EvidenceRead);
        principal.MapGet("calls", (string principal, HttpContext http, [FromServices] ListCalls list, CancellationToken ct) =>
            list.Get(principal, http, ct)).WithName("listCalls").Requires(Scopes.EvidenceRead);
        app.MapPost("/v1/judgements/{slug}/rebuild", RebuildJudgements.Post).WithName("rebuildJudgements").RequiresOperator();
    }
}
