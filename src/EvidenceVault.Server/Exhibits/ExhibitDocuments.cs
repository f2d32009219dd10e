using System.Security.Cryptography;
using System.Text.Json;
using EvidenceVault.Domain.Exhibits;
using EvidenceVault.Server.Hosting;
using Microsoft.Net.Http.Headers;
using NodaTime;

namespace EvidenceVault.Server.Exhibits;

/// <summary>Makes exhibits' documents and answers with them.</summary>
public sealed class ExhibitDocuments(IExhibitTerms terms, IClock clock)
{
    public async Task<IReadOnlyList<ExhibitDocument>> Of(string principal, IReadOnlyCollection<Exhibit> exhibits, CancellationToken ct)
    {
        var found = await terms.Of(principal, exhibits, ct);
        var now = clock.GetCurrentInstant();
        return [.. exhibits.Select(e => ExhibitDocument.Of(e, found.GetValueOrDefault(e.Id), now))];
    }

    /// <summary>The document as an answer, with an entity tag that changes whenever anything in it does.</summary>
    public async Task<IResult> Answer(HttpContext http, string principal, Exhibit exhibit, int status, CancellationToken ct)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes((await Of(principal, [exhibit], ct))[0], VaultJson.Answers);
        if (status == StatusCodes.Status201Created) http.Response.Headers.Location = $"/v1/principals/{principal}/exhibits/{Uri.EscapeDataString(exhibit.Id)}";
        // The tag of an answer to a PUT would be taken for that of what was put.
        if (HttpMethods.IsGet(http.Request.Method))
        {
            var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(json).AsSpan(0, 16))}\"");
            http.Response.GetTypedHeaders().ETag = tag;
            http.Response.Headers.CacheControl = "private, no-cache";
            if (http.Request.GetTypedHeaders().IfNoneMatch.Any(t => t.Equals(EntityTagHeaderValue.Any) || t.Compare(tag, useStrongComparison: false)))
                return Results.StatusCode(StatusCodes.Status304NotModified);
        }

        return new Written(json, status);
    }

    private sealed class Written(byte[] json, int status) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = status;
            httpContext.Response.ContentType = "application/json; charset=utf-8";
            httpContext.Response.ContentLength = json.Length;
            return httpContext.Response.Body.WriteAsync(json, httpContext.RequestAborted).AsTask();
        }
    }
}
