using System.Text;
using EvidenceVault.Domain.Judging;
using EvidenceVault.Server.Packs.Campaigns.Data;
using EvidenceVault.Server.Packs.Pages;

namespace EvidenceVault.Server.Packs.Campaigns.Volumes;

/// <summary>The call attempts of a volume as <c>calls.csv</c>: codes as in <c>pack.json</c>, instants as ISO 8601, semicolons as Dutch spreadsheets want them.</summary>
public sealed class CampaignCsv(bool findings)
{
    private static readonly (string Name, Func<LoggedCall, object?> Value)[] Always =
    [
        ("number", c => c.Number), ("eventId", c => c.EventId), ("person", c => c.Person), ("startedAt", c => c.StartedAt), ("recordedAt", c => c.RecordedAt), ("answeredAt", c => c.AnsweredAt),
        ("endedAt", c => c.EndedAt), ("party", c => c.Party), ("uploadedBy", c => c.UploadedBy), ("direction", c => c.Direction), ("means", c => c.Means), ("nature", c => c.Nature),
        ("outcome", c => c.Outcome), ("callerIdShown", c => c.CallerIdShown), ("recorded", c => c.Recorded), ("objectionOffer", c => c.ObjectionOffer), ("offerMade", c => c.OfferMade),
        ("saleMade", c => c.SaleMade), ("products", c => Join(c.Products)), ("script", c => c.Script), ("reliesOn", c => c.ReliesOn), ("clearance", c => c.Clearance),
        ("exhibits", c => Join(c.Exhibits)),
    ];

    private static readonly (string Name, Func<LoggedCall, object?> Value)[] Judged =
    [
        ("permission", c => c.Judgement?.Permission), ("conduct", c => c.Judgement?.Conduct), ("basis", c => c.Judgement?.Basis), ("proof", c => c.Judgement?.Proof),
        ("effectiveNature", c => c.Judgement?.EffectiveNature), ("hoursAfterWithdrawal", c => c.Judgement?.HoursAfterWithdrawal),
        ("breaches", c => Rules(c, FindingResult.Breach)), ("unproven", c => Rules(c, FindingResult.Unproven)),
    ];

    private readonly (string Name, Func<LoggedCall, object?> Value)[] _columns = findings ? [.. Always, .. Judged] : Always;

    /// <summary>The first line.</summary>
    public byte[] Header() => Line(_columns.Select(c => c.Name));

    /// <summary>The line of a call.</summary>
    public byte[] Row(LoggedCall call) => Line(_columns.Select(c => CallsCsv.Cell(c.Value(call))));

    private static byte[] Line(IEnumerable<string> cells) => Encoding.UTF8.GetBytes($"{string.Join(';', cells)}\r\n");

    private static string? Join(IReadOnlyList<string>? texts) => texts is null ? null : string.Join(' ', texts);

    private static string? Rules(LoggedCall call, FindingResult result) => call.Judgement is { } j ? string.Join(' ', j.NotMet.Where(f => f.Result == result).Select(f => f.Rule)) : null;
}
