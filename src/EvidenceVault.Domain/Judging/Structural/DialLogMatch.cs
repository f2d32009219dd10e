using NodaTime;

namespace EvidenceVault.Domain.Judging.Structural;

/// <summary>Whether the attempts that a party's dialler announced were handed in.</summary>
/// <param name="Announced">Attempts announced.</param>
/// <param name="HandedIn">Outbound attempts handed in for the days announced.</param>
/// <param name="Missing">Announced and not handed in, day by day: what one day has too many makes up for no other.</param>
/// <param name="Surplus">Handed in beyond what was announced, day by day.</param>
/// <param name="DaysAnnounced">Days with an announcement.</param>
/// <param name="DaysNotAnnounced">Days with attempts and no announcement.</param>
/// <param name="Days">The days on which the two differ, oldest first; one without an announcement among them.</param>
public sealed record DialLogMatch(
    long Announced, long HandedIn, long Missing, long Surplus, int DaysAnnounced, int DaysNotAnnounced, IReadOnlyList<DialLogDay> Days)
{
    /// <summary>Lays the two beside each other.</summary>
    /// <param name="announced">Attempts announced, by local day: what was said last.</param>
    /// <param name="handedIn">Attempts handed in, by local day; a day without any need not be there.</param>
    public static DialLogMatch Of(IReadOnlyDictionary<LocalDate, long> announced, IReadOnlyDictionary<LocalDate, long> handedIn)
    {
        long said = 0, there = 0, missing = 0, surplus = 0;
        var notAnnounced = 0;
        var differ = new List<DialLogDay>();
        foreach (var day in announced.Keys.Union(handedIn.Keys).Order())
        {
            var attempts = handedIn.GetValueOrDefault(day);
            if (!announced.TryGetValue(day, out var count))
            {
                if (attempts == 0)
                    continue;
                notAnnounced++;
                differ.Add(new(day, null, attempts));
                continue;
            }

            said += count;
            there += attempts;
            missing += Math.Max(0, count - attempts);
            surplus += Math.Max(0, attempts - count);
            if (count != attempts)
                differ.Add(new(day, count, attempts));
        }

        return new(said, there, missing, surplus, announced.Count, notAnnounced, differ);
    }
}

/// <summary>A day on which attempts announced and handed in differ.</summary>
/// <param name="Day">The local day.</param>
/// <param name="Announced">Attempts announced; null: none were.</param>
/// <param name="HandedIn">Outbound attempts handed in.</param>
public sealed record DialLogDay(LocalDate Day, long? Announced, long HandedIn);
