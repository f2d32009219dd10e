using EvidenceVault.Domain.Packs;
using EvidenceVault.Server.Access;
using EvidenceVault.Server.Exhibits;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Intake;
using EvidenceVault.Server.Packs.Sealing;
using NodaTime;

namespace EvidenceVault.Server.Packs;

/// <summary><c>POST P/packs/{id}/countersign</c>: a second person signs a sealed pack too, with the certificate that the vault has for that person.</summary>
public static class CountersignPack
{
    private static readonly Problem NotSealed = new(
        StatusCodes.Status409Conflict, ProblemCodes.PackNotSealed, "The pack is not sealed, so there is nothing to countersign. Have the vault given a certificate to seal with, and ask for the pack anew.");

    private static readonly Problem Countersigned = new(
        StatusCodes.Status409Conflict, ProblemCodes.PackCountersigned, "Another person countersigned this pack already. It has room for one.");

    private static readonly Problem NoCertificate = new(
        StatusCodes.Status409Conflict, ProblemCodes.CertificateMissing, "The vault has no certificate for the person that this key names. Its operator adds one (Vault__Countersigners).");

    private static readonly Problem Unusable = new(
        StatusCodes.Status409Conflict, ProblemCodes.CertificateUnusable, "The certificate of the person that this key names is not valid now, or is the one that the pack is sealed with. Its operator replaces it (Vault__Countersigners).");

    private static readonly Problem NotStamped = new(
        StatusCodes.Status503ServiceUnavailable, ProblemCodes.TimestampUnavailable, "The authority gave no timestamp, so nothing was signed. Try again shortly, or countersign without one, with withoutTimestamp: true.")
    { RetryAfter = 30 };

    public static async Task<IResult> Post(
        string principal, string id, HttpContext http, PackStreams streams, SecondPersons persons, Countersigners countersigners, PackCountersigning signing, IClock clock,
        ILoggerFactory logs, CancellationToken ct)
    {
        var caller = http.Caller();
        if (!caller.IsPrincipalStaff || await streams.Load(principal, id, ct) is not { } pack) return Problem.NotFound.ToResult();
        var (withoutTimestamp, malformed) = await Read(http.Request, ct);
        if (malformed is not null) return malformed.ToResult();
        if (Standing(pack) is { } standing) return standing.ToResult();
        if ((await persons.Of(principal, caller, ct)).Refusal(pack.Requested.Holder, pack.Requested.KeyId) is { } refused) return refused.ToResult();
        if (pack.Countersigned is not null) return Answer(pack, caller, http);
        if (countersigners.Of(principal, caller.Person!) is not { } signer) return NoCertificate.ToResult();
        if (!signer.IsValidAt(clock.GetCurrentInstant()) || signer.Data.Sha256 == pack.Made!.Seal) return Unusable.ToResult();
        try
        {
            return await signing.Sign(principal, pack, signer, caller, withoutTimestamp, ct) is { } signed ? Answer(signed, caller, http) : ReadPack.Deleted.ToResult();
        }
        catch (NotStampedException)
        {
            return NotStamped.ToResult();
        }
        catch (BlobDamagedException)
        {
            return ReadPack.Alarm(logs, principal, id).ToResult();
        }
        catch (BlobsUnavailableException)
        {
            return ReadPack.Unavailable.ToResult();
        }
    }

    // Whoever did so already asks again because no answer came; whoever did not is told.
    private static IResult Answer(Pack pack, Caller caller, HttpContext http) =>
        SecondPerson.IsSame(pack.Countersigned!.Holder, caller.Doer) ? PackDocument.Of(pack, isBeingMade: false).Answer(http) : Countersigned.ToResult();

    private static Problem? Standing(Pack pack) =>
        pack.Deleted is not null ? ReadPack.Deleted
        : pack.Failed is not null ? ReadPack.Failed
        : pack.Made is not { } made ? ReadPack.NotReady
        : made.Seal is null ? NotSealed
        : null;

    // The body may be left out.
    private static async Task<(bool WithoutTimestamp, Problem? Problem)> Read(HttpRequest request, CancellationToken ct)
    {
        if (request.ContentLength is 0 || request.ContentType is null) return (false, null);
        var (json, malformed) = await JsonBody.Read(request, ct);
        if (malformed is not null) return (false, malformed);
        var errors = new List<FieldError>();
        var fields = new JsonFields(json, errors);
        var without = fields.Flag("withoutTimestamp");
        fields.Done();
        return (without ?? false, errors.Count > 0 ? Problem.Of(errors) : null);
    }
}
