using System.Text.Json;

namespace EvidenceVault.Server.Hosting;

/// <summary>Reads a request's body as one JSON value.</summary>
public static class JsonBody
{
    /// <summary>How deep JSON may nest.</summary>
    public const int MaxDepth = 32;

    /// <summary>The most bytes, unless an address takes more.</summary>
    private const int MaxBytes = 1 << 20;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };
    private static readonly JsonDocumentOptions WithDoubles = new() { MaxDepth = MaxDepth };

    /// <summary>The value, or what is wrong with the body.</summary>
    /// <exception cref="BadHttpRequestException">The body is too large, or came in too slowly.</exception>
    public static async Task<(JsonElement Json, Problem? Problem)> Read(HttpRequest request, CancellationToken ct, int most = MaxBytes)
    {
        if (!request.HasJsonContentType() || request.Headers.ContentEncoding.Count > 0)
            return (default, new(StatusCodes.Status415UnsupportedMediaType, ProblemCodes.UnsupportedMediaType, "Send JSON, uncompressed, as Content-Type: application/json."));
        using var bytes = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, ct)) > 0)
        {
            if (bytes.Length + read > most) throw new BadHttpRequestException("Too large.", StatusCodes.Status413PayloadTooLarge);
            bytes.Write(buffer, 0, read);
        }

        return Parse(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }

    private static (JsonElement Json, Problem? Problem) Parse(ReadOnlySpan<byte> utf8)
    {
        try
        {
            if (TryParse(utf8, Strict) is { } json) return (json, null);
        }
        catch (InvalidOperationException)
        {
            return (default, new(StatusCodes.Status400BadRequest, ProblemCodes.MalformedJson, "The name of a field is no well-formed Unicode."));
        }

        return TryParse(utf8, WithDoubles) is null
            ? (default, new(StatusCodes.Status400BadRequest, ProblemCodes.MalformedJson, $"The body is no JSON, or nests deeper than {MaxDepth} levels."))
            : (default, new(StatusCodes.Status422UnprocessableEntity, ProblemCodes.DuplicateField, "A field stands in the same object twice; send it once."));
    }

    private static JsonElement? TryParse(ReadOnlySpan<byte> utf8, JsonDocumentOptions options)
    {
        try
        {
            return JsonElement.Parse(utf8, options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
