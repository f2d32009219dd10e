using EvidenceVault.Domain.Judging;
using EvidenceVault.Pdf;
using EvidenceVault.Server.Packs.Data;
using NodaTime;

namespace EvidenceVault.Server.Packs.Pages;

/// <summary>A chart of consents, confirmations, calls, withdrawals and complaints.</summary>
internal static class TimelinePart
{
    // With more, labels hide more than they tell.
    private const int MostLabelled = 14;

    internal static bool HasAny(PackData data) => data.Consents.Count + data.Calls.Count + data.Objections.Count > 0;

    internal static void Compose(PdfDocument document, PackContext pack)
    {
        var (data, t) = (pack.Data, pack.T);
        document.Heading(1, t["Tijdlijn", "Timeline"], Anchors.Timeline);
        List<TimelineLane> lanes = [];
        if (data.Consents.Count + data.Objections.Count > 0) lanes.Add(Consents(pack));
        lanes.AddRange(data.Calls.GroupBy(c => c.Party).Select(calls => new TimelineLane(pack.Party(calls.Key)) { Marks = [.. calls.Select(c => Call(pack, c))] }));
        if (data.Messages.Count > 0) lanes.Add(new(t["Klachten en verzoeken", "Complaints and requests"]) { Marks = [.. data.Messages.Select(m => Message(pack, m))] });
        document.Timeline(new Timeline(Description(pack), lanes)
        {
            Caption = t["Van toestemming tot nu", "From consent until now"],
            Legend = [.. Legend(pack)],
        });
    }

    private static TimelineLane Consents(PackContext pack)
    {
        var (data, t) = (pack.Data, pack.T);
        var bars = new List<TimelineBar>();
        foreach (var c in data.Consents)
            bars.Add(new(Local(c.GrantedAt), End(data, c) is { } end && end > c.GrantedAt ? Local(end) : null, t[$"Toestemming {pack.Label(c.EventId)}", $"Consent {pack.Label(c.EventId)}"], Tone.Good));
        if (data.Objections.Where(o => o.Products is null && o.Consent is null).MinBy(o => o.At) is { } no)
            bars.Add(new(Local(no.At), null, no.IsWithdrawal ? t["Ingetrokken", "Withdrawn"] : t["Bezwaar", "Objected"], Tone.Bad));
        List<TimelineMark> marks =
        [
            .. data.Consents.SelectMany(c => c.Confirmations).Where(s => s.Step != ConfirmationStep.Requested).Select(s => new TimelineMark(
                Local(s.At), Labelled(data, s.Step == ConfirmationStep.Confirmed ? t["bevestigd", "confirmed"] : t["geweigerd", "refused"]),
                s.Step == ConfirmationStep.Confirmed ? Tone.Good : Tone.Bad)),
            .. data.Objections.Skip(1).Select(o => new TimelineMark(Local(o.At), Labelled(data, o.IsWithdrawal ? t["intrekking", "withdrawal"] : t["bezwaar", "objection"]), Tone.Bad)),
        ];
        return new(t["Toestemming", "Consent"]) { Bars = bars, Marks = marks };
    }

    // In a pack without findings the end is that of a plain withdrawal, or the term told: no conclusion is drawn.
    private static Instant? End(PackData data, ConsentData consent) => consent.State is { } state
        ? state.WithdrawnAt ?? (state.ValidUntil <= data.AsOf ? state.ValidUntil : null)
        : data.Objections.Where(o => o.Products is null && (o.Consent is null || o.Consent == consent.EventId) && o.At >= consent.GrantedAt).Select(o => (Instant?)o.At).Min()
            ?? consent.ToldUntil;

    private static TimelineMark Call(PackContext pack, CallData call)
    {
        var label = $"{Day(call.StartedAt)} {pack.T.Of(call.Outcome)}";
        return new(Local(call.StartedAt), Labelled(pack.Data, label), ToneOf(call));
    }

    private static TimelineMark Message(PackContext pack, MessageData message) =>
        new(Local(message.At), Labelled(pack.Data, $"{Day(message.At)} {MessagesPart.Name(pack.T, message.Kind).ToLowerInvariant()}"), Tone.Neutral);

    private static IEnumerable<TimelineLegend> Legend(PackContext pack)
    {
        var (data, t) = (pack.Data, pack.T);
        if (data.Consents.Count > 0) yield return new(Tone.Good, t["toestemming", "consent"]);
        if (data.Objections.Count > 0) yield return new(Tone.Bad, t["ingetrokken of bezwaar gemaakt", "withdrawn or objected"]);
        if (!data.HasFindings)
        {
            if (data.Calls.Count > 0) yield return new(Tone.Accent, t["belpoging", "call attempt"], IsMark: true);
            yield break;
        }

        foreach (var permission in data.Calls.Select(c => c.Judgement!.Permission).Distinct().Order())
            yield return new(MarkTone(permission), t[$"belpoging, grondslag {t.Of(permission)}", $"call attempt, basis {t.Of(permission)}"], IsMark: true);
    }

    private static string Description(PackContext pack)
    {
        var (data, t) = (pack.Data, pack.T);
        var objections = data.Objections.Select(o => t.Date(o.At)).Distinct().ToList();
        return t[
            $"Tijdlijn met {t.Count(data.Consents.Count, "toestemming", "toestemmingen", "", "")}, {t.Count(data.Calls.Count, "belpoging", "belpogingen", "", "")}"
                + (objections.Count == 0 ? "." : $" en een intrekking of bezwaar op {t.And(objections)}."),
            $"Timeline with {t.Count(data.Consents.Count, "", "", "consent", "consents")}, {t.Count(data.Calls.Count, "", "", "call attempt", "call attempts")}"
                + (objections.Count == 0 ? "." : $" and a withdrawal or objection on {t.And(objections)}.")];
    }

    private static Tone ToneOf(CallData call) => call.Judgement is { } judgement ? MarkTone(judgement.Permission) : Tone.Accent;

    private static Tone MarkTone(PermissionConclusion permission) => permission == PermissionConclusion.Shown ? Tone.Accent : CallWords.ToneOf(permission);

    private static string? Labelled(PackData data, string label) => data.Calls.Count > MostLabelled ? null : label;

    private static string Day(Instant at) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Amsterdam.DateOf(at).Day}-{Amsterdam.DateOf(at).Month}");

    private static DateTime Local(Instant at) => at.InZone(Amsterdam.Zone).ToDateTimeUnspecified();
}
