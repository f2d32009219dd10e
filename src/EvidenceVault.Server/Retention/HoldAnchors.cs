using EvidenceVault.Domain.Retention;

namespace EvidenceVault.Server.Retention;

/// <summary>
/// By what a thing and the holds that may cover it find each other, however many of both there are: a hold is found by the narrowest part of its scope, a
/// thing by all that it has to do with.
/// </summary>
public static class HoldAnchors
{
    /// <summary>Stands for a hold that names neither consumers nor campaigns nor parties.</summary>
    public const string Everything = "*";

    /// <summary>The anchors of a thing.</summary>
    public static string[] Of(Holdable thing) =>
    [
        Everything,
        .. thing.Consumer is { } consumer ? [Consumer(consumer)] : (string[])[],
        .. thing.Campaigns.Select(Campaign),
        .. thing.Parties.Select(Party),
    ];

    /// <summary>The anchors by which a hold is found.</summary>
    public static string[] Of(HoldScope scope) =>
        scope.Consumers is { } consumers ? [.. consumers.Select(Consumer)]
        : scope.Campaigns is { } campaigns ? [.. campaigns.Select(Campaign)]
        : scope.Parties is { } parties ? [.. parties.Select(Party)]
        : [Everything];

    public static string Consumer(Guid consumer) => $"c:{consumer:N}";

    /// <summary>The same in SQL, over a column of consumers.</summary>
    public static string OfConsumer(string column) => $"'c:' || replace({column}::text, '-', '')";

    /// <summary>Whether an anchor is that of a consumer.</summary>
    public static bool IsConsumer(string anchor) => anchor.StartsWith("c:", StringComparison.Ordinal);

    public static string Campaign(string campaign) => $"k:{campaign}";

    public static string Party(string party) => $"p:{party}";
}
