using System.Buffers.Binary;
using System.Globalization;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Verification.Ledger;

namespace EvidenceVault.Server.Ledger;

/// <summary><c>GET /ledger/tile/{L}/{N}[.p/{W}]</c>: hashes, for everybody; <c>tile/entries/{N}</c>: the leaves themselves, for the operator. C2SP <c>tlog-tiles</c>.</summary>
public static class ShowTile
{
    private const int MostLevels = 8;

    private static readonly Problem Damaged = new(StatusCodes.Status409Conflict, ProblemCodes.LedgerDamaged, "An event of these leaves is gone from the store. vault ledger verify names it.");

    public static async Task<IResult> Hashes(string level, string place, LedgerReader reader, HttpResponse response, CancellationToken ct)
    {
        if (!int.TryParse(level, NumberStyles.None, CultureInfo.InvariantCulture, out var of) || of >= MostLevels || of.ToString(CultureInfo.InvariantCulture) != level
            || TilePlace.Parse(place) is not var (number, width)
            || await reader.Tile(new(of, number, width), ct) is not { } hashes)
            return Problem.NotFound.ToResult();
        // What stands at a place never changes, and a tile that is not full is asked for by its width.
        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Bytes(hashes, "application/octet-stream");
    }

    public static async Task<IResult> Entries(string place, LedgerReader reader, CancellationToken ct)
    {
        if (TilePlace.Parse(place) is not var (number, width) || await reader.Entries(number * TilePlace.Full, width, ct) is not { } leaves) return Problem.NotFound.ToResult();
        using var bundle = new MemoryStream();
        Span<byte> length = stackalloc byte[sizeof(ushort)];
        foreach (var leaf in leaves)
        {
            if (leaf is null) return Damaged.ToResult();
            BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)leaf.Length);
            bundle.Write(length);
            bundle.Write(leaf);
        }

        return Results.Bytes(bundle.ToArray(), "application/octet-stream");
    }
}
