using System.Globalization;
using EvidenceVault.Server.Access;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Verification.Ledger;

namespace EvidenceVault.Server.Ledger;

/// <summary><c>GET P/evidence/{eventId}/proof</c>: that an event stands in the ledger; <c>GET /ledger/consistency</c>: that nothing was changed since.</summary>
public static class ShowProof
{
    private static readonly Problem NotYet = new(StatusCodes.Status409Conflict, ProblemCodes.NotInLedgerYet, "The event is recorded, and not in the ledger yet. Ask again in a second.") { RetryAfter = 1 };

    private static readonly Problem Damaged = new(StatusCodes.Status409Conflict, ProblemCodes.LedgerDamaged,
        "The ledger and the event do not agree: one of them was changed after it was written. Tell the operator, who runs vault ledger verify.");

    private static readonly Problem Sizes = new(StatusCodes.Status400BadRequest, ProblemCodes.InvalidParameter, "from and to are sizes of the ledger: whole numbers, from at most to, and to at most what the last checkpoint says.");

    public static async Task<IResult> Inclusion(string principal, string eventId, HttpContext http, LedgerReader reader, AttestedCheckpoints checkpoints, CancellationToken ct)
    {
        var caller = http.Caller();
        if (!Guid.TryParse(eventId, out var id)) return Problem.NotFound.ToResult();
        // At the same time, for neither waits for the other.
        var (finding, attesting) = (reader.Find(principal, id, ct), checkpoints.For(principal, id, ct));
        await Task.WhenAll(finding, attesting);
        if (await finding is not { } found || !(caller.IsPrincipalStaff || found.UploadedBy == caller.Holder)) return Problem.NotFound.ToResult();
        // It may have been numbered between the two.
        if (found.Index is not { } index || await attesting is not { } covering || covering.Size <= index) return NotYet.ToResult();
        try
        {
            var proof = (await reader.Prove(covering, [found], ct)).Single();
            http.Response.Headers.ContentDisposition = $"attachment; filename={id:D}.tlog-proof";
            return Results.Text(proof.ToString(), "text/plain; charset=utf-8");
        }
        catch (LedgerDamagedException)
        {
            return Damaged.ToResult();
        }
    }

    public static async Task<IResult> Consistency(string? from, string? to, LedgerReader reader, HttpResponse response, CancellationToken ct)
    {
        var size = await reader.Size(ct);
        if (Number(from) is not { } older || (to is null ? size : Number(to)) is not { } later || older > later || later > size) return Sizes.ToResult();
        try
        {
            var (roots, path) = await reader.FromTiles(tiles => (new[] { tiles.Root(older), tiles.Root(later) }, tiles.Consistency(older, later)), ct);
            response.Headers.CacheControl = to is null ? "no-store" : "public, max-age=31536000, immutable";
            return Results.Json(new ConsistencyView(new(older, roots[0]), new(later, roots[1]), path), VaultJson.Answers);
        }
        catch (LedgerDamagedException)
        {
            return Damaged.ToResult();
        }
    }

    private static long? Number(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>That one state of the ledger is a later one of another. Hashes as base64.</summary>
public sealed record ConsistencyView(TreeView From, TreeView To, IReadOnlyList<byte[]> Hashes);

/// <summary>A state of the ledger.</summary>
public sealed record TreeView(long Size, byte[] Root);
