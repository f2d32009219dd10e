using System.Text;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Verification.Ledger;

namespace EvidenceVault.Server.Ledger.Witnesses;

/// <summary><c>POST /ledger/cosignatures</c>: a witness hands in a checkpoint with its cosignature. It needs no key of the vault: its signature says who it is.</summary>
public static class PostCosignature
{
    private static readonly Problem Malformed = new(StatusCodes.Status400BadRequest, ProblemCodes.MalformedNote, "Send the checkpoint as a signed note (C2SP signed-note), with your cosignature as a line of it.");

    private static readonly Problem Unknown = new(StatusCodes.Status403Forbidden, ProblemCodes.UnknownWitness,
        "No signature of it is a cosignature by a witness that this vault knows. The operator lists witnesses by their keys (Vault__Witnesses__0__Key).");

    private static readonly Problem Other = new(StatusCodes.Status409Conflict, ProblemCodes.UnknownCheckpoint, "This is no checkpoint of this ledger, or one that it keeps no more. Cosign what GET /ledger/checkpoint gives now.");

    public static async Task<IResult> Post(HttpRequest request, Cosignatures cosignatures, CancellationToken ct)
    {
        if (await Read(request, ct) is not { } note) return Malformed.ToResult();
        return await cosignatures.Take(note, ct) switch
        {
            CosignatureTaken.UnknownWitness => Unknown.ToResult(),
            CosignatureTaken.UnknownCheckpoint => Other.ToResult(),
            _ => Results.NoContent(),
        };
    }

    private static async Task<SignedNote?> Read(HttpRequest request, CancellationToken ct)
    {
        var buffer = new byte[WitnessSubmission.Most + 1];
        var length = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct);
        if (length > WitnessSubmission.Most) throw new BadHttpRequestException("Too large.", StatusCodes.Status413PayloadTooLarge);
        try
        {
            return SignedNote.Parse(new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(buffer, 0, length));
        }
        catch (Exception e) when (e is FormatException or DecoderFallbackException)
        {
            return null;
        }
    }
}
