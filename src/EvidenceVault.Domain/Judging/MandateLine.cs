using System.Numerics;
using EvidenceVault.Domain.Books;
using NodaTime;

namespace EvidenceVault.Domain.Judging;

/// <summary>What is wrong with a line of mandates, the most telling first.</summary>
[Flags]
internal enum MandateFaults
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A mandate had not begun: one that begins at the very instant of the call has not.</summary>
    NotYet = 1,

    /// <summary>A mandate had ended: one that ends at the very instant of the call has.</summary>
    Ended = 2,

    /// <summary>A mandate does not cover the campaign, or, for a call without one, not all campaigns.</summary>
    OtherCampaign = 4,

    /// <summary>A party that may not delegate passed its mandate on.</summary>
    MayNotDelegate = 8,
}

/// <summary>A line of mandates from the principal to a party, with what is wrong with it.</summary>
/// <param name="Mandate">The last link: to the party itself.</param>
/// <param name="Before">The line to the giver of that link; null: the giver is the principal.</param>
/// <param name="Faults">Everything wrong in the whole line.</param>
/// <param name="RecordedAt">When the last link of the line was first recorded as it counts.</param>
/// <param name="EndsAt">When the line ends; null: it is open.</param>
internal sealed record MandateLine(Filed<MandateGiven> Mandate, MandateLine? Before, MandateFaults Faults, Instant RecordedAt, Instant? EndsAt)
{
    /// <summary>When the last of its mandates begins.</summary>
    internal Instant BeginsAt =>
        Amsterdam.StartOf(Mandate.Value.ValidFrom) is var own && Before is not null ? Instant.Max(Before.BeginsAt, own) : own;

    /// <summary>The line with the fewest faults; null: there is none at all.</summary>
    /// <param name="book">The principal's book as known.</param>
    /// <param name="party">The party it leads to.</param>
    /// <param name="campaign">The campaign it must cover; null: all of them.</param>
    /// <param name="at">The instant it must be in force at.</param>
    /// <param name="day">The local day of that instant.</param>
    /// <param name="anyCampaign">Whether it does not matter which campaigns it covers.</param>
    internal static MandateLine? Find(BookAsKnown book, string party, string? campaign, Instant at, LocalDate day, bool anyCampaign = false) =>
        book.LineTo(party, MandateNeed.Of(campaign, at, day, anyCampaign));

    /// <summary>What is wrong with a line that is not sound, as a reason code.</summary>
    internal static string Reason(MandateLine? line) => line?.Faults switch
    {
        null => "no-mandate",
        { } f when f.HasFlag(MandateFaults.NotYet) => "mandate-not-yet",
        { } f when f.HasFlag(MandateFaults.Ended) => "mandate-ended",
        { } f when f.HasFlag(MandateFaults.OtherCampaign) => "campaign-not-covered",
        _ => "sub-agency-not-allowed",
    };

    /// <summary>The events of its mandates, from the principal on.</summary>
    internal Guid[] EventIds { get; } = Before is null ? [Mandate.EventId] : [.. Before.EventIds, Mandate.EventId];

    /// <summary>The same, looked for anew.</summary>
    internal static MandateLine? Find(BookAsKnown book, string party, MandateNeed need) => Find(book, party, need, []);

    private static MandateLine? Find(BookAsKnown book, string party, MandateNeed need, List<string> below)
    {
        MandateLine? best = null;
        foreach (var (mandate, versions) in book.MandatesTo(party, need.Day))
        {
            var giver = mandate.Value.From;
            if (giver == party || below.Contains(giver))
                continue;
            MandateLine? before = null;
            if (giver != book.Principal)
            {
                before = Find(book, giver, need, [.. below, party]);
                if (before is null)
                    continue;
            }

            var line = Of(mandate, versions, before, need);
            if (best is null || IsBetter(line, best))
                best = line;
        }

        return best;
    }

    private static MandateLine Of(Filed<MandateGiven> mandate, Filed<MandateGiven>[] versions, MandateLine? before, MandateNeed need)
    {
        var faults = before?.Faults ?? MandateFaults.None;
        if (before is { Mandate.Value.MayDelegate: false })
            faults |= MandateFaults.MayNotDelegate;
        faults |= FaultsOf(mandate.Value, need);
        Instant? ends = mandate.Value.ValidTo is { } day ? Amsterdam.StartOf(day) : null;
        if (before?.EndsAt is { } earlier && !(ends <= earlier))
            ends = earlier;
        var recordedAt = FirstRecorded(mandate, versions, need);
        return new(mandate, before, faults, before is null ? recordedAt : Instant.Max(before.RecordedAt, recordedAt), ends);
    }

    private static MandateFaults FaultsOf(MandateGiven mandate, MandateNeed need)
    {
        var faults = MandateFaults.None;
        if (need.At <= Amsterdam.StartOf(mandate.ValidFrom))
            faults |= MandateFaults.NotYet;
        if (mandate.ValidTo is { } end && need.At >= Amsterdam.StartOf(end))
            faults |= MandateFaults.Ended;
        if (!need.AnyCampaign && mandate.Campaigns is { } campaigns && (need.Campaign is null || !campaigns.Contains(need.Campaign)))
            faults |= MandateFaults.OtherCampaign;
        return faults;
    }

    // A later version that only repeats what an earlier one said of this call does not make the mandate a later one.
    private static Instant FirstRecorded(Filed<MandateGiven> mandate, Filed<MandateGiven>[] versions, MandateNeed need)
    {
        foreach (var version in versions)
            if (version.Value.From == mandate.Value.From
                && version.Value.To == mandate.Value.To
                && (version.Value.MayDelegate || !mandate.Value.MayDelegate)
                && FaultsOf(version.Value, need) == MandateFaults.None)
                return version.RecordedAt;
        return mandate.RecordedAt;
    }

    private static bool IsBetter(MandateLine line, MandateLine than)
    {
        var (faults, others) = (BitOperations.PopCount((uint)line.Faults), BitOperations.PopCount((uint)than.Faults));
        return faults != others ? faults < others : line.Faults != than.Faults ? line.Faults > than.Faults : line.RecordedAt < than.RecordedAt;
    }

}

/// <summary>What a line of mandates is needed for. The same for all calls of a day for a campaign: mandates begin and end with days, and only at that very instant it is not told yet.</summary>
internal readonly record struct MandateNeed(string? Campaign, Instant At, LocalDate Day, bool AnyCampaign)
{
    internal static MandateNeed Of(string? campaign, Instant at, LocalDate day, bool anyCampaign)
    {
        var start = Amsterdam.StartOf(day);
        return new(campaign, at > start ? start + Duration.Epsilon : start, day, anyCampaign);
    }
}
