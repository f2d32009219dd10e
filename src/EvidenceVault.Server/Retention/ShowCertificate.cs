using EvidenceVault.Domain.Exhibits;
using EvidenceVault.Domain.Packs;
using EvidenceVault.Server.Access;
using EvidenceVault.Server.Books;
using EvidenceVault.Server.Exhibits;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Keys;
using EvidenceVault.Server.Packs.Pages;
using NodaTime.Text;

namespace EvidenceVault.Server.Retention;

/// <summary><c>GET P/exhibits/{id}/certificate</c> and <c>…/certificate.pdf?language=</c>: the destruction certificate of a deleted exhibit, signed, and as one page.</summary>
public static class ShowCertificate
{
    private const string Heading = "evidence-vault destruction v1";

    private static readonly Problem NotDeleted = new(
        StatusCodes.Status409Conflict, ProblemCodes.ContentNotDeleted, "This exhibit was not deleted, so there is no certificate. Its document says until when it is kept.");

    private static readonly Problem BadLanguage = new(StatusCodes.Status400BadRequest, ProblemCodes.InvalidParameter, "language is nl or en.");

    public static async Task<IResult> Json(string principal, string id, HttpContext http, ExhibitStreams streams, KeyStore keys, SigningKey signer, CancellationToken ct)
    {
        var (certificate, problem) = await Find(principal, id, http, streams, keys, signer, ct);
        return problem?.ToResult() ?? Results.Json(certificate, VaultJson.Answers);
    }

    public static async Task<IResult> Pdf(
        string principal, string id, HttpContext http, ExhibitStreams streams, KeyStore keys, SigningKey signer, BookStore books, CancellationToken ct)
    {
        var asked = http.Request.Query["language"];
        PackLanguage? language = asked.Count == 0 || asked == "nl" ? PackLanguage.Nl : asked == "en" ? PackLanguage.En : null;
        if (language is not { } chosen) return BadLanguage.ToResult();
        var (certificate, problem) = await Find(principal, id, http, streams, keys, signer, ct);
        if (problem is not null) return problem.ToResult();
        var name = (await books.Current(principal, ct))!.Descriptions[^1].Value.Name;
        return Results.File(CertificatePage.Of(certificate!, name, signer.Id, new Tongue(chosen)).Content, "application/pdf", $"{id}.pdf");
    }

    /// <summary>The lines that are signed.</summary>
    public static string[] Lines(string principal, CertificateView c) =>
    [
        Heading, principal, c.Exhibit, c.Sha256, c.Size.ToString(System.Globalization.CultureInfo.InvariantCulture), $"{c.EventId}",
        InstantPattern.ExtendedIso.Format(c.KeyDestroyedAt), InstantPattern.ExtendedIso.Format(c.DeletedAt),
    ];

    private static async Task<(CertificateView? Certificate, Problem? Problem)> Find(
        string principal, string id, HttpContext http, ExhibitStreams streams, KeyStore keys, SigningKey signer, CancellationToken ct)
    {
        if (await streams.Load(principal, id, ct) is not { } exhibit || !http.Caller().MaySee(principal, exhibit)) return (null, ExhibitAccess.NotFound);
        if (exhibit.Deletion is not { } deletion) return (null, NotDeleted);
        var certificate = CertificateView.Of(deletion) with { EventId = (await keys.OfPrincipal(principal, ct)).OwnEventId("exhibit-deleted", id) };
        return (certificate with { Signature = signer.Sign(Lines(principal, certificate)) is { } signature ? Convert.ToBase64String(signature) : null }, null);
    }
}
