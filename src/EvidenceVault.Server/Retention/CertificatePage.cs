using EvidenceVault.Domain.Exhibits;
using EvidenceVault.Pdf;
using EvidenceVault.Server.Exhibits;
using EvidenceVault.Server.Packs.Pages;

namespace EvidenceVault.Server.Retention;

/// <summary>A destruction certificate as a page. The same certificate gives the same bytes.</summary>
public static class CertificatePage
{
    // Tighter than a pack's pages, so that the longest one is still one page.
    private static readonly Theme Tight = Theme.Default with { TopMargin = 72, BottomMargin = 56, BodySize = 8.8 };

    /// <summary>The PDF, and how many pages it has.</summary>
    public static (byte[] Content, int Pages) Of(CertificateView c, string principal, string? key, Tongue t)
    {
        using var output = new MemoryStream();
        var title = t["Vernietigingsverklaring", "Destruction certificate"];
        var info = new DocumentInfo(title, principal, t[$"Vernietiging van bewijsstuk {c.Exhibit}", $"Destruction of exhibit {c.Exhibit}"], c.DeletedAt.ToDateTimeOffset())
        {
            Locale = t.IsDutch ? DocumentLocale.Dutch : DocumentLocale.English,
            Producer = $"Evidence Vault {c.Software}",
        };
        using var document = PdfDocument.Create(output, info, Tight);
        document.Running = new(title, principal, t["De feiten die dit stuk bewees blijven vastgelegd.", "The facts that this exhibit proved stay on record."]);
        Compose(document, c, principal, key, t, title);
        document.Finish();
        return (output.ToArray(), document.PageCount);
    }

    private static void Compose(PdfDocument document, CertificateView c, string principal, string? key, Tongue t, string title)
    {
        document.Heading(1, title);
        var erased = c.Term == Domain.Retention.RetentionTerm.Erased;
        var why = erased
            ? t["omdat de gegevens van de persoon zijn gewist (AVG artikel 17)", "because the person was erased (GDPR Article 17)"]
            : t["omdat de bewaartermijn was verstreken (AVG artikel 5 lid 1 onder e)", "because its term had ended (GDPR Article 5(1)(e))"];
        document.Paragraph(t[
            $"Het bestand hieronder is op {t.At(c.DeletedAt)} definitief vernietigd, {why}. Eerst is de sleutel vernietigd, toen het versleutelde bestand, en daarna is vastgesteld dat het er niet meer is.",
            $"The file below was destroyed for good on {t.At(c.DeletedAt)}, {why}. First its key was destroyed, then the encrypted file, and then it was seen to be absent."]);
        document.Heading(2, t["Wat is vernietigd", "What was destroyed"]);
        document.Facts(What(c, principal, t));
        document.Heading(2, t["Waarom", "Why"]);
        document.Facts(Why(c, t));
        document.Heading(2, t["Hoe", "How"]);
        document.Facts(How(c, t));
        document.Heading(2, t["Vastlegging", "Record"]);
        document.Facts(Record(c, key, t));
    }

    private static IEnumerable<Fact> What(CertificateView c, string principal, Tongue t)
    {
        yield return new(t["Bewijsstuk", "Exhibit"], Inline.Mono(c.Exhibit));
        yield return new(t["Opdrachtgever", "Principal"], principal);
        yield return new(t["Soort", "Kind"], t.Of(c.Kind));
        yield return new(t["Omvang", "Size"], c.DurationMs is { } ms ? $"{t.Size(c.Size)}, {Tongue.Length(ms)}" : t.Size(c.Size));
        yield return new("SHA-256", Inline.Mono(c.Sha256));
    }

    private static IEnumerable<Fact> Why(CertificateView c, Tongue t)
    {
        yield return new(t["Termijn", "Term"], t[c.Explanation]);
        yield return new(t["Bewaard tot en met", "Kept until"], t.At(c.DeleteAfter));
        yield return new(t["Gerekend vanaf", "Counted from"], c.Trigger is { } trigger ? Inline.Mono($"{trigger}") : t["het maken van het bestand", "the making of the file"]);
        yield return new(t["Beleid", "Policy"], c.Policy is { } policy ? Inline.Mono($"{policy}") : t["standaardtermijnen van de kluis", "the vault's own terms"]);
    }

    private static IEnumerable<Fact> How(CertificateView c, Tongue t)
    {
        yield return new(t["Aangewezen", "Claimed"], t.At(c.ClaimedAt));
        yield return new(t["Sleutel vernietigd", "Key destroyed"], t.At(c.KeyDestroyedAt));
        foreach (var answer in c.Storage)
            yield return new(
                answer.Step switch
                {
                    DeletionStep.Delete => t["Bestand verwijderd", "File deleted"],
                    DeletionStep.DeleteVersion => t["Versie verwijderd", "Version deleted"],
                    _ => t["Teruggelezen", "Read back"],
                },
                answer.Status == 404
                    ? t["de opslag antwoordde 404: niet aanwezig", "the storage answered 404: absent"]
                    : t[$"de opslag antwoordde {answer.Status}", $"the storage answered {answer.Status}"]);
        yield return new(t["Afwezigheid vastgesteld", "Absence proved"], t.At(c.DeletedAt));
        yield return new(t["Nabewaring door de opslag", "Kept on by the storage"], c.SoftDeleteDays is { } days
            ? t[$"{days} dagen, onleesbaar zonder de vernietigde sleutel", $"{days} days, unreadable without the destroyed key"]
            : t["geen", "none"]);
    }

    private static IEnumerable<Fact> Record(CertificateView c, string? key, Tongue t)
    {
        if (c.EventId is { } id) yield return new(t["Gebeurtenis", "Event"], Inline.Mono($"{id}"));
        if (c.Signature is { } signature)
        {
            yield return new(t["Sleutel van de kluis", "The vault's key"], Inline.Mono(key ?? ""));
            yield return new(t["Handtekening (Ed25519)", "Signature (Ed25519)"], Inline.Mono(signature));
        }
    }
}
