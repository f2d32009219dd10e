using System.Collections.Immutable;
using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Intake;
using NodaTime;

namespace EvidenceVault.Server.Books;

/// <summary>A campaign as it is answered.</summary>
public sealed record CampaignAnswer(
    string Ref,
    string Name,
    IReadOnlyList<string> Products,
    CallNature Nature,
    LocalDate ValidFrom,
    LocalDate? ValidTo,
    Basis? Basis,
    int Version,
    Instant RecordedAt);

/// <summary><c>P/campaigns/{ref}</c>: what is called about, and on which basis.</summary>
public sealed class Campaigns : IBookResource<CampaignDescribed, CampaignAnswer>
{
    private const int MostName = 200;

    public static string Path => "campaigns";

    public static string Name => "Campaign";

    public static ImmutableSortedDictionary<string, ImmutableList<Filed<CampaignDescribed>>> In(Book book) => book.Campaigns;

    public static CampaignDescribed Read(string reference, JsonFields fields, ICollection<FiledText> texts)
    {
        var validFrom = fields.Date("validFrom", required: true);
        var validTo = fields.Date("validTo");
        if (validTo <= validFrom) fields.Fault("validTo", ProblemCodes.EndsBeforeStart, "validTo is the first day it no longer runs, so it lies after validFrom.");
        return new(
            reference,
            fields.BusinessName("name", MostName) ?? "",
            fields.Tokens("products", required: true) ?? [],
            fields.Word<CallNature>("nature", required: true).GetValueOrDefault(),
            validFrom.GetValueOrDefault(),
            validTo,
            fields.Word<Basis>("basis"));
    }

    public static CampaignAnswer Answer(CampaignDescribed c, VersionOf version, IReadOnlyDictionary<string, string> texts) =>
        new(c.Ref, c.Name, c.Products, c.Nature, c.ValidFrom, c.ValidTo, c.Basis, version.Number, version.RecordedAt);
}
