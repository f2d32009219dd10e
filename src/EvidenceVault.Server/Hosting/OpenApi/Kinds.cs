using Microsoft.OpenApi;
using static EvidenceVault.Server.Hosting.OpenApi.Shapes;

namespace EvidenceVault.Server.Hosting.OpenApi;

/// <summary>The kinds of single value there are, as <see cref="Intake.JsonFields"/> reads them, each with the codes it refuses them with.</summary>
public static class Kinds
{
    private const string UrlReferencePattern = "^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$";
    private const string SlugPattern = "^[a-z0-9][a-z0-9-]{0,39}$";

    private static readonly string[] TextCodes = [ProblemCodes.WrongType, ProblemCodes.Empty, ProblemCodes.TooLong, ProblemCodes.InvalidText];
    private static readonly string[] ReferenceCodes = [.. TextCodes, ProblemCodes.InvalidReference, ProblemCodes.PersonalDataInReference];
    private static readonly string[] ListCodes = [ProblemCodes.WrongType, ProblemCodes.TooLong];

    /// <summary>Any text; in answers only.</summary>
    public static Shape Any { get; } = new(new OpenApiSchema { Type = JsonSchemaType.String });

    /// <summary>A random id; in answers and addresses only.</summary>
    public static Shape Uuid { get; } = new(new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid" });

    public static Shape Reference { get; } = Text(100).Refused(ReferenceCodes);

    public static Shape UrlReference { get; } = Pattern(UrlReferencePattern, ReferenceCodes);

    public static Shape Slug { get; } = Pattern(SlugPattern, ReferenceCodes);

    public static Shape Token { get; } = Text(60).Refused(ProblemCodes.PersonalDataInField);

    public static Shape Flag { get; } = Of(new() { Type = JsonSchemaType.Boolean }, ProblemCodes.WrongType);

    public static Shape Money { get; } = Of(
        new() { Type = JsonSchemaType.Number, Minimum = "0", Maximum = "100000000", MultipleOf = 0.01m }, ProblemCodes.WrongType, ProblemCodes.OutOfRange);

    public static Shape Instant { get; } = Of(
        new() { Type = JsonSchemaType.String, Format = "date-time" }, ProblemCodes.WrongType, ProblemCodes.OffsetRequired, ProblemCodes.InvalidInstant);

    /// <summary>An instant at which something happened.</summary>
    public static Shape Past { get; } = Instant.Refused(ProblemCodes.InFuture);

    public static Shape Date { get; } = Of(new() { Type = JsonSchemaType.String, Format = "date" }, ProblemCodes.WrongType, ProblemCodes.InvalidDate);

    public static Shape Term { get; } = Of(new() { Type = JsonSchemaType.String, Format = "duration" }, ProblemCodes.WrongType, ProblemCodes.InvalidPeriod);

    public static Shape Phone { get; } = Of(new() { Type = JsonSchemaType.String }, ProblemCodes.WrongType, ProblemCodes.InvalidPhoneNumber);

    public static Shape Sha256 { get; } = Pattern("^[0-9a-f]{64}$", ProblemCodes.WrongType, ProblemCodes.InvalidHash);

    public static Shape Kvk { get; } = Pattern("^[0-9]{8}$", [.. TextCodes, ProblemCodes.InvalidKvk]);

    /// <summary>A reference to another fact.</summary>
    public static Shape FactRef { get; } = ReadFactRef();

    public static Shape Text(int most) => Of(new() { Type = JsonSchemaType.String, MinLength = 1, MaxLength = most }, TextCodes);

    public static Shape Integer(long least, long most) => Of(
        new() { Type = JsonSchemaType.Integer, Format = "int64", Minimum = Number(least), Maximum = Number(most) }, ProblemCodes.WrongType, ProblemCodes.OutOfRange);

    /// <summary>A whole number in an answer.</summary>
    public static Shape Count { get; } = new(new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64", Minimum = "0" });

    /// <summary>A word of a vocabulary, which is a component.</summary>
    public static Shape Word<T>()
        where T : struct, Enum => Vocabularies.Of(typeof(T)).Refused(ProblemCodes.WrongType, ProblemCodes.UnknownValue);

    /// <summary>A text that is always the same.</summary>
    public static Shape Constant(string text) => Of(new() { Type = JsonSchemaType.String, Const = text }, TextCodes);

    public static Shape Words<T>(bool mayBeEmpty = false)
        where T : struct, Enum => List(Word<T>(), 50, mayBeEmpty, ProblemCodes.UnknownValue);

    public static Shape Tokens(bool mayBeEmpty = false) => List(Token, 50, mayBeEmpty, ProblemCodes.InvalidText, ProblemCodes.PersonalDataInField);

    public static Shape UrlReferences(int most = 50, bool mayBeEmpty = false) =>
        List(UrlReference, most, mayBeEmpty, ProblemCodes.InvalidReference, ProblemCodes.PersonalDataInReference);

    public static Shape Slugs { get; } = List(Slug, 50, true, ProblemCodes.InvalidReference, ProblemCodes.PersonalDataInReference);

    public static Shape Phones(int most) => List(Phone, most, true, ProblemCodes.InvalidPhoneNumber);

    public static Shape Dates(int most) => List(Date, most, true, ProblemCodes.InvalidDate);

    public static Shape Objects(Shape entry, int most, bool mayBeEmpty = true) => List(entry, most, mayBeEmpty, entry.Codes);

    private static Shape List(Shape entry, int most, bool mayBeEmpty, params IEnumerable<string> codes) =>
        Of(new() { Type = JsonSchemaType.Array, Items = entry.Schema, MinItems = mayBeEmpty ? null : 1, MaxItems = most }, [.. ListCodes, .. codes])
            .Refused(mayBeEmpty ? [] : [ProblemCodes.Empty]) with
        { Components = entry.Components };

    private static Shape Pattern(string pattern, params string[] codes) => Of(new() { Type = JsonSchemaType.String, Pattern = pattern }, codes);

    private static Shape Of(OpenApiSchema schema, params string[] codes) => new Shape(schema).Refused(codes);

    private static Shape ReadFactRef()
    {
        var qualified = Input(
            "A fact of somebody else.",
            Need("party", Slug, "Who handed it in."),
            Need("ref", Text(100).Refused(ReferenceCodes), "Its reference."));
        var bare = Text(100).Refused(ReferenceCodes).Described("A bare reference: the uploader's own fact, else the only match in the dossier.");
        return (new Shape(new OpenApiSchema
        {
            Description = "Refers to another fact of the same consumer, which may come later.",
            OneOf = [bare.Schema, qualified.Schema],
        }).Holding(bare).Holding(qualified)).Named("FactRef");
    }

    private static string Number(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
