using System.Globalization;
using System.Text.Json;

namespace EvidenceVault.Verification.Packs;

/// <summary>Reads JSON of which nothing is certain: what is not there, or not of the kind that is asked for, is null.</summary>
internal static class JsonReading
{
    public static JsonElement? Get(this JsonElement? of, string name) =>
        of is { ValueKind: JsonValueKind.Object } o && o.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>What stands at the end of names with dots between.</summary>
    public static JsonElement? At(this JsonElement? of, string path) => path.Split('.').Aggregate(of, (o, name) => o.Get(name));

    public static string? Text(this JsonElement? of, string name) => of.Get(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    public static Guid? Id(this JsonElement? of, string name) => of.Get(name).AsId();

    public static Guid? AsId(this JsonElement? value) =>
        value is { ValueKind: JsonValueKind.String } text && Guid.TryParseExact(text.GetString(), "D", out var id) ? id : null;

    public static long? Number(this JsonElement? of, string name) => of.Get(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var value) ? value : null;

    public static bool? Flag(this JsonElement? of, string name) => of.Get(name) switch
    {
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        _ => null,
    };

    public static IReadOnlyList<JsonElement?> Items(this JsonElement? of, string name) =>
        of.Get(name) is { ValueKind: JsonValueKind.Array } array ? [.. array.EnumerateArray().Select(i => (JsonElement?)i)] : [];

    public static DateTimeOffset? Instant(this JsonElement? of, string name) => of.Get(name).AsInstant();

    public static DateTimeOffset? AsInstant(this JsonElement? value) =>
        value is { ValueKind: JsonValueKind.String } text && text.GetString() is { Length: > 10 } t && t[10] == 'T'
        && DateTimeOffset.TryParse(t, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    /// <summary>Whether two values say the same: an empty list is as none, and an instant is the same however many zeros it ends on.</summary>
    public static bool IsSame(JsonElement? one, JsonElement? other)
    {
        if (IsNothing(one) || IsNothing(other)) return IsNothing(one) && IsNothing(other);
        if (one.AsInstant() is { } at && other.AsInstant() is { } then) return at == then;
        return one!.Value.ValueKind == other!.Value.ValueKind && one.Value.ValueKind switch
        {
            JsonValueKind.Array => one.Value.GetArrayLength() == other.Value.GetArrayLength() && one.Value.EnumerateArray().Zip(other.Value.EnumerateArray()).All(p => IsSame(p.First, p.Second)),
            JsonValueKind.Object => one.Value.EnumerateObject().Select(p => p.Name).Union(other.Value.EnumerateObject().Select(p => p.Name)).All(name => IsSame(one.Get(name), other.Get(name))),
            _ => JsonElement.DeepEquals(one.Value, other.Value),
        };
    }

    private static bool IsNothing(JsonElement? value) => value is null or { ValueKind: JsonValueKind.Null } || (value is { ValueKind: JsonValueKind.Array } array && array.GetArrayLength() == 0);
}
