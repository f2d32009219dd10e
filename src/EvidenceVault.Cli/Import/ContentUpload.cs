using System.Globalization;
using System.Net;

namespace EvidenceVault.Cli.Import;

/// <summary>Brings the content of an announced recording: a small one in one go, a large one in parts, from wherever it was left.</summary>
public sealed class ContentUpload(VaultConnection vault, ProgressLine progress)
{
    /// <summary>From this size on in parts of this size.</summary>
    public const int Part = 8 << 20;

    private const string Offset = "Upload-Offset";

    /// <summary>Brings it. Null: it is stored, now or <paramref name="before"/>.</summary>
    /// <param name="id">The exhibit.</param>
    /// <param name="file">Its file.</param>
    /// <param name="size">Its announced size.</param>
    /// <param name="before">Whether something of it may be there already.</param>
    /// <param name="ct">Stops it; what was kept stays.</param>
    /// <exception cref="FileUnreadableException">The file cannot be read any more.</exception>
    public async Task<(VaultProblem? Problem, bool Before)> Bring(string id, string file, long size, bool before, CancellationToken ct)
    {
        var at = 0L;
        if (before)
        {
            using var head = await vault.Send(() => new(HttpMethod.Head, Address(id)), ct);
            if (!head.IsSuccessStatusCode) return (await VaultProblem.Of(head, ct), false);
            at = OffsetOf(head);
            progress.Done(at, before: true);
            if (at == size && head.StatusCode != HttpStatusCode.NoContent) return (null, true);
        }

        // Opened once, before anything is asked: what becomes of the file is not taken for a fault of the vault.
        await using var content = ReadableFile.Open(file);
        return (at == 0 && size < Part ? await Whole(id, content, size, ct) : await Parts(id, content, size, at, ct), false);
    }

    private async Task<VaultProblem?> Whole(string id, FileStream file, long size, CancellationToken ct)
    {
        using var response = await vault.Send(() => new(HttpMethod.Put, Address(id)) { Content = new PartContent(file, 0, Part) }, ct);
        if (!response.IsSuccessStatusCode) return await VaultProblem.Of(response, ct);
        progress.Done(size);
        return null;
    }

    private async Task<VaultProblem?> Parts(string id, FileStream file, long size, long at, CancellationToken ct)
    {
        var restarts = 0;
        while (true)
        {
            using var response = await vault.Send(() => PartFrom(id, file, at), ct);
            if (response.StatusCode is HttpStatusCode.Created or HttpStatusCode.OK)
            {
                progress.Done(size - at);
                return null;
            }

            var next = response.Headers.Contains(Offset) ? OffsetOf(response) : -1;
            // An answer that was lost, or another one of us: go on from where the vault is.
            var elsewhere = response.StatusCode == HttpStatusCode.Conflict && next >= 0 && (await VaultProblem.Of(response, ct)).Code == "upload-offset-mismatch";
            if (elsewhere && next == size) return null;
            if (!elsewhere && response.StatusCode != HttpStatusCode.Accepted) return await VaultProblem.Of(response, ct);
            // A part that brings nothing: the file became shorter. And a vault that keeps losing what it had is for people to look at.
            if (next <= at && ++restarts > 10) return new(0, "content-mismatch", "The file is shorter than it was, or the vault does not keep its parts.", []);
            progress.Done(next - at, before: elsewhere);
            at = next;
        }
    }

    private static HttpRequestMessage PartFrom(string id, FileStream file, long at) => new(HttpMethod.Patch, Address(id))
    {
        Content = new PartContent(file, at, Part),
        Headers = { { Offset, at.ToString(CultureInfo.InvariantCulture) } },
    };

    private static string Address(string id) => $"exhibits/{Uri.EscapeDataString(id)}/content";

    private static long OffsetOf(HttpResponseMessage response) =>
        response.Headers.TryGetValues(Offset, out var values) && long.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var offset) ? offset : 0;

    /// <summary>A part of an open file, as a body; the file stays open.</summary>
    private sealed class PartContent(FileStream file, long from, int most) : HttpContent
    {
        private readonly long _count = Math.Max(0, Math.Min(most, ReadableFile.Try(() => file.Length) - from));

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            var buffer = new byte[128 << 10];
            for (var sent = 0L; sent < _count;)
            {
                var read = await ReadableFile.ReadAt(file, buffer.AsMemory(0, (int)Math.Min(_count - sent, buffer.Length)), from + sent, cancellationToken);
                await stream.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                sent += read;
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _count;
            return true;
        }
    }
}
