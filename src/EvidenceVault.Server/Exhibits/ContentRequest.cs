using EvidenceVault.Domain.Exhibits;
using Microsoft.Net.Http.Headers;

namespace EvidenceVault.Server.Exhibits;

/// <summary>Which part of an exhibit's content a request asks for (RFC 9110, sections 13 and 14).</summary>
/// <param name="From">The first byte.</param>
/// <param name="Count">How many bytes.</param>
/// <param name="Partial">Whether a range was asked for.</param>
/// <param name="Unchanged">Whether the client has it already.</param>
/// <param name="Unsatisfiable">Whether the range lies outside.</param>
public sealed record ContentRequest(long From, long Count, bool Partial = false, bool Unchanged = false, bool Unsatisfiable = false)
{
    public static ContentRequest Of(HttpRequest request, ExhibitAnnounced exhibit)
    {
        var whole = new ContentRequest(0, exhibit.Size);
        var headers = request.GetTypedHeaders();
        var tag = TagOf(exhibit);
        if (headers.IfNoneMatch.Any(t => t.Equals(EntityTagHeaderValue.Any) || t.Compare(tag, useStrongComparison: false))) return whole with { Unchanged = true };
        // Several ranges, and what is no range of bytes, may be ignored: then the whole is the answer.
        if (headers.Range is not { Ranges.Count: 1 } range || !range.Unit.Equals("bytes", StringComparison.OrdinalIgnoreCase)) return whole;
        if (request.Headers.IfRange.Count > 0 && headers.IfRange?.EntityTag?.Compare(tag, useStrongComparison: true) != true) return whole;
        var (from, to) = range.Ranges.Single() switch
        {
            { From: { } first, To: var last } => (first, Math.Min(last ?? long.MaxValue, exhibit.Size - 1)),
            { To: var suffix } => (exhibit.Size - Math.Min(suffix ?? 0, exhibit.Size), exhibit.Size - 1),
        };
        return from > to ? whole with { Unsatisfiable = true } : new ContentRequest(from, to - from + 1, Partial: true);
    }

    /// <summary>The content's entity tag: its hash.</summary>
    public static EntityTagHeaderValue TagOf(ExhibitAnnounced exhibit) => new($"\"{exhibit.Sha256}\"");
}
