using System.Buffers;
using System.IO.Pipelines;
using System.Security.Cryptography;
using System.Text.Json;
using EvidenceVault.Server.Hosting;
using Microsoft.Net.Http.Headers;

namespace EvidenceVault.Server.Dossiers;

/// <summary>A dossier on its way to the client, with a tag of its content. It can be large: it is written once, into memory that is used again.</summary>
public sealed class DossierAnswer(DossierView view) : IResult
{
    private static readonly PipeOptions Unbounded = new(pauseWriterThreshold: 0, minimumSegmentSize: 32 << 10);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (request, response) = (httpContext.Request, httpContext.Response);
        var json = new Pipe(Unbounded);
        await using (var writer = new Utf8JsonWriter(json.Writer, new JsonWriterOptions { Encoder = VaultJson.Answers.Encoder, SkipValidation = true }))
            JsonSerializer.Serialize(writer, view, VaultJson.Answers);
        await json.Writer.CompleteAsync();
        json.Reader.TryRead(out var written);
        try
        {
            var tag = Tag(written.Buffer);
            response.GetTypedHeaders().ETag = tag;
            response.Headers.CacheControl = "private, no-cache";
            if (request.GetTypedHeaders().IfNoneMatch.Any(t => t.Compare(tag, useStrongComparison: false)))
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                return;
            }

            response.ContentType = "application/json; charset=utf-8";
            response.ContentLength = written.Buffer.Length;
            foreach (var part in written.Buffer) await response.Body.WriteAsync(part, httpContext.RequestAborted);
        }
        finally
        {
            await json.Reader.CompleteAsync();
        }
    }

    // Over everything but the instant of asking and the size of the ledger, so that it changes only when the answer does.
    private static EntityTagHeaderValue Tag(ReadOnlySequence<byte> json)
    {
        var reader = new SequenceReader<byte>(json);
        // Within a text the quotes would be escaped: this finds the field alone.
        reader.TryReadTo(out ReadOnlySequence<byte> before, "\"evaluatedAt\":\""u8);
        reader.TryReadTo(out ReadOnlySequence<byte> _, (byte)'"');
        reader.TryReadTo(out ReadOnlySequence<byte> between, "\"position\":"u8);
        reader.TryReadTo(out ReadOnlySequence<byte> _, (byte)',');
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in before) hash.AppendData(part.Span);
        foreach (var part in between) hash.AppendData(part.Span);
        foreach (var part in reader.UnreadSequence) hash.AppendData(part.Span);
        Span<byte> digest = stackalloc byte[32];
        hash.GetHashAndReset(digest);
        return new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(digest[..16])}\"", isWeak: true);
    }
}
