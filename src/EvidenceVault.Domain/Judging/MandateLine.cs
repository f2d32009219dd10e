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
    /// <summary>The line with the fewest faults; null: there is none at all.</summary>
    internal static MandateLine? Find(BookAsKnown book, string party, string? campaign, Instant at, LocalDate day) =>
        Find(book, party, campaign, at, day, []);

    /// <summary>The events of its mandates, from the principal on.</summary>
    internal Guid[] EventIds() => Before is null ? [Mandate.EventId] : [.. Before.EventIds(), Mandate.EventId];

    private static MandateLine? Find(BookAsKnown book, string party, string? campaign, Instant at, LocalDate day, List<string> below)
    {
        MandateLine? best = null;
        foreach (var (mandate, versions) in book.MandatesTo(party, day))
        {
            var giver = mandate.Value.From;
            if (giver == party || below.Contains(giver))
                continue;
            MandateLine? before = null;
            if (giver != book.Principal)
            {
                before = Find(book, giver, campaign, at, day, [.. below, party]);
                if (before is null)
                    continue;
            }

            var line = Of(mandate, versions, before, campaign, at);
            if (best is null || IsBetter(line, best))
                best = line;
        }

        return best;
    }

    private static MandateLine Of(Filed<MandateGiven> mandate, Filed<MandateGiven>[] versions, MandateLine? before, string? campaign, Instant at)
    {
        var faults = before?.Faults ?? MandateFaults.None;
        if (before is { Mandate.Value.MayDelegate: false })
            faults |= MandateFaults.MayNotDelegate;
        faults |= FaultsOf(mandate.Value, campaign, at);
        Instant? ends = mandate.Value.ValidTo is { } day ? Amsterdam.StartOf(day) : null;
        if (before?.EndsAt is { } earlier && !(ends <= earlier))
            ends = earlier;
        var recordedAt = FirstRecorded(mandate, versions, campaign, at);
        return new(mandate, before, faults, before is null ? recordedAt : Instant.Max(before.RecordedAt, recordedAt), ends);
    }

    private static MandateFaults FaultsOf(MandateGiven mandate, string? campaign, Instant at)
    {
        var faults = MandateFaults.None;
        if (at <= Amsterdam.StartOf(mandate.ValidFrom))
            faults |= MandateFaults.NotYet;
        if (mandate.ValidTo is { } end && at >= Amsterdam.StartOf(end))
            faults |= MandateFaults.Ended;
        if (mandate.Campaigns is { } campaigns && (campaign is null || !campaigns.Contains(campaign)))
            faults |= MandateFaults.OtherCampaign;
        return faults;
    }

    // A later version that only repeats what an earlier one said of this call does not make the mandate a later one.
    private static Instant FirstRecorded(Filed<MandateGiven> mandate, Filed<MandateGiven>[] versions, string? campaign, Instant at)
    {
        foreach (var version in versions)
            if (version.Value.From == mandate.Value.From
                && version.Value.To == mandate.Value.To
                && (version.Value.MayDelegate || !mandate.Value.MayDelegate)
                && FaultsOf(version.Value, campaign, at) == MandateFaults.None)
                return version.RecordedAt;
        return mandate.RecordedAt;
    }

    private static bool IsBetter(MandateLine line, MandateLine than)
    {
        var (faults, others) = (BitOperations.PopCount((uint)line.Faults), BitOperations.PopCount((uint)than.Faults));
        return faults != others ? faults < others : line.Faults != than.Faults ? line.Faults > than.Faults : line.RecordedAt < than.RecordedAt;
    }
}
