using EvidenceVault.Domain.Books;
using Microsoft.AspNetCore.Http.Timeouts;

namespace EvidenceVault.Server.Books;

/// <summary>Registers the services and endpoints of this capability.</summary>
public static class BooksSetup
{
    public static void AddBooks(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<BookStore>();
        builder.Services.AddSingleton<BookWriter>();
        builder.Services.AddSingleton<FiledTexts>();
        builder.Services.AddSingleton<Parties>();
        builder.Services.AddSingleton<JudgingBooks>();
    }

    public static void MapBooks(this WebApplication app)
    {
        var setup = app.MapGroup("/v1").WithMetadata(new RequestTimeoutAttribute(milliseconds: 30_000));
        setup.MapGroup("principals").MapPrincipals();
        var parties = setup.MapGroup("parties");
        parties.MapDescribeParty();
        parties.MapReadParties();
        var principal = setup.MapGroup("principals/{principal}");
        principal.MapBookResource<Mandates, MandateGiven, MandateAnswer>();
        principal.MapBookResource<Campaigns, CampaignDescribed, CampaignAnswer>();
        principal.MapBookResource<Wordings, WordingFiled, WordingAnswer>();
        principal.MapBookResource<Scripts, ScriptFiled, ScriptAnswer>();
        principal.MapSetPolicy();
        principal.MapReadPolicy();
    }
}
