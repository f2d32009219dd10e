using EvidenceVault.Domain.Exhibits;

namespace EvidenceVault.Domain.Dossiers;

/// <summary>The exhibits of a dossier that count as evidence, made ready once for all its calls.</summary>
internal sealed class EvidenceIndex
{
    private static readonly int PurposeCount = Enum.GetValues<ExhibitPurpose>().Length;

    private readonly List<KnownExhibit>[] _byPurpose = [.. Enumerable.Range(0, PurposeCount).Select(_ => new List<KnownExhibit>())];
    private readonly Dictionary<string, KnownExhibit> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<KnownFact, KnownExhibit> _callDetails = [];
    private readonly Dictionary<Guid, KnownExhibit> _byEvent = [];

    internal EvidenceIndex(DossierAsKnown dossier)
    {
        foreach (var exhibit in dossier.Exhibits)
        {
            _byEvent[exhibit.Exhibit.EventId] = exhibit;
            if (!dossier.IsEvidence(exhibit))
                continue;
            _byId[exhibit.Exhibit.Id] = exhibit;
            if (exhibit.Exhibit.Announced.Kind != ExhibitKind.CallDetailRecord)
                AddPurposes(exhibit);
            else if (exhibit.Call is { } call && !(_callDetails.TryGetValue(call, out var other) && other.Exhibit.AnnouncedAt <= exhibit.Exhibit.AnnouncedAt))
                _callDetails[call] = exhibit;
        }
    }

    /// <summary>Those with a purpose, by id. A call detail record shows a call, and never what was said or done in it.</summary>
    internal IReadOnlyList<KnownExhibit> Of(ExhibitPurpose purpose) => _byPurpose[(int)purpose];

    /// <summary>One by its id; null: none, or it is no evidence here.</summary>
    internal KnownExhibit? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>The first announced call detail record that names a call; null: none.</summary>
    internal KnownExhibit? CallDetailOf(KnownFact call) => _callDetails.GetValueOrDefault(call);

    /// <summary>The exhibit that an event announced, evidence or not; null: none known here.</summary>
    internal KnownExhibit? AnnouncedBy(Guid eventId) => _byEvent.GetValueOrDefault(eventId);

    private void AddPurposes(KnownExhibit exhibit)
    {
        foreach (var purpose in exhibit.Exhibit.Announced.Purposes)
            if (_byPurpose[(int)purpose] is not [.., var last] || last != exhibit)
                _byPurpose[(int)purpose].Add(exhibit);
    }
}
