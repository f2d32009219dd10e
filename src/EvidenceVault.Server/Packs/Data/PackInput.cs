using System.Collections.Immutable;
using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Judging;
using EvidenceVault.Domain.Packs;
using EvidenceVault.Server.Dossiers;
using EvidenceVault.Server.Intake.Items;
using NodaTime;

namespace EvidenceVault.Server.Packs.Data;

/// <summary>What a pack's data are made from.</summary>
/// <param name="Asked">What was asked for.</param>
/// <param name="Opened">The dossier with what opens it.</param>
/// <param name="Report">The dossier as known and judged at the pack's instant.</param>
/// <param name="Book">The principal's book.</param>
/// <param name="Parties">The versions of the descriptions of the parties.</param>
/// <param name="Texts">The texts of wordings by their hashes.</param>
/// <param name="Software">The version of the software.</param>
public sealed record PackInput(
    PackRequested Asked,
    OpenedDossier Opened,
    DossierReport Report,
    Book Book,
    IReadOnlyDictionary<string, ImmutableList<Filed<PartyDescribed>>> Parties,
    IReadOnlyDictionary<string, string> Texts,
    string Software)
{
    /// <summary>Whether there is a case file of the inquiry that it was asked for: a name alone opens nothing.</summary>
    public bool IsForCase { get; init; }

    public Disclosure Disclosure { get; } = Disclosure.To(Asked.Audience);

    public BookAsKnown BookAsKnown { get; } = BookAsKnown.Of(Book, Asked.AsOf);

    public Instant AsOf => Asked.AsOf;

    public DossierAsKnown Dossier => Report.Dossier;

    public bool HasFindings => Asked.Content == PackContent.FactsAndFindings;

    /// <summary>The annex of the version that counts; null where there is none or it was erased.</summary>
    public Annex? AnnexOf(KnownFact known)
    {
        var annex = Opened.AnnexOf(known.LatestEventId);
        return annex?.Corrected ?? (known.Corrections.Count == 0 ? annex : Opened.AnnexOf(known.EventId));
    }

    /// <summary>The note of a fact, where the audience may see it.</summary>
    public string? NoteOf(Annex? annex) => Disclosure.Notes ? annex?.Note : null;

    /// <summary>An explanation in the pack's language.</summary>
    public string Say(Explanation explanation) => Asked.Language == PackLanguage.Nl ? explanation.Nl : explanation.En;

    /// <summary>The exhibits that a fact cites, and those that name it.</summary>
    public IReadOnlyList<string> ExhibitsOf(KnownFact known) =>
        [.. (known.Fact.Exhibits ?? []).Union(Dossier.Exhibits.Where(e => e.Call == known || e.Consent == known).Select(e => e.Exhibit.Id)).Order(StringComparer.Ordinal)];
}
