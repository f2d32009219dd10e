using System.Buffers;
using EvidenceVault.Domain.Exhibits;
using EvidenceVault.Server.Access;
using EvidenceVault.Server.Hosting;

namespace EvidenceVault.Server.Exhibits;

/// <summary>One part being taken in.</summary>
public sealed class PartRequest(
    string principal, Exhibit exhibit, HttpContext http, ExhibitStreams streams, ExhibitContents contents, UploadParts parts,
    ExhibitDocuments documents, KeyWatch.Watched watched, string uploadedBy)
{
    // One region of a blob's encryption: held in memory until it is durable.
    private const int Piece = 4 << 20;

    private static readonly TimeSpan PatienceAfterBreak = TimeSpan.FromSeconds(10);

    private static readonly Problem OtherOffset = new(
        StatusCodes.Status409Conflict, ProblemCodes.UploadOffsetMismatch, "Another part comes next; nothing was changed. Go on from the offset in this answer's Upload-Offset.");

    private static readonly Problem PartsLost = new(
        StatusCodes.Status409Conflict, ProblemCodes.UploadOffsetMismatch, "Earlier parts of this upload are no longer there as they were stored. Start again from offset 0.");

    private static readonly Problem TooMany = new(
        StatusCodes.Status422UnprocessableEntity, ProblemCodes.TooManyParts, $"An upload has at most {UploadParts.Most} parts. Send the whole with PUT, or larger parts once this upload was dropped.");

    private readonly long _size = exhibit.Announced.Size;

    /// <summary>Takes the body from a byte on.</summary>
    /// <exception cref="ContentMismatchException">It is not the file that was announced.</exception>
    /// <exception cref="BlobDamagedException">See <see cref="Lost"/>.</exception>
    public async Task<IResult> Run(long from, CancellationToken ct)
    {
        var state = await parts.Find(principal, exhibit.Id, ct);
        if (state.Stored && from == _size) return await Again(ct);
        if (state.Stored || state.Offset != from) return await Conflict(ct);
        if (from + (http.Request.ContentLength ?? 0) > _size) throw Overrun;
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(Piece, Math.Max(1, _size - from)));
        try
        {
            return await Take(from, buffer, ct);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    /// <summary>Answers that earlier parts are gone, which makes the others useless; or that they are since another request stored the whole.</summary>
    public async Task<IResult> Lost(BlobDamagedException e)
    {
        if ((await parts.Find(principal, exhibit.Id, CancellationToken.None)).Stored) return await Conflict(CancellationToken.None);
        var log = http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("EvidenceVault.Server.Exhibits");
        log.LogError("Parts of an upload to exhibit {Exhibit} of {Principal} cannot be read as they were stored. {Reason}", exhibit.Id, principal, e.Message);
        await parts.Drop(principal, exhibit.Id, CancellationToken.None);
        UploadOffset.Tell(http, exhibit, 0);
        return PartsLost.ToResult();
    }

    private async Task<IResult> Take(long from, byte[] buffer, CancellationToken ct)
    {
        for (var at = from; ;)
        {
            var room = (int)Math.Min(Piece, _size - at);
            var piece = buffer.AsMemory(0, room);
            var count = await Fill(piece, at, ct);
            if (at + count == _size) return await Finish(piece, ct);
            if (count > 0)
            {
                if (!await contents.KeepPart(principal, exhibit, at, piece[..count], ct)) return await Conflict(ct);
                at += count;
            }

            if (count < room)
            {
                UploadOffset.Tell(http, exhibit, at);
                return Results.StatusCode(StatusCodes.Status202Accepted);
            }

            if (await watched.Check(ct) is { } gone) return gone.ToResult();
        }
    }

    // Reads until the piece is full or the body ends. Where the client breaks off, what came is kept, for it to go on from.
    private async Task<int> Fill(Memory<byte> piece, long at, CancellationToken ct)
    {
        var count = 0;
        try
        {
            while (count < piece.Length && await http.Request.Body.ReadAsync(piece[count..], ct) is > 0 and var read) count += read;
            return count;
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            using var patience = new CancellationTokenSource(PatienceAfterBreak);
            if (count > 0 && at + count < _size) await contents.KeepPart(principal, exhibit, at, piece[..count], patience.Token);
            throw;
        }
    }

    private async Task<IResult> Finish(ReadOnlyMemory<byte> last, CancellationToken ct)
    {
        if (await http.Request.Body.ReadAsync(new byte[1], ct) > 0) throw Overrun;
        // Goes on though the client leaves: one that waits less long than a large file takes would otherwise never see it stored.
        var (whole, stored) = await contents.KeepParts(principal, exhibit, uploadedBy, last, CancellationToken.None);
        if (!whole) return await Conflict(ct);
        UploadOffset.Tell(http, exhibit, _size);
        return stored is null ? await Document(ct) : await documents.Answer(http, principal, stored, StatusCodes.Status201Created, ct);
    }

    // The whole is there, and nothing more is sent: nothing is wrong.
    private async Task<IResult> Again(CancellationToken ct)
    {
        if (await http.Request.Body.ReadAsync(new byte[1], ct) > 0) return await Conflict(ct);
        UploadOffset.Tell(http, exhibit, _size);
        return await Document(ct);
    }

    private async Task<IResult> Conflict(CancellationToken ct)
    {
        var state = await parts.Find(principal, exhibit.Id, ct);
        UploadOffset.Tell(http, exhibit, state.Stored ? _size : state.Offset);
        return (state is { Stored: false, Parts: >= UploadParts.Most } ? TooMany : OtherOffset).ToResult();
    }

    private async Task<IResult> Document(CancellationToken ct) =>
        await documents.Answer(http, principal, (await streams.Load(principal, exhibit.Id, ct))!, StatusCodes.Status200OK, ct);

    private ContentMismatchException Overrun => new(AnnouncedContentStream.WrongSize(_size, "more came"));
}
