using EvidenceVault.Domain.Books;
using EvidenceVault.Server.Access;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Intake;
using NodaTime;

namespace EvidenceVault.Server.Books;

/// <summary>A party as it is answered.</summary>
public sealed record PartyAnswer(string Ref, string Name, string Kvk, PartyRole Role, IReadOnlyList<string> CallerNumbers, int Version, Instant RecordedAt)
{
    public static PartyAnswer Of(PartyDescribed p, VersionOf version) =>
        new(p.Party, p.Name, p.Kvk, p.Role, p.CallerNumbers, version.Number, version.RecordedAt);
}

/// <summary>
/// <c>PUT /v1/parties/{party}</c>: an agency or other party, known to all principals. The operator describes it; a principal may add one
/// that is not known yet, but not change what others rely on.
/// </summary>
public static class DescribeParty
{
    private const int MostNumbers = 1000;
    private const int MostName = 200;
    private const int Attempts = 8;

    private static readonly Problem NotYours = new(
        StatusCodes.Status403Forbidden, ProblemCodes.ScopeMissing, "This party is known already, with another description. Only the operator may change it.");

    private static readonly Problem ChangedMeanwhile = new(
        StatusCodes.Status409Conflict, ProblemCodes.ChangedMeanwhile, "Others changed this at the same time, again and again. Read it anew, then try again.")
    { RetryAfter = 1 };

    public static void MapDescribeParty(this RouteGroupBuilder parties) =>
        parties.MapPut("{party}", Put).Requires(Scopes.SetupWrite, orOperator: true).WithName("putParty");

    private static async Task<IResult> Put(string party, HttpContext context, Parties parties, BookStore books, BookWriter writer, CancellationToken ct)
    {
        if (References.SlugFault(party) is { } fault) return fault.ToResult();
        var (json, malformed) = await JsonBody.Read(context.Request, ct);
        if (malformed is not null) return malformed.ToResult();
        var errors = new List<FieldError>();
        var put = Read(party, new JsonFields(json, errors));
        if (errors.Count > 0) return Problem.Of(errors).ToResult();
        // Nobody describes a principal but itself and the operator.
        if (!context.Caller().IsOperator && context.Caller().Principal != party && await books.Current(party, ct) is not null) return NotYours.ToResult();

        for (var (attempt, changed) = (0, false); attempt < Attempts; attempt++)
        {
            var versions = await parties.Descriptions(party, ct);
            if (versions is [.., var last] && Answers.Same(last.Value, put))
                return Answers.Put(context, PartyAnswer.Of(put, new(versions.Count, last.RecordedAt)), versions.Count, changed);
            if (versions.Count > 0 && !context.Caller().IsOperator) return NotYours.ToResult();
            if (await writer.Describe(put, versions.Count, ct)) changed = true;
            else await Task.Delay(TimeSpan.FromMilliseconds(5 << attempt), ct);
        }

        return ChangedMeanwhile.ToResult();
    }

    private static PartyDescribed Read(string party, JsonFields fields)
    {
        var put = new PartyDescribed(
            party,
            fields.BusinessName("name", MostName) ?? "",
            fields.Kvk("kvk", required: true) ?? "",
            fields.Word<PartyRole>("role", required: true).GetValueOrDefault(),
            fields.Phones("callerNumbers", MostNumbers) ?? []);
        fields.Done();
        return put;
    }
}
