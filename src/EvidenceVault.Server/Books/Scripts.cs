using System.Collections.Immutable;
using EvidenceVault.Domain.Books;
using EvidenceVault.Server.Intake;
using NodaTime;

namespace EvidenceVault.Server.Books;

/// <summary>A call script as it is answered.</summary>
public sealed record ScriptAnswer(string Ref, string? Campaign, string? Text, string Sha256, int Version, Instant RecordedAt);

/// <summary><c>P/scripts/{ref}</c>: a call script. A version counts as filed from the moment the vault recorded it.</summary>
public sealed class Scripts : IBookResource<ScriptFiled, ScriptAnswer>
{
    private const int MostText = 200_000;

    public static string Path => "scripts";

    public static string Name => "Script";

    public static ImmutableSortedDictionary<string, ImmutableList<Filed<ScriptFiled>>> In(Book book) => book.Scripts;

    public static ScriptFiled Read(string reference, JsonFields fields, ICollection<FiledText> texts)
    {
        var campaign = fields.UrlReference("campaign");
        var text = FiledText.Of(fields.Text("text", MostText, required: true) ?? "");
        texts.Add(text);
        return new(reference, campaign, text.Sha256);
    }

    public static IEnumerable<string> Texts(ScriptFiled filed) => [filed.TextSha256];

    public static ScriptAnswer Answer(ScriptFiled s, VersionOf version, IReadOnlyDictionary<string, string> texts) =>
        new(s.Ref, s.Campaign, texts.GetValueOrDefault(s.TextSha256), s.TextSha256, version.Number, version.RecordedAt);
}
