using System.Buffers.Text;
using System.Text;
using System.Text.Unicode;

namespace EvidenceVault.Server.Hosting;

/// <summary>A page of a list.</summary>
/// <param name="Items">The items.</param>
/// <param name="Next">The cursor of the page after this one; null: this is the last.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>Which page of a list is asked for: <c>?limit=&amp;cursor=</c>. A cursor is the key of the last item seen, opaque to clients.</summary>
/// <param name="Limit">At most so many.</param>
/// <param name="After">Only items whose key is greater than this, by ordinal comparison.</param>
public sealed record Paging(int Limit, string After)
{
    private const int Usual = 100;
    private const int Most = 1000;
    private const int MostCursor = 400;

    /// <summary>Reads it from the query.</summary>
    public static (Paging? Paging, Problem? Problem) Read(HttpRequest request)
    {
        var limit = Usual;
        if (request.Query["limit"] is { Count: > 0 } asked && (asked.Count > 1 || !int.TryParse(asked, System.Globalization.NumberStyles.None, null, out limit) || limit is < 1 or > Most))
            return (null, Invalid($"limit is a whole number from 1 to {Most}."));
        if (request.Query["cursor"] is not { Count: > 0 } cursor) return (new(limit, ""), null);
        return cursor.Count == 1 && Decode(cursor[0]!) is { } after ? (new(limit, after), null) : (null, Invalid("cursor is what the page before answered as next."));
    }

    /// <summary>The page of items, given one more than asked for where there is one.</summary>
    /// <param name="oneMore">The items in order of their keys.</param>
    /// <param name="key">What they are ordered by.</param>
    public Page<T> Page<T>(IReadOnlyList<T> oneMore, Func<T, string> key)
    {
        if (oneMore.Count <= Limit) return new(oneMore, null);
        var items = oneMore.Take(Limit).ToList();
        return new(items, Base64Url.EncodeToString(Encoding.UTF8.GetBytes(key(items[^1]))));
    }

    private static string? Decode(string cursor)
    {
        if (cursor.Length is 0 or > MostCursor || !Base64Url.IsValid(cursor)) return null;
        var bytes = Base64Url.DecodeFromChars(cursor);
        return Utf8.IsValid(bytes) && !bytes.Contains((byte)0) ? Encoding.UTF8.GetString(bytes) : null;
    }

    private static Problem Invalid(string detail) => new(StatusCodes.Status400BadRequest, ProblemCodes.InvalidParameter, detail);
}
