using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Server.Hosting;

namespace EvidenceVault.Server.Intake.Items;

/// <summary>Reads <c>monitoring.recorded</c>.</summary>
public static class MonitoringRecordedItem
{
    private const long LongestCallMs = 24 * 60 * 60 * 1000;

    public static ItemBody Read(JsonFields json, ItemContext context)
    {
        var call = json.FactRef("call", required: true);
        var by = json.Word<Listener>("by", required: true);
        var findings = json.Objects("findings", 100, ReadFinding, required: true);
        if (findings is { Count: 0 } && !json.HasErrors) json.Fault("findings", ProblemCodes.Empty, "At least one entry is wanted.");
        return new ItemBody { Fact = keys => new MonitoringRecorded { Call = keys.Ref(call)!, By = by!.Value, Findings = findings! } };
    }

    private static MonitoringFinding? ReadFinding(JsonFields json)
    {
        var code = json.UrlReference("code", required: true);
        var met = json.Flag("met");
        if (met is null && !json.Has("met")) json.Fault("met", ProblemCodes.Required, "This field is required.");
        var atMs = json.Integer("atMs", 0, LongestCallMs);
        return code is null || met is null ? null : new MonitoringFinding(code, met.Value, atMs);
    }
}
