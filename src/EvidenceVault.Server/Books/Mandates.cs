using System.Collections.Immutable;
using EvidenceVault.Domain.Books;
using EvidenceVault.Server.Access;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Intake;
using NodaTime;

namespace EvidenceVault.Server.Books;

/// <summary>A mandate as it is answered.</summary>
public sealed record MandateAnswer(
    string Ref,
    string From,
    string To,
    IReadOnlyList<string>? Campaigns,
    LocalDate ValidFrom,
    LocalDate? ValidTo,
    bool MayDelegate,
    MandateCapacity? Capacity,
    string? Contract,
    int Version,
    Instant RecordedAt);

/// <summary><c>P/mandates/{ref}</c>: who may call for whom.</summary>
public sealed class Mandates : IBookResource<MandateGiven, MandateAnswer>
{
    public static string Path => "mandates";

    public static string Name => "Mandate";

    public static ImmutableSortedDictionary<string, ImmutableList<Filed<MandateGiven>>> In(Book book) => book.Mandates;

    public static MandateGiven Read(string reference, JsonFields fields, ICollection<FiledText> texts)
    {
        var validFrom = fields.Date("validFrom", required: true);
        var validTo = fields.Date("validTo");
        if (validTo <= validFrom) fields.Fault("validTo", ProblemCodes.EndsBeforeStart, "validTo is the first day it no longer holds, so it lies after validFrom.");
        return new(
            reference,
            fields.Slug("from", required: true) ?? "",
            fields.Slug("to", required: true) ?? "",
            fields.UrlReferences("campaigns", most: 1000),
            validFrom.GetValueOrDefault(),
            validTo,
            fields.Flag("mayDelegate") ?? false,
            fields.Word<MandateCapacity>("capacity"),
            fields.UrlReference("contract"));
    }

    public static async ValueTask Check(MandateGiven put, string principal, Parties parties, ICollection<FieldError> errors, CancellationToken ct)
    {
        if (put.From != principal && !await parties.Exists(put.From, ct)) errors.Add(Unknown("/from"));
        if (put.To == principal) errors.Add(new("/to", ProblemCodes.Contradiction, "The principal needs no mandate to call for itself."));
        else if (put.To == put.From) errors.Add(new("/to", ProblemCodes.Contradiction, "Nobody gives a mandate to itself."));
        else if (!await parties.Exists(put.To, ct)) errors.Add(Unknown("/to"));
    }

    /// <summary>A party sees the mandates it gives and gets; whom else the principal works with is not its business.</summary>
    public static bool Sees(Caller caller, MandateGiven filed) => caller.Party is not { } party || filed.To == party || filed.From == party;

    public static MandateAnswer Answer(MandateGiven m, VersionOf version, IReadOnlyDictionary<string, string> texts) => new(
        m.Ref, m.From, m.To, m.Campaigns, m.ValidFrom, m.ValidTo, m.MayDelegate, m.Capacity, m.Contract, version.Number, version.RecordedAt);

    private static FieldError Unknown(string pointer) =>
        new(pointer, ProblemCodes.UnknownParty, "There is no such party. Put it at /v1/parties first.");
}
