using EvidenceVault.Server.Access;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Keys;

namespace EvidenceVault.Server.Suppressions;

/// <summary><c>GET P/suppressions?since=</c>: who said no to calls, for whoever works or worked for the principal. <c>GET P/suppressions/key</c>: the key to match numbers with.</summary>
public static class FollowSuppressions
{
    private const int Usual = 1_000;

    /// <summary>The most entries in one answer.</summary>
    public const int Most = 10_000;

    private static readonly Problem BadCursor = new(StatusCodes.Status400BadRequest, ProblemCodes.InvalidParameter, "since is the next of an earlier answer; leave it out to begin at the beginning.");

    private static readonly Problem BadLimit = new(StatusCodes.Status400BadRequest, ProblemCodes.InvalidParameter, $"limit is a whole number from 1 to {Most}.");

    public static async Task<IResult> Get(string principal, HttpContext http, SuppressionFeed feed, CancellationToken ct)
    {
        var (limit, since) = (Usual, 0L);
        if (http.Request.Query["limit"] is { Count: > 0 } asked && (asked.Count > 1 || !int.TryParse(asked, System.Globalization.NumberStyles.None, null, out limit) || limit is < 1 or > Most))
            return BadLimit.ToResult();
        if (http.Request.Query["since"] is { Count: > 0 } cursor)
        {
            if (cursor.Count > 1 || SuppressionCursor.Read(cursor[0]!) is not { } position) return BadCursor.ToResult();
            since = position;
        }

        var found = await feed.Read(principal, http.Caller().Holder, since, limit + 1, ct);
        var items = found.Take(limit).ToList();
        return Results.Json(
            new SuppressionPage(items.ConvertAll(SuppressionView.Of), SuppressionCursor.Of(items.Count > 0 ? items[^1].Position : since), found.Count > limit), VaultJson.Answers);
    }

    public static async Task<IResult> Key(string principal, HttpContext http, KeyStore keys, CancellationToken ct)
    {
        var party = http.Caller().Holder;
        http.Response.Headers.CacheControl = "no-store";
        return Results.Json(new SuppressionKeyView(party, "HMAC-SHA-256", Convert.ToBase64String((await keys.OfPrincipal(principal, ct)).SuppressionKey(party))), VaultJson.Answers);
    }
}
