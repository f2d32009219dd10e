using System.Globalization;
using System.Text.Json;

namespace EvidenceVault.Verification.Packs.Campaigns;

/// <summary>Each call says what its event says, with corrections applied; is one of those asked for; and stands once, in its order.</summary>
internal static class LoggedCallsCheck
{
    private const string Shown =
        "startedAt=occurredAt answeredAt endedAt party uploadedBy direction means nature outcome callerIdShown opening recorded objectionOffer offerMade saleMade offeredAt products script reliesOn=reliesOn.basis clearance";

    private static readonly string[] Spoken = ["answered", "wrong-person", "stopped-vulnerable"];

    private static readonly TimeZoneInfo Dutch = TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam");

    public static void Run(PackUnderCheck pack, DossierLeaves leaves)
    {
        var (seen, numbers) = (new HashSet<Guid>(), new HashSet<long>());
        var scope = Scope.Of(pack.Data);
        foreach (var call in pack.Data.Items("calls"))
        {
            if (call.Id("eventId") is not { } id || leaves.Find(id) is not { } found)
            {
                pack.Fault("fact-unproven", "Nothing proves a call that the volume shows.", call.Id("eventId"));
                continue;
            }

            if (!seen.Add(id) || call.Number("number") is not { } number || !numbers.Add(number)) pack.Fault("entry-doubled", "The call stands in the volume twice, or under the number of another.", id);
            Compare(pack, leaves, call, id, found, scope);
        }

        Order(pack);
    }

    private static void Compare(PackUnderCheck pack, DossierLeaves leaves, JsonElement? call, Guid id, JsonElement? leaf, Scope? scope)
    {
        if (leaf.Text("principal") != pack.Data.Get("principal").Text("slug") || leaf.Text("stream") != (call.Id("person") is { } person ? $"dossier/{person:N}" : null))
            pack.Fault("other-dossier", "The call stands in the ledger for somebody else, or for another principal.", id);
        var (type, body) = AsItCounts(pack, leaves, call, id, leaf);
        if (type != "call.attempted")
        {
            pack.Fault("entry-misplaced", "The event is no call.", id);
            return;
        }

        Fields.Compare(pack, call, body, Shown, id);
        if (leaf.Text("type") == "call.attempted" && !IsRecordedThen(leaves, call, leaf)) pack.Fault("fact-differs", "pack.json shows another recordedAt than was recorded.", id);
        if (call.Flag("isConversation") != Spoken.Contains(body.Text("outcome"))) pack.Fault("counts-differ", "A call is counted as a conversation, or not, against its outcome.", id);
        var shown = call.Items("exhibits").Select(e => e?.ToString()).ToHashSet(StringComparer.Ordinal);
        if (body.Items("exhibits").Any(e => !shown.Contains(e?.ToString()) && IsAnnounced(pack, e?.ToString()))) pack.Fault("fact-differs", "pack.json does not show every exhibit that was cited.", id);
        if (scope is null || !scope.Covers(body)) pack.Fault("out-of-scope", "The call is none of those that the pack is about.", id);
    }

    // When the first of its versions was recorded: a correction may come in before what it corrects.
    private static bool IsRecordedThen(DossierLeaves leaves, JsonElement? call, JsonElement? leaf) =>
        call.Items("corrections").Select(c => c.AsId()).OfType<Guid>().Select(leaves.Find).Append(leaf).Select(l => l.Instant("recordedAt")).Min() == call.Instant("recordedAt");

    // What a call cites and nobody announced stands nowhere.
    private static bool IsAnnounced(PackUnderCheck pack, string? exhibit) =>
        pack.Leaves.Values.Any(l => l.Type == "exhibit.announced" && l.Body.Text("exhibit") == exhibit);

    // The type and body that count: those of the last correction. Each names the event, or the one before it.
    private static (string? Type, JsonElement? Body) AsItCounts(PackUnderCheck pack, DossierLeaves leaves, JsonElement? call, Guid id, JsonElement? leaf)
    {
        var (type, body) = Of(leaf);
        var chain = new HashSet<Guid> { id };
        // One moved here from another's dossier stands in the correction that moved it.
        if (leaf.Text("type") == "correction.made" && leaf.Get("data").Get("corrects").Id("eventId") is { } moved) chain.Add(moved);
        foreach (var by in call.Items("corrections").Select(c => c.AsId()))
        {
            if (by == id) continue;
            if (by is null || leaves.Find(by.Value) is not { } correction || ((JsonElement?)correction).Text("type") != "correction.made" || !Corrects(correction, chain))
            {
                pack.Fault("fact-unproven", "A correction of the call is proven by nothing, or corrects something else.", id);
                continue;
            }

            chain.Add(by.Value);
            if (((JsonElement?)correction).Get("data").Get("corrected") is not null) (type, body) = Of(correction);
        }

        return (type, body);
    }

    private static bool Corrects(JsonElement? correction, HashSet<Guid> chain)
    {
        var corrects = correction.Get("data").Get("corrects");
        return (corrects.Id("eventId") is { } of && chain.Contains(of)) || corrects.Text("refMac") is not null;
    }

    private static (string? Type, JsonElement? Body) Of(JsonElement? leaf) => leaf.Text("type") == "correction.made"
        ? (leaf.Get("data").Get("corrected").Text("type"), leaf.Get("data").Get("corrected"))
        : (leaf.Text("type"), leaf.Get("data"));

    // A share of the log has the numbers that it says it has, without a gap. The index has those that ask for attention, in another order.
    private static void Order(PackUnderCheck pack)
    {
        var (volume, calls) = (pack.Data.Get("volume"), pack.Data.Items("calls"));
        if (volume.Number("number") == 1) return;
        var (number, last) = (volume.Number("firstCall") ?? 0, DateTimeOffset.MinValue);
        foreach (var call in calls)
        {
            if (call.Number("number") != number || call.Instant("startedAt") is not { } at || at < last)
                pack.Fault("order-differs", string.Create(CultureInfo.InvariantCulture, $"Call {number} is not there, or not in the order in which the calls began."), call.Id("eventId"));
            else last = at;
            number++;
        }

        if (volume.Number("lastCall") != number - 1) pack.Fault("counts-differ", "The volume has other calls than it says it has.");
    }

    /// <summary>Which calls were asked for.</summary>
    private sealed record Scope(string? Campaign, DateTimeOffset From, DateTimeOffset To, HashSet<string?>? Agencies)
    {
        public static Scope? Of(JsonElement? data)
        {
            var scope = data.Get("scope");
            if (Start(scope.Text("from")) is not { } from || Start(scope.Text("to")) is not { } to) return null;
            return new(scope.Text("campaign"), from, to, scope.Get("agencies") is null ? null : [.. scope.Items("agencies").Select(a => a?.ToString())]);
        }

        public bool Covers(JsonElement? body) =>
            body.Text("campaign") == Campaign && body.Instant("occurredAt") is { } at && at >= From && at < To && Agencies?.Contains(body.Text("party")) != false;

        private static DateTimeOffset? Start(string? day) => DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            && date.ToDateTime(TimeOnly.MinValue) is var midnight ? new DateTimeOffset(midnight, Dutch.GetUtcOffset(midnight)) : null;
    }
}
