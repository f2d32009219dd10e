using static EvidenceVault.Server.Hosting.OpenApi.Requests;
using static EvidenceVault.Server.Hosting.OpenApi.Shapes;

namespace EvidenceVault.Server.Hosting.OpenApi;

/// <summary>The operations that all things in books have in common.</summary>
/// <param name="One">What it is called in a sentence, such as "mandate".</param>
/// <param name="Input">What is put.</param>
/// <param name="Answer">How it is answered.</param>
/// <param name="PutExample">What is put, for example.</param>
/// <param name="Example">How that is answered.</param>
public sealed record BookOperations(string One, Shape Input, Shape Answer, string PutExample, string Example)
{
    private string Name => $"{char.ToUpperInvariant(One[0])}{One[1..]}";

    /// <summary>Putting it.</summary>
    public OperationDoc Put(string description, ParameterDoc[] path, params ProblemsDoc[] problems) => new($"put{Name}", BooksDocs.Tag, $"Put a {One}", description)
    {
        Parameters = path,
        Body = JsonBodyOf($"The {One}, whole: a PUT replaces what was there.", Input, PutExample),
        Answers =
        [
            new(200, "It is a new version, or stood there already.", ContentDoc.OfJson(Answer, Example)) { Headers = [ETag] },
            new(201, "It is new.", ContentDoc.OfJson(Answer, Example)) { Headers = [ETag] },
        ],
        Problems = [new(409, ProblemCodes.ChangedMeanwhile), .. problems],
    };

    /// <summary>Reading it.</summary>
    public OperationDoc Get(string description, params ParameterDoc[] path) => new($"get{Name}", BooksDocs.Tag, $"Read a {One}", description)
    {
        Parameters = [.. path, At, IfNoneMatch],
        Answers = [Requests.One($"The {One}.", Answer, Example), NotModified],
        Problems = [InvalidParameter, new(404, ProblemCodes.NotFound)],
    };

    /// <summary>Listing them.</summary>
    public OperationDoc List(string many, string description, params ParameterDoc[] path) => new($"list{char.ToUpperInvariant(many[0])}{many[1..]}", BooksDocs.Tag, $"List {many}", description)
    {
        Parameters = [.. path, At, .. PageParameters],
        Answers = [Page($"A page of {many}.", $"{Name}Page", Answer, Example)],
        Problems = [InvalidParameter],
    };

    /// <summary>The three operations of what a principal puts at a reference of its own.</summary>
    public IReadOnlyList<OperationDoc> OfPrincipal(string description, string example, string reading = "", params ProblemsDoc[] problems)
    {
        var reference = Path("reference", Kinds.UrlReference, $"The {One}'s reference.", example);
        return
        [
            Put(description, [Principal, reference], [new(422, ProblemCodes.InvalidReference, ProblemCodes.PersonalDataInReference), .. problems]),
            Get($"As last put, or as it was on the day `at`.{reading}", Principal, reference),
            List($"{One}s", $"By their references.{reading}", Principal),
        ];
    }

    /// <summary>What every answer ends with.</summary>
    public static IReadOnlyList<Property> Versioned { get; } =
    [
        Tells("version", Kinds.Count, "Which version of it this is, from 1."),
        Tells("recordedAt", Kinds.Instant, "When the vault recorded this version."),
    ];

}
