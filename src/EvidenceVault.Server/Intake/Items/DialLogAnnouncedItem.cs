using EvidenceVault.Domain.Intake;
using EvidenceVault.Domain.Judging;
using EvidenceVault.Server.Hosting;

namespace EvidenceVault.Server.Intake.Items;

/// <summary>Reads <c>dial-log.announced</c>.</summary>
public static class DialLogAnnouncedItem
{
    public const string TypeName = "dial-log.announced";

    public static ItemBody Read(JsonFields json, ItemContext context)
    {
        var date = json.Date("date", required: true);
        // A count of today may come before the day is over, and by a clock that is a day ahead.
        if (date > Amsterdam.DateOf(context.Now).PlusDays(1)) json.Fault("date", ProblemCodes.InFuture, "This day has still to come.");
        var attempts = json.Integer("attempts", 0, 100_000_000, required: true);
        if (date is null || attempts is null) return new ItemBody();
        var endOfDay = Amsterdam.StartOf(date.Value.PlusDays(1));
        var occurredAt = context.OccurredAt ?? endOfDay;
        return new ItemBody
        {
            OccurredAt = occurredAt,
            DialLog = new DialLogAnnounced(occurredAt, context.Party, context.Holder, Campaign: null, date.Value, attempts.Value),
        };
    }
}
