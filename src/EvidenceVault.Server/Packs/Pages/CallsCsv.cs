using System.Globalization;
using System.Text;
using System.Text.Json;
using EvidenceVault.Server.Packs.Data;
using NodaTime;
using NodaTime.Text;

namespace EvidenceVault.Server.Packs.Pages;

/// <summary>The call attempts as <c>calls.csv</c>: codes as in <c>pack.json</c>, instants as ISO 8601, semicolons as Dutch spreadsheets want them.</summary>
internal static class CallsCsv
{
    private static readonly (string Name, Func<CallData, object?> Value)[] Always =
    [
        ("number", c => c.Number), ("eventId", c => c.EventId), ("startedAt", c => c.StartedAt), ("recordedAt", c => c.RecordedAt), ("party", c => c.Party),
        ("uploadedBy", c => c.UploadedBy), ("campaign", c => c.Campaign), ("direction", c => c.Direction), ("means", c => c.Means), ("nature", c => c.Nature),
        ("outcome", c => c.Outcome), ("answeredAt", c => c.AnsweredAt), ("endedAt", c => c.EndedAt), ("callerNumber", c => c.CallerNumber),
        ("callerIdShown", c => c.CallerIdShown), ("recorded", c => c.Recorded), ("objectionOffer", c => c.ObjectionOffer), ("offerMade", c => c.OfferMade),
        ("saleMade", c => c.SaleMade), ("products", c => c.Products is null ? null : string.Join(' ', c.Products)), ("reliesOn", c => c.ReliesOn),
        ("exhibits", c => string.Join(' ', c.Exhibits)),
    ];

    private static readonly (string Name, Func<CallData, object?> Value)[] Judged =
    [
        ("permission", c => c.Judgement?.Permission), ("basis", c => c.Judgement?.Basis), ("proof", c => c.Judgement?.Proof),
        ("effectiveNature", c => c.Judgement?.EffectiveNature),
    ];

    internal static byte[] Of(PackData data)
    {
        var columns = data.HasFindings ? [.. Always, .. Judged] : Always;
        var csv = new StringBuilder();
        csv.AppendJoin(';', columns.Select(c => c.Name)).Append("\r\n");
        foreach (var call in data.Calls) csv.AppendJoin(';', columns.Select(c => Cell(c.Value(call)))).Append("\r\n");
        return Encoding.UTF8.GetBytes(csv.ToString());
    }

    /// <summary>A value as it stands in a cell.</summary>
    internal static string Cell(object? value) => value switch
    {
        null => "",
        Instant at => InstantPattern.ExtendedIso.Format(at),
        bool flag => flag ? "true" : "false",
        Enum code => JsonNamingPolicy.KebabCaseLower.ConvertName(code.ToString()),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => Quote(value.ToString()!),
    };

    // A cell that begins with one of these is a formula to a spreadsheet.
    private static string Quote(string text) =>
        $"\"{(text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? "'" : "")}{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
