using EvidenceVault.Server.Access;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.OpenApi;

namespace EvidenceVault.Server.Hosting.OpenApi;

/// <summary>Writes the document: every endpoint that is not for people only, in the order of the addresses.</summary>
public sealed class VaultDocument : IOpenApiDocumentTransformer
{
    private static readonly Dictionary<string, OperationDoc> Docs = Capabilities.Operations.ToDictionary(doc => doc.Id);

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new()
        {
            Title = "Evidence Vault",
            Version = "1",
            Summary = "Evidence of consents and telemarketing calls in the Netherlands: taken in, kept, judged, and shown.",
            Description = Capabilities.Conventions,
            License = new() { Name = "Proprietary; see LICENSE", Url = new Uri("https://evidencevault.example/licence") },
        };
        // Neither the machine nor the address it was asked at is part of the contract.
        document.Servers = [new() { Url = "/", Description = "The vault that serves this document." }];
        document.Tags = new HashSet<OpenApiTag>(Capabilities.Tags.Select(tag => new OpenApiTag { Name = tag.Name, Description = tag.Description }));
        document.Components = new();
        document.AddComponent<IOpenApiSecurityScheme>(OperationWriter.Scheme, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            BearerFormat = "ev_<id>_<secret>",
            Description = "`Authorization: Bearer <api key>`; never a key in a URL. The scopes an operation lists are those the key must have.",
        });
        var operations = new OperationWriter(document);
        document.Paths = [];
        foreach (var endpoint in Endpoints(context.ApplicationServices).OrderBy(Address, StringComparer.Ordinal)) Write(document.Paths, operations, endpoint);
        operations.WriteComponents();
        return Task.CompletedTask;
    }

    /// <summary>The endpoints that the document is about.</summary>
    public static IEnumerable<RouteEndpoint> Endpoints(IServiceProvider services) =>
        services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>()?.ExcludeFromDescription != true);

    private static void Write(OpenApiPaths paths, OperationWriter operations, RouteEndpoint endpoint)
    {
        var name = endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName
            ?? throw new InvalidOperationException($"The endpoint {endpoint.DisplayName} has no name: say WithName.");
        if (!paths.TryGetValue(Address(endpoint), out var path)) paths.Add(Address(endpoint), path = new OpenApiPathItem { Operations = [] });
        // An endpoint of any method is one to read from.
        var method = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Single() ?? HttpMethods.Get;
        var doc = Docs.GetValueOrDefault(name) ?? throw new InvalidOperationException($"The endpoint {name} is not described: add it to the docs of its capability.");
        var parameters = endpoint.RoutePattern.Parameters.Select(parameter => parameter.Name).ToList();
        path.Operations!.Add(new HttpMethod(method), operations.Write(
            doc, parameters, endpoint.Metadata.GetRequiredMetadata<AccessRule>(), reachesEnded: endpoint.Metadata.GetMetadata<ReachesEnded>() is not null));
    }

    private static string Address(RouteEndpoint endpoint) => "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(
        segment => string.Concat(segment.Parts.Select(part => part is RoutePatternParameterPart parameter ? $"{{{parameter.Name}}}" : ((RoutePatternLiteralPart)part).Content))));
}
