using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;

namespace EvidenceVault.Server.Hosting.OpenApi;

/// <summary>The OpenAPI document as it is served and kept: made once, since nothing in it changes while the server runs.</summary>
public sealed class ApiDocument([FromKeyedServices(ApiDocument.Name)] IOpenApiDocumentProvider provider)
{
    /// <summary>The document's name.</summary>
    public const string Name = "v1";

    private static readonly JsonSerializerOptions Indented = new(VaultJson.Answers) { WriteIndented = true, NewLine = "\n" };

    private byte[]? _json;

    /// <summary><c>GET /openapi/v1.json</c>.</summary>
    public static async Task<IResult> Get(HttpContext http, ApiDocument document)
    {
        var json = await document.Json();
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(json).AsSpan(0, 16))}\"");
        http.Response.Headers.CacheControl = "no-cache";
        return Results.Bytes(json, "application/json; charset=utf-8", entityTag: tag);
    }

    private async ValueTask<byte[]> Json()
    {
        if (_json is not null) return _json;
        var document = await provider.GetOpenApiDocumentAsync();
        var json = JsonNode.Parse(await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1));
        return _json = [.. JsonSerializer.SerializeToUtf8Bytes(json, Indented), (byte)'\n'];
    }
}
