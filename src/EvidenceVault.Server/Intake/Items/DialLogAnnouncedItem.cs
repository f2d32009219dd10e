using EvidenceVault.Domain.Intake;
using NodaTime;

namespace EvidenceVault.Server.Intake.Items;

/// <summary>Reads <c>dial-log.announced</c>.</summary>
public static class DialLogAnnouncedItem
{
    public const string TypeName = "dial-log.announced";

    public static ItemBody Read(JsonFields json, ItemContext context)
    {
        var date = json.Date("date", required: true);
        var attempts = json.Integer("attempts", 0, 100_000_000, required: true);
        if (date is null || attempts is null) return new ItemBody();
        var endOfDay = date.Value.PlusDays(1).AtStartOfDayInZone(DateTimeZoneProviders.Tzdb["Europe/Amsterdam"]).ToInstant();
        var occurredAt = context.OccurredAt ?? endOfDay;
        return new ItemBody
        {
            OccurredAt = occurredAt,
            DialLog = new DialLogAnnounced(occurredAt, context.Party, context.Holder, Campaign: null, date.Value, attempts.Value),
        };
    }
}
