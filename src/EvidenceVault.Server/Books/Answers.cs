using System.Globalization;
using EvidenceVault.Domain.Books;
using EvidenceVault.Server.Hosting;
using NodaTime;

namespace EvidenceVault.Server.Books;

/// <summary>How a version of something in a book is answered.</summary>
/// <param name="Number">Which version of it this is, from 1.</param>
/// <param name="RecordedAt">When the vault recorded it.</param>
public readonly record struct VersionOf(int Number, Instant RecordedAt)
{
    /// <summary>The version that the vault held at an instant; null: none yet.</summary>
    public static (Filed<T> Filed, VersionOf Version)? KnownAt<T>(IReadOnlyList<Filed<T>>? versions, Instant knownAt)
    {
        for (var i = (versions?.Count ?? 0) - 1; i >= 0; i--)
            if (versions![i].RecordedAt <= knownAt) return (versions[i], new(i + 1, versions[i].RecordedAt));
        return null;
    }
}

/// <summary>Answers about books. They hold no consumer's data, so a client may keep them and ask whether they still hold.</summary>
public static class Answers
{
    /// <summary>One thing, with the <c>ETag</c> of its version; 304 where the client has that one.</summary>
    public static IResult One<T>(HttpContext context, T answer, int version)
    {
        var tag = Tag(context, version);
        var known = context.Request.Headers.IfNoneMatch.SelectMany(header => header?.Split(',') ?? []).Select(t => t.Trim());
        return known.Any(t => t == "*" || t == tag || t == $"W/{tag}") ? Results.StatusCode(StatusCodes.Status304NotModified) : Results.Json(answer);
    }

    /// <summary>What a PUT put: 201 where it is new, 200 where it changed or stood there already.</summary>
    public static IResult Put<T>(HttpContext context, T answer, int version, bool changed)
    {
        Tag(context, version);
        return Results.Json(answer, statusCode: changed && version == 1 ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    /// <summary>Whether two events say the same.</summary>
    public static bool Same<T>(T one, T other) =>
        System.Text.Json.JsonSerializer.Serialize(one, VaultJson.Options) == System.Text.Json.JsonSerializer.Serialize(other, VaultJson.Options);

    private static string Tag(HttpContext context, int version)
    {
        var tag = string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");
        context.Response.Headers.ETag = tag;
        context.Response.Headers.CacheControl = "private, no-cache";
        return tag;
    }
}
