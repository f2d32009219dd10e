using System.Collections.Immutable;
using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Identity;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Intake;
using NodaTime;

namespace EvidenceVault.Server.Books;

/// <summary>A wording as it is answered.</summary>
public sealed record WordingAnswer(
    string Ref,
    string? Text,
    string Language,
    IReadOnlyList<string> Products,
    IReadOnlyList<string> CallersNamed,
    IReadOnlyList<CallMeans> Means,
    string? WithdrawalText,
    string? Place,
    Period? FirstCallTerm,
    Period? ConsentTerm,
    LocalDate LiveFrom,
    LocalDate? LiveTo,
    string Sha256,
    int Version,
    Instant RecordedAt);

/// <summary>
/// <c>P/wordings/{ref}</c>: the exact text shown to a consumer. Another text is another reference, and what is said of a text (whom and what it names,
/// which terms it states) cannot change while the text stays; where and when it was shown may be mended.
/// </summary>
public sealed class Wordings : IBookResource<WordingFiled, WordingAnswer>
{
    private const int MostText = 20_000;
    private const int MostPlace = 500;

    private static readonly Problem TextChanged = new(
        StatusCodes.Status409Conflict, ProblemCodes.WordingTextChanged, "A wording's text never changes, nor whom and what it names and which terms it states. Put the new wording at a reference of its own.");

    public static string Path => "wordings";

    public static string Name => "Wording";

    public static ImmutableSortedDictionary<string, ImmutableList<Filed<WordingFiled>>> In(Book book) => book.Wordings;

    public static WordingFiled Read(string reference, JsonFields fields, ICollection<FiledText> texts)
    {
        var liveFrom = fields.Date("liveFrom", required: true);
        var liveTo = fields.Date("liveTo");
        if (liveTo <= liveFrom) fields.Fault("liveTo", ProblemCodes.EndsBeforeStart, "liveTo is the first day it is no longer shown, so it lies after liveFrom.");
        var products = fields.Tokens("products", mayBeEmpty: true) ?? [];
        return new(
            reference,
            File(fields.Text("text", MostText, required: true), texts) ?? "",
            Language(fields) ?? "",
            products,
            fields.Slugs("callersNamed") ?? [],
            fields.Words<CallMeans>("means", mayBeEmpty: true) ?? [],
            File(fields.Text("withdrawalText", MostText), texts),
            PlaceOf(fields),
            fields.CalendarTerm("firstCallTerm"),
            fields.CalendarTerm("consentTerm"),
            liveFrom.GetValueOrDefault(),
            liveTo,
            PurposeNamed: products.Count > 0);
    }

    public static Problem? MayFollow(WordingFiled before, WordingFiled put) =>
        Answers.Same(before, put with { Place = before.Place, LiveFrom = before.LiveFrom, LiveTo = before.LiveTo, Language = before.Language }) ? null : TextChanged;

    public static IEnumerable<string> Texts(WordingFiled filed) =>
        filed.WithdrawalTextSha256 is { } withdrawal ? [filed.TextSha256, withdrawal] : [filed.TextSha256];

    public static WordingAnswer Answer(WordingFiled w, VersionOf version, IReadOnlyDictionary<string, string> texts) => new(
        w.Ref, texts.GetValueOrDefault(w.TextSha256), w.Language, w.Products, w.CallersNamed, w.Means,
        w.WithdrawalTextSha256 is { } withdrawal ? texts.GetValueOrDefault(withdrawal) : null,
        w.Place, w.FirstCallTerm, w.ConsentTerm, w.LiveFrom, w.LiveTo, w.TextSha256, version.Number, version.RecordedAt);

    private static string? File(string? text, ICollection<FiledText> texts)
    {
        if (text is null) return null;
        var filed = FiledText.Of(text);
        texts.Add(filed);
        return filed.Sha256;
    }

    private static string? Language(JsonFields fields)
    {
        if (fields.Text("language", 10, required: true) is not { } language) return null;
        var parts = language.Split('-');
        if (parts[0].Length is 2 or 3 && parts[0].All(char.IsAsciiLetterLower) && parts.Length <= 2 && parts.Skip(1).All(p => p.Length is >= 2 and <= 4 && p.All(char.IsAsciiLetterOrDigit)))
            return language;
        fields.Fault("language", ProblemCodes.UnknownValue, "A language tag is wanted, such as nl or nl-BE.");
        return null;
    }

    // A query string may hold whom a page was shown to.
    private static string? PlaceOf(JsonFields fields)
    {
        if (fields.Text("place", MostPlace) is not { } place) return null;
        if (place.Contains("://", StringComparison.Ordinal)
            && (!Uri.TryCreate(place, UriKind.Absolute, out var uri) || uri.Query.Length > 0 || uri.Fragment.Length > 0 || uri.UserInfo.Length > 0))
            fields.Fault("place", ProblemCodes.InvalidUrl, "A URL without query, fragment and user, or the name of a script or place.");
        else if (PersonalData.ReadsAsPersonal(place))
            fields.Fault("place", ProblemCodes.PersonalDataInField, "This reads as a phone number or mail address; it has no place in this field.");
        return place;
    }
}
