using EvidenceVault.Domain.Books;

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
    }

    public static void MapBooks(this WebApplication app)
    {
        app.MapPrincipals();
        var parties = app.MapGroup("/v1/parties").WithTags("Setting up");
        parties.MapDescribeParty();
        parties.MapReadParties();
        var principal = app.MapGroup("/v1/principals/{principal}").WithTags("Setting up");
        principal.MapBookResource<Mandates, MandateGiven, MandateAnswer>();
        principal.MapBookResource<Campaigns, CampaignDescribed, CampaignAnswer>();
        principal.MapBookResource<Wordings, WordingFiled, WordingAnswer>();
        principal.MapBookResource<Scripts, ScriptFiled, ScriptAnswer>();
        principal.MapSetPolicy();
        principal.MapReadPolicy();
    }
}
