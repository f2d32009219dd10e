using EvidenceVault.Domain.Packs;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Intake;
using EvidenceVault.Server.Packs.Campaigns;
using NodaTime;

namespace EvidenceVault.Server.Packs;

/// <summary>Reads what is asked for in a pack, and compares it.</summary>
public static class PackOrders
{
    /// <summary>The order; null where anything is wrong with it.</summary>
    public static PackOrder? Read(JsonFields json, Instant now)
    {
        var (consumer, campaign) = ReadScope(json, now);
        var content = json.Word<PackContent>("content", required: true);
        var audience = json.Word<PackAudience>("audience", required: true);
        if (campaign is not null && audience == PackAudience.Consumer)
            json.Fault("audience", ProblemCodes.Contradiction, "A campaign pack is about many people, so it is for none of them. For a person, ask for the pack of that consumer.");
        var language = json.Word<PackLanguage>("language", required: true);
        var inquiry = json.UrlReference("inquiry");
        var asOf = json.Instant("asOf");
        if (asOf > now) json.Fault("asOf", ProblemCodes.InFuture, "asOf lies in the future; leave it out for all that is known now.");
        json.Done();
        return json.HasErrors ? null : new(consumer, campaign, content!.Value, audience!.Value, language!.Value, inquiry, asOf);
    }

    /// <summary>Whether a pack is what an order asks for.</summary>
    public static bool IsSame(PackRequested pack, PackOrder order) =>
        (pack.Consumer, pack.Content, pack.Audience, pack.Language, pack.Inquiry) == (order.Consumer, order.Content, order.Audience, order.Language, order.Inquiry)
        && CampaignOrders.IsSame(pack.Campaign, order.Campaign)
        && pack.AsOf == (order.AsOf ?? pack.OccurredAt);

    private static (Guid? Consumer, PackCampaign? Campaign) ReadScope(JsonFields json, Instant now)
    {
        if (json.Object("scope", required: true) is not { } scope) return default;
        if (scope.Has("campaign")) return (null, CampaignOrders.Read(scope, now));
        var text = scope.Text("consumer", 40, required: true);
        scope.Done();
        if (text is null) return default;
        if (Guid.TryParse(text, out var consumer)) return (consumer, null);
        scope.Fault("consumer", ProblemCodes.UnknownConsumer, "A consumer's id is wanted, as a search by phone number answers it.");
        return default;
    }
}
