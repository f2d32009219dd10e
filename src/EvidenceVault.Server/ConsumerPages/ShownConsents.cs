using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging;
using EvidenceVault.Server.Books;
using EvidenceVault.Server.Dossiers;
using NodaTime;

namespace EvidenceVault.Server.ConsumerPages;

/// <summary>What a consumer is shown of the dossier.</summary>
/// <param name="PrincipalName">The principal's name.</param>
/// <param name="Phone">The number.</param>
/// <param name="Consents">The consents, newest first.</param>
/// <param name="StoppedAt">When the person last said no to everything; null: never.</param>
public sealed record ShownDossier(string PrincipalName, string Phone, IReadOnlyList<ShownConsent> Consents, Instant? StoppedAt)
{
    /// <summary>Whether there is something left to withdraw.</summary>
    public bool HasStanding => Consents.Any(c => c.IsStanding);
}

/// <summary>A consent as a consumer is shown it.</summary>
/// <param name="State">Where it stands.</param>
/// <param name="Granted">What was handed in of it.</param>
/// <param name="CollectedBy">The name of whoever obtained it.</param>
/// <param name="Place">Where it was given, as handed in; null: not known.</param>
/// <param name="Wording">What was shown or said then; null: not filed.</param>
public sealed record ShownConsent(ConsentState State, ConsentGranted Granted, string CollectedBy, string? Place, ShownWording? Wording)
{
    public Guid EventId => State.EventId;

    /// <summary>Whether it may be withdrawn.</summary>
    public bool IsStanding => State.State is ConsentStanding.Active or ConsentStanding.Unverified;
}

/// <summary>The text that was shown or said.</summary>
public sealed record ShownWording(string Text, string Language, IReadOnlyList<string> Callers);

/// <summary>Reads what consumers are shown: the consents as judging sees them, with the texts as they were shown then.</summary>
public sealed class ShownConsents(DossierReader dossiers, JudgingBooks books, Parties parties, FiledTexts texts, IClock clock)
{
    /// <summary>It; null where there is no such consumer, or the data were erased.</summary>
    public async Task<ShownDossier?> Load(string principal, Guid consumer, CancellationToken ct)
    {
        if (await dossiers.Load(principal, consumer, ct) is not { Card: { } card } opened || await books.Current(principal, ct) is not { } book) return null;
        var now = clock.GetCurrentInstant();
        var report = DossierReport.Of(opened.Dossier, book, asOf: null, now);
        var known = BookAsKnown.Of(book, now);
        var grants = report.Dossier.Grants;
        var wordings = grants.Select(g => known.WordingOn(g.Fact.Wording, Amsterdam.DateOf(g.Source.OccurredAt))?.Value).ToList();
        var filed = await texts.Load(principal, wordings.OfType<WordingFiled>().Select(w => w.TextSha256).ToHashSet(), ct);
        var names = await Names(book, grants.Select(g => g.Fact.Party).Concat(wordings.OfType<WordingFiled>().SelectMany(w => w.CallersNamed)), ct);
        var consents = grants.Select((g, i) => new ShownConsent(
            report.Consents[i], g.Fact, names(g.Fact.Party), (opened.AnnexOf(g.Source.LatestEventId) is var annex ? annex?.Corrected?.Place ?? annex?.Place : null) ?? g.Fact.Capture?.Place,
            wordings[i] is { } w && filed.TryGetValue(w.TextSha256, out var text) ? new(text, w.Language, [.. w.CallersNamed.Select(names)]) : null));
        Instant? stopped = null;
        foreach (var no in report.Dossier.Objections)
            if (no is { Consent: null, Products: null }) stopped = no.At;
        return new(names(principal), card.Phone, [.. consents.Reverse()], stopped);
    }

    /// <summary>The principal's name; null: there is no such principal.</summary>
    public static async ValueTask<string?> NameOf(BookStore books, string principal, CancellationToken ct) =>
        await books.Current(principal, ct) is { } book ? book.Descriptions[^1].Value.Name : null;

    private async Task<Func<string, string>> Names(Book book, IEnumerable<string> slugs, CancellationToken ct)
    {
        var described = await parties.Descriptions([.. slugs.Where(s => s != book.Principal).Distinct(StringComparer.Ordinal)], ct);
        return slug => slug == book.Principal ? book.Descriptions[^1].Value.Name : described.TryGetValue(slug, out var versions) ? versions[^1].Value.Name : slug;
    }
}
