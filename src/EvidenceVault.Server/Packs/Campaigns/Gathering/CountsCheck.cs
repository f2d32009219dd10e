using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Judging.Structural;
using EvidenceVault.Domain.Packs;
using EvidenceVault.Server.Packs.Campaigns.Data;

namespace EvidenceVault.Server.Packs.Campaigns.Gathering;

/// <summary>
/// Holds the calls of the dossiers against two counts of their own: how many were handed in, by all events, and those that were judged for scorecards. What was recorded
/// about a person after the pack's instant may explain a difference in the latter; nothing explains one in the former.
/// </summary>
internal sealed class CountsCheck(PackRequested asked, IReadOnlyDictionary<Guid, int> handedIn, Dictionary<Guid, KeptCall> kept)
{
    private readonly HashSet<Guid> _seen = [];
    private readonly ILookup<Guid, Guid> _keptOf = kept.ToLookup(k => k.Value.Consumer, k => k.Key);

    /// <exception cref="CountsDisagreeException">They disagree.</exception>
    public void Add(Dossier dossier, IReadOnlyList<(LoggedCall Call, CountedCall Counted)> calls)
    {
        _seen.Add(dossier.Consumer);
        if (CampaignDossiers.HandedIn(dossier, asked) != handedIn.GetValueOrDefault(dossier.Consumer)) throw new CountsDisagreeException("A dossier has other calls than the events tell of.");
        var changed = dossier.LastRecordedAt > asked.AsOf;
        foreach (var (call, _) in calls)
        {
            var known = kept.Remove(call.EventId, out var then);
            if (!changed && !(known && then!.Consumer == dossier.Consumer && then.Party == call.Party && then.IsConversation == call.IsConversation))
                throw new CountsDisagreeException("A call was judged as another than its event tells of, or not at all.");
        }

        // What was judged and is not there any more, or not yet.
        if (changed)
            foreach (var id in _keptOf[dossier.Consumer]) kept.Remove(id);
    }

    /// <summary>The people of calls that were judged and of which no dossier told.</summary>
    /// <exception cref="CountsDisagreeException">A dossier is gone.</exception>
    public IReadOnlyCollection<Guid> End()
    {
        if (handedIn.Keys.Any(consumer => !_seen.Contains(consumer))) throw new CountsDisagreeException("A dossier that events tell of cannot be read.");
        return [.. kept.Values.Select(k => k.Consumer).Distinct()];
    }
}
