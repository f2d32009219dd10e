using EvidenceVault.Domain.Judging;
using EvidenceVault.Domain.Packs;
using EvidenceVault.Server.Books;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Intake;
using NodaTime;

namespace EvidenceVault.Server.Packs.Campaigns;

/// <summary>Reads of which calls a campaign pack is asked.</summary>
public static class CampaignOrders
{
    private const int MostYears = 5;
    private const int MostAgencies = 50;

    private static readonly LocalDate First = new(2000, 1, 1);

    /// <summary>The scope; null where anything is wrong with it.</summary>
    public static PackCampaign? Read(JsonFields scope, Instant now)
    {
        var campaign = scope.UrlReference("campaign", required: true);
        var from = scope.Date("from", required: true);
        var to = scope.Date("to", required: true);
        var agencies = scope.UrlReferences("agencies", MostAgencies);
        if (scope.Text("consumer", 40) is not null) scope.Fault("consumer", ProblemCodes.Contradiction, "A pack is of a consumer or of a campaign: give one of the two.");
        if (to <= from) scope.Fault("to", ProblemCodes.EndsBeforeStart, "to is the first day no longer in the period: it comes after from.");
        else if (to > Amsterdam.DateOf(now).PlusDays(1)) scope.Fault("to", ProblemCodes.InFuture, "The period reaches into the future; to is tomorrow at the latest, so that today is the last day in it.");
        else if (from < First || to > from?.PlusYears(MostYears)) scope.Fault("from", ProblemCodes.OutOfRange, $"A campaign pack is of at most {MostYears} years, from 2000 on.");
        scope.Done();
        return scope.HasErrors || campaign is null || from is null || to is null
            ? null
            : new(campaign, from.Value, to.Value, agencies is { Count: > 0 } ? [.. agencies.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)] : null);
    }

    /// <summary>What in it is not known here.</summary>
    public static async Task<List<FieldError>> Unknown(string principal, PackCampaign campaign, BookStore books, Parties parties, CancellationToken ct)
    {
        var errors = new List<FieldError>();
        if ((await books.Current(principal, ct))?.Campaigns.ContainsKey(campaign.Campaign) != true)
            errors.Add(new("/scope/campaign", ProblemCodes.UnknownCampaign, "There is no such campaign here."));
        foreach (var agency in campaign.Agencies ?? [])
            if (errors.Count == 0 && agency != principal && !await parties.Exists(agency, ct)) errors.Add(new("/scope/agencies", ProblemCodes.UnknownParty, "One of these parties is not known here."));
        return errors;
    }

    /// <summary>Whether two are the same.</summary>
    public static bool IsSame(PackCampaign? one, PackCampaign? other) =>
        one is null || other is null
            ? one is null && other is null
            : (one.Campaign, one.From, one.To) == (other.Campaign, other.From, other.To) && (one.Agencies ?? []).SequenceEqual(other.Agencies ?? [], StringComparer.Ordinal);
}
