using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Exhibits;
using EvidenceVault.Domain.Retention;
using EvidenceVault.Server.Dossiers;
using EvidenceVault.Server.Exhibits;
using EvidenceVault.Server.Intake.Items;
using NodaTime;

namespace EvidenceVault.Server.Rights;

/// <summary>A fact as a consumer is given it: as it was handed in, with its references, notes and texts.</summary>
public sealed record ExportedFact(Guid EventId, string Type, Instant OccurredAt, Instant RecordedAt, string Party, string UploadedBy, Fact Fact, Annex? HandedIn)
{
    /// <param name="opened">The dossier.</param>
    /// <param name="masked">Whether numbers are masked.</param>
    public static IEnumerable<ExportedFact> Of(OpenedDossier opened, bool masked) => opened.Dossier.Facts.OrderBy(f => f.OccurredAt).ThenBy(f => f.Version).Select(f => new ExportedFact(
        f.EventId, f.Fact.Type, f.OccurredAt, f.RecordedAt, f.Fact.Party, f.Fact.UploadedBy, f.Fact, Shown(opened.AnnexOf(f.EventId), masked)));

    // Who spoke for the agency is another person's data (AVG 15(4)).
    private static Annex? Shown(Annex? annex, bool masked) => annex is null ? null : annex with
    {
        Agent = null,
        Number = masked && annex.Number is { } number ? NumberTerm.Mask(number) : annex.Number,
        Corrected = Shown(annex.Corrected, masked),
    };

    /// <summary>What was handed in, with only the ends of numbers to be read.</summary>
    public static Annex Masked(Annex annex) => annex with
    {
        Number = annex.Number is { } number ? NumberTerm.Mask(number) : null,
        Corrected = annex.Corrected is { } corrected ? Masked(corrected) : null,
    };
}

/// <summary>An exhibit as a consumer is given it.</summary>
/// <param name="File">Where it lies in the export; null: it is not in it.</param>
/// <param name="Why">Why it is not in it.</param>
public sealed record ExportedExhibit(string Id, ExhibitKind Kind, IReadOnlyList<ExhibitPurpose> Purposes, Instant RecordedAt, long Size, string Sha256, string? File, string? Why)
{
    /// <summary>How an exhibit of a consumer's dossier is exported.</summary>
    public static ExportedExhibit Of(Exhibit exhibit, Guid consumer)
    {
        var a = exhibit.Announced;
        var why = exhibit.DeletedAt is not null ? "lawfully-deleted"
            : exhibit.StoredAt is null ? "never-received"
            : a.Consumer is { } about && about != consumer ? "about-somebody-else"
            // A contract or a machine's records, which name nobody, may be about many.
            : a.Consumer is null && a.Kind is ExhibitKind.Document or ExhibitKind.CallDetailRecord ? "names-nobody"
            : null;
        return new(exhibit.Id, a.Kind, a.Purposes, a.OccurredAt, a.Size, a.Sha256, why is null ? FileOf(a) : null, why);
    }

    private static string FileOf(ExhibitAnnounced a) =>
        $"recordings-and-files/{NodaTime.Text.LocalDatePattern.Iso.Format(Domain.Judging.Amsterdam.DateOf(a.OccurredAt))}-{System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(a.Kind.ToString())}-{ContentFileName.Of(a)}";
}

/// <summary>The wordings that a dossier names.</summary>
public static class ExportedWordings
{
    public static IEnumerable<string> Of(Dossier dossier) => dossier.Facts
        .SelectMany(f => f.Fact is CorrectionMade { Corrected: { } corrected } ? new[] { f.Fact, corrected } : [f.Fact])
        .Select(f => f switch { ConsentGranted g => g.Wording, ConsentVerificationRequested r => r.Wording, _ => null })
        .OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
}
