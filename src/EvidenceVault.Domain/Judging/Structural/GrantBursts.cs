using NodaTime;

namespace EvidenceVault.Domain.Judging.Structural;

/// <summary>Many consents from one source within seconds: people do not give them so, programs do.</summary>
public static class GrantBursts
{
    /// <summary>The code.</summary>
    public const string Code = "grants-within-seconds";

    /// <summary>So many at least within <see cref="Within"/>.</summary>
    public const int Fewest = 10;

    /// <summary>From the first to the last of them, this time at most.</summary>
    public static readonly Duration Within = Duration.FromSeconds(10);

    /// <summary>Those among some consents that are part of a burst, each once; null: none is.</summary>
    public static StructuralContradiction? Find(IEnumerable<(Guid Consumer, ConsentInUse Use)> consents)
    {
        var found = new List<(Guid, ConsentInUse)>();
        foreach (var source in consents.DistinctBy(c => c.Use.Consent).GroupBy(c => c.Use.Source))
        {
            var inOrder = source.OrderBy(c => c.Use.GrantedAt).ThenBy(c => c.Use.Consent).ToList();
            var taken = 0;
            for (var last = Fewest - 1; last < inOrder.Count; last++)
            {
                var first = last - Fewest + 1;
                if (inOrder[last].Use.GrantedAt - inOrder[first].Use.GrantedAt > Within)
                    continue;
                for (var i = Math.Max(taken, first); i <= last; i++)
                    found.Add(inOrder[i]);
                taken = last + 1;
            }
        }

        return StructuralContradiction.Of(Code, found, StructuralContradiction.Number("seconds", Within.TotalSeconds));
    }
}
