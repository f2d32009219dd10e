using System.Globalization;
using System.Text;
using System.Text.Json;

namespace EvidenceVault.Verification.Packs;

/// <summary><c>calls.csv</c> is the calls of <c>pack.json</c>, row by row.</summary>
internal static class CsvCheck
{
    private static readonly string[] OfCall =
    [
        "number", "eventId", "startedAt", "recordedAt", "party", "uploadedBy", "campaign", "direction", "means", "nature", "outcome", "answeredAt", "endedAt", "callerNumber", "callerIdShown",
        "recorded", "objectionOffer", "offerMade", "saleMade", "products", "reliesOn", "exhibits",
    ];

    private static readonly string[] OfCampaignCall =
    [
        "number", "eventId", "person", "startedAt", "recordedAt", "answeredAt", "endedAt", "party", "uploadedBy", "direction", "means", "nature", "outcome", "callerIdShown", "recorded",
        "objectionOffer", "offerMade", "saleMade", "products", "script", "reliesOn", "clearance", "exhibits",
    ];

    private static readonly string[] OfCampaignJudgement = ["permission", "conduct", "basis", "proof", "effectiveNature", "hoursAfterWithdrawal", "breaches", "unproven"];

    private static readonly string[] OfJudgement = ["permission", "basis", "proof", "effectiveNature"];

    public static void Run(PackUnderCheck pack)
    {
        if (pack.IsCampaign) Run(pack, OfCampaignCall, OfCampaignJudgement);
        else Run(pack, OfCall, OfJudgement);
    }

    private static void Run(PackUnderCheck pack, string[] ofCall, string[] ofJudgement)
    {
        if (!pack.Files.TryGetValue("calls.csv", out var file)) return;
        var rows = Rows(Encoding.UTF8.GetString(file));
        var calls = pack.Data.Items("calls");
        if (rows.Count == 0 || !rows[0].SequenceEqual(pack.Data.Text("content") == "facts" ? ofCall : [.. ofCall, .. ofJudgement], StringComparer.Ordinal))
        {
            pack.Fault("csv-differs", "calls.csv has other columns than the vault writes.");
            return;
        }

        if (rows.Count != calls.Count + 1)
        {
            pack.Fault("csv-differs", string.Create(CultureInfo.InvariantCulture, $"calls.csv has {rows.Count - 1} rows, and pack.json {calls.Count} calls."));
            return;
        }

        for (var i = 0; i < calls.Count; i++)
        {
            var (call, row) = (calls[i], rows[i + 1]);
            var column = row.Count == rows[0].Count ? Enumerable.Range(0, row.Count).FirstOrDefault(c => row[c] != Expected(call, rows[0][c], ofJudgement), -1) : 0;
            if (column >= 0) pack.Fault("csv-differs", string.Create(CultureInfo.InvariantCulture, $"Row {i + 1} of calls.csv says something else than pack.json."), call.Id("eventId"));
        }
    }

    private static string Expected(JsonElement? call, string column, string[] ofJudgement)
    {
        if (column is "breaches" or "unproven")
            return string.Join(' ', call.Get("judgement").Items("notMet").Where(f => f.Text("result") == (column == "breaches" ? "breach" : "unproven")).Select(f => f.Text("rule")));
        var value = (ofJudgement.Contains(column) ? call.Get("judgement") : call).Get(column);
        return value switch
        {
            null => "",
            { ValueKind: JsonValueKind.True } => "true",
            { ValueKind: JsonValueKind.False } => "false",
            { ValueKind: JsonValueKind.Array } list => string.Join(' ', list.EnumerateArray()),
            _ => value.Value.ToString(),
        };
    }

    // Semicolons between; texts in quotes, with an apostrophe before what a spreadsheet would compute.
    private static List<List<string>> Rows(string csv)
    {
        var (rows, row, cell, quoted) = (new List<List<string>>(), new List<string>(), new StringBuilder(), false);
        var wasQuoted = false;
        for (var i = 0; i < csv.Length; i++)
        {
            var c = csv[i];
            if (quoted && c == '"' && i + 1 < csv.Length && csv[i + 1] == '"') cell.Append(csv[++i]);
            else if (c == '"') (quoted, wasQuoted) = (!quoted, true);
            else if (!quoted && c == ';') EndCell();
            else if (!quoted && c == '\n')
            {
                EndCell();
                rows.Add(row);
                row = [];
            }
            else if (quoted || c != '\r') cell.Append(c);
        }

        // A spreadsheet shows what stands after the last line end as well.
        if (row.Count > 0 || cell.Length > 0 || wasQuoted)
        {
            EndCell();
            rows.Add(row);
        }

        return rows;

        void EndCell()
        {
            var text = cell.ToString();
            row.Add(wasQuoted && text is ['\'', '=' or '+' or '-' or '@' or '\t' or '\r', ..] ? text[1..] : text);
            cell.Clear();
            wasQuoted = false;
        }
    }
}
