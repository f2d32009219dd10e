using EvidenceVault.Server.Access;

namespace EvidenceVault.Server.Hosting.OpenApi;

/// <summary>The OpenAPI 3.1 document, at <c>/openapi/v1.json</c>. A copy is kept at <c>ops/docs/openapi.json</c>, so that a change shows in review.</summary>
public static class OpenApiSetup
{
    public static void AddApiDocument(this WebApplicationBuilder builder)
    {
        builder.Services.AddOpenApi(ApiDocument.Name, options =>
        {
            // Bodies are read by hand, so parameters and return types would describe them wrongly.
            options.ShouldInclude = _ => false;
            options.AddDocumentTransformer<VaultDocument>();
        });
        builder.Services.AddSingleton<ApiDocument>();
    }

    public static void MapApiDocument(this WebApplication app) =>
        app.MapGet($"/openapi/{ApiDocument.Name}.json", ApiDocument.Get).WithName("apiDocument").IsPublic();
}
