namespace EvidenceVault.Domain.Judging.Structural;

/// <summary>Calls that were answered while nobody spoke, against the policy's alarm.</summary>
/// <param name="Share">Dropped calls over all that were answered, dropped ones among them.</param>
/// <param name="AlarmPercent">From which share on there is an alarm, in whole per cents.</param>
/// <param name="Alarm">Whether there is.</param>
public sealed record DroppedCalls(Proportion Share, int AlarmPercent, bool Alarm)
{
    /// <summary>What counts come to.</summary>
    /// <param name="dropped">Outbound calls dropped.</param>
    /// <param name="conversations">Outbound calls that became conversations.</param>
    /// <param name="alarmPercent">The policy's alarm.</param>
    public static DroppedCalls Of(long dropped, long conversations, int alarmPercent) =>
        new(Proportion.OfAll(dropped, dropped + conversations), alarmPercent, dropped > 0 && dropped * 100 >= alarmPercent * (dropped + conversations));
}
