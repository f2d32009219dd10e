using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Exhibits;

namespace EvidenceVault.Domain.Judging;

/// <summary>The voice recordings of a dossier that name its consumer, made ready to be found by what they record.</summary>
internal sealed class Recordings
{
    private readonly Dictionary<string, KnownExhibit> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<KnownFact, List<KnownExhibit>> _ofCalls = [];
    private readonly Dictionary<KnownFact, List<KnownExhibit>> _ofConsents = [];

    internal Recordings(DossierAsKnown dossier)
    {
        foreach (var exhibit in dossier.Exhibits)
        {
            if (exhibit.Exhibit.Announced is not { Kind: ExhibitKind.Voicelog } announced || announced.Consumer != dossier.Consumer)
                continue;
            _byId[exhibit.Exhibit.Id] = exhibit;
            Add(_ofCalls, exhibit.Call, exhibit);
            Add(_ofConsents, exhibit.Consent, exhibit);
        }
    }

    /// <summary>
    /// The recording of a fact that came from speech, the best preserved of several; null: none was announced. It is one that the fact cites, that names
    /// the call or the consent, or that records the call the fact happened in.
    /// </summary>
    internal KnownExhibit? Of(KnownFact fact)
    {
        KnownExhibit? best = null;
        if (_byId.Count == 0)
            return best;
        if (fact.Fact.Exhibits is { } cited)
            foreach (var id in cited)
                if (_byId.TryGetValue(id, out var exhibit))
                    best = Better(best, exhibit);
        var purpose = PurposeOf(fact.Fact);
        best = Best(best, _ofCalls, fact.Fact is CallAttempted ? fact : fact.Call, purpose);
        return Best(best, _ofConsents, fact.Fact is ConsentGranted ? fact : fact.Consent, purpose);
    }

    private static ExhibitPurpose? PurposeOf(Fact fact) => fact switch
    {
        ConsentGranted => ExhibitPurpose.Consent,
        ConsentVerified => ExhibitPurpose.Verification,
        CallbackRequested => ExhibitPurpose.Callback,
        _ => null,
    };

    private static KnownExhibit? Best(KnownExhibit? best, Dictionary<KnownFact, List<KnownExhibit>> all, KnownFact? of, ExhibitPurpose? purpose)
    {
        if (of is not null && all.TryGetValue(of, out var exhibits))
            foreach (var exhibit in exhibits)
                if (purpose is not { } wanted || exhibit.Exhibit.Announced.Purposes.Contains(wanted))
                    best = Better(best, exhibit);
        return best;
    }

    private static KnownExhibit Better(KnownExhibit? one, KnownExhibit other) => one is null || Rank(other.State) < Rank(one.State) ? other : one;

    private static int Rank(ExhibitState state) => state switch
    {
        ExhibitState.Stored or ExhibitState.Held => 0,
        ExhibitState.Deleted => 1,
        _ => 2,
    };

    private static void Add(Dictionary<KnownFact, List<KnownExhibit>> all, KnownFact? of, KnownExhibit exhibit)
    {
        if (of is null)
            return;
        if (!all.TryGetValue(of, out var exhibits))
            all[of] = exhibits = [];
        exhibits.Add(exhibit);
    }
}
