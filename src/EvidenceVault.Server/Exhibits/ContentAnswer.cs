using System.Buffers;
using System.Security.Cryptography;
using EvidenceVault.Domain.Exhibits;
using EvidenceVault.Server.Hosting;
using Microsoft.Net.Http.Headers;

namespace EvidenceVault.Server.Exhibits;

/// <summary>Writes the content of an exhibit as an answer.</summary>
public static class ContentAnswer
{
    private const int BufferSize = 128 << 10;

    public static IResult NotModified(HttpContext http, Exhibit exhibit)
    {
        http.Response.GetTypedHeaders().ETag = ContentRequest.TagOf(exhibit.Announced);
        http.Response.Headers.CacheControl = "private, no-store";
        return Results.StatusCode(StatusCodes.Status304NotModified);
    }

    public static IResult NotSatisfiable(HttpContext http, Exhibit exhibit)
    {
        http.Response.Headers.ContentRange = $"bytes */{exhibit.Announced.Size}";
        return new Problem(StatusCodes.Status416RangeNotSatisfiable, ProblemCodes.RangeNotSatisfiable, $"The content is {exhibit.Announced.Size} bytes; ask for a range within it.").ToResult();
    }

    public static IResult Head(HttpContext http, Exhibit exhibit, ContentRequest asked)
    {
        SetHeaders(http, exhibit, asked);
        return Results.Empty;
    }

    /// <summary>Sends what was asked for, after <paramref name="noteRead"/>; where that throws, nothing is sent.</summary>
    /// <exception cref="BlobDamagedException">The content is not what was stored.</exception>
    public static async Task<IResult> Send(
        HttpContext http, Exhibit exhibit, ContentRequest asked, Stream content, Func<Task> noteRead, CancellationToken ct)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            // A part is vouched for by its regions' tags and places alone; the whole also by its hash.
            using var hash = asked.Count == exhibit.Announced.Size ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : null;
            // Bytes that turn out to be damaged were not given to anybody, so the first ones are read before the read is noted.
            var read = await content.ReadAsync(buffer, ct);
            var left = asked.Count - read;
            hash?.AppendData(buffer.AsSpan(0, read));
            if (left == 0) Verify(hash, exhibit);
            await noteRead();
            SetHeaders(http, exhibit, asked);
            while (read > 0)
            {
                await http.Response.Body.WriteAsync(buffer.AsMemory(0, read), ct);
                read = await content.ReadAsync(buffer, ct);
                left -= read;
                hash?.AppendData(buffer.AsSpan(0, read));
                // The last bytes only go out when the whole is right.
                if (left == 0 && read > 0) Verify(hash, exhibit);
            }

            return Results.Empty;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Takes back the headers of content, for a problem instead.</summary>
    public static void Clear(HttpContext http)
    {
        var headers = http.Response.Headers;
        http.Response.ContentLength = null;
        foreach (var name in (string[])[HeaderNames.ETag, HeaderNames.ContentRange, HeaderNames.AcceptRanges, HeaderNames.ContentDisposition]) headers.Remove(name);
    }

    private static void SetHeaders(HttpContext http, Exhibit exhibit, ContentRequest asked)
    {
        var announced = exhibit.Announced;
        var response = http.Response;
        var headers = response.GetTypedHeaders();
        response.StatusCode = asked.Partial ? StatusCodes.Status206PartialContent : StatusCodes.Status200OK;
        response.ContentType = MediaTypeHeaderValue.TryParse(announced.ContentType, out var type) ? type.ToString() : "application/octet-stream";
        response.ContentLength = asked.Count;
        headers.ETag = ContentRequest.TagOf(announced);
        if (asked.Partial) headers.ContentRange = new(asked.From, asked.From + asked.Count - 1, announced.Size);
        response.Headers.AcceptRanges = "bytes";
        response.Headers.CacheControl = "private, no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        response.Headers.ContentDisposition = $"attachment; filename=\"{ContentFileName.Of(announced)}\"";
    }

    private static void Verify(IncrementalHash? hash, Exhibit exhibit)
    {
        if (hash is not null && Convert.ToHexStringLower(hash.GetHashAndReset()) != exhibit.Announced.Sha256)
            throw new BlobDamagedException("The content has another hash.");
    }
}
