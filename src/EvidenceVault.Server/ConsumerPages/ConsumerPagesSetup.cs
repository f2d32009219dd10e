using EvidenceVault.Server.Access;
using Microsoft.AspNetCore.Http.Timeouts;

namespace EvidenceVault.Server.ConsumerPages;

/// <summary>Registers the services and endpoints of this capability.</summary>
public static class ConsumerPagesSetup
{
    public static void AddConsumerPages(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<ConsumerLinks>();
        services.AddSingleton<ConsumerCodes>();
        services.AddSingleton<ConsumerFacts>();
        services.AddSingleton<ShownConsents>();
        services.AddSingleton<NumberForms>();
        services.AddSingleton<PageLimits>();
    }

    public static void MapConsumerPages(this WebApplication app)
    {
        app.MapPost("/v1/principals/{principal}/consumers/{id}/links", MakeLink.Post).WithName("makeConsumerLink").Requires(Scopes.EvidenceWrite);
        app.MapPageStyle(style => style.IsPublic().WithMetadata(new ExcludeFromDescriptionAttribute()));
        // For people, and without a key: no part of the API.
        var pages = app.MapGroup("").AddEndpointFilter<PageFilter>().IsPublic().ExcludeFromDescription().WithMetadata(new RequestTimeoutAttribute(milliseconds: 30_000));
        pages.MapGet(NumberPage.Path, NumberPage.Get);
        pages.MapPost($"{NumberPage.Path}/{NumberPage.Withdraw}", WithdrawByNumber.Post);
        pages.MapPost($"{NumberPage.Path}/{NumberPage.See}", AskForCode.Post);
        pages.MapPost($"{NumberPage.Path}/bekijken", CodePage.Post);
        pages.MapGet($"{NumberPage.Path}/{{token}}", MyConsentsPage.Get);
        pages.MapPost($"{NumberPage.Path}/{{token}}", MyConsentsPage.Post);
        pages.MapGet("/bevestigen/{token}", ConfirmPage.Get);
        pages.MapPost("/bevestigen/{token}", ConfirmPage.Post);
    }
}
