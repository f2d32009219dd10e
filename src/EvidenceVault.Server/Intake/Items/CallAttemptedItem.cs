using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Server.Hosting;
using NodaTime;

namespace EvidenceVault.Server.Intake.Items;

/// <summary>Reads <c>call.attempted</c>.</summary>
public static class CallAttemptedItem
{
    public static ItemBody Read(JsonFields json, ItemContext context)
    {
        var outcome = json.Word<CallOutcome>("outcome", required: true);
        var call = new CallAttempted
        {
            Direction = json.Word<CallDirection>("direction", required: true) ?? default,
            Means = json.Word<CallMeans>("means", required: true) ?? default,
            Nature = json.Word<CallNature>("nature", required: true) ?? default,
            AnsweredAt = json.Past("answeredAt", context.Now),
            EndedAt = json.Past("endedAt", context.Now),
            Outcome = outcome ?? default,
            CallerIdShown = json.Flag("callerIdShown"),
            Opening = ReadOpening(json),
            Recorded = json.Flag("recorded"),
            ObjectionOffer = json.Word<ObjectionOffer>("objectionOffer"),
            OfferMade = json.Flag("offerMade"),
            SaleMade = json.Flag("saleMade"),
            OfferedAt = json.Past("offeredAt", context.Now),
            Products = json.Tokens("products", mayBeEmpty: true),
            Script = json.UrlReference("script"),
            Clearance = json.UrlReference("clearance"),
        };
        var startedAt = ReadStart(json, context);
        CheckOrder(json, call, startedAt, outcome);
        var callerNumber = json.Phone("callerNumber");
        var agent = json.Reference("agent");
        var (viaRcs, brand, reason) = ReadPresentation(json);
        var (basis, basisRef) = ReadBasis(json);
        return new ItemBody
        {
            OccurredAt = startedAt,
            Annex = new Annex { Ref = "", CallerNumber = callerNumber, Agent = agent, Brand = brand, BrandReason = reason },
            Fact = keys => call with
            {
                CallerNumberMac = keys.CallerNumberMac(callerNumber),
                AgentMac = keys.AgentMac(agent),
                PresentedViaRcs = viaRcs,
                ReliesOn = basis is null ? null : new DeclaredBasis(basis.Value, keys.Ref(basisRef)),
            },
        };
    }

    // startedAt and occurredAt are the same thing: one of them is enough, and two must agree.
    private static Instant? ReadStart(JsonFields json, ItemContext context)
    {
        var startedAt = json.Past("startedAt", context.Now, required: context.OccurredAt is null && !json.Has("occurredAt"));
        if (startedAt is not null && context.OccurredAt is not null && startedAt != context.OccurredAt)
            json.Fault("startedAt", ProblemCodes.Contradiction, "startedAt and occurredAt must be the same instant.");
        return startedAt ?? context.OccurredAt;
    }

    private static void CheckOrder(JsonFields json, CallAttempted call, Instant? startedAt, CallOutcome? outcome)
    {
        if (call.AnsweredAt < startedAt) json.Fault("answeredAt", ProblemCodes.EndsBeforeStart, "The call would be answered before it began.");
        if (call.EndedAt < startedAt) json.Fault("endedAt", ProblemCodes.EndsBeforeStart, "The call would end before it began.");
        else if (call.EndedAt < call.AnsweredAt) json.Fault("endedAt", ProblemCodes.EndsBeforeStart, "The call would end before it was answered.");
        if (call.OfferedAt < startedAt || call.OfferedAt > call.EndedAt)
            json.Fault("offeredAt", ProblemCodes.OutOfRange, "The offer would be made outside the call.");
        if (call.AnsweredAt is not null && outcome is CallOutcome.NoAnswer or CallOutcome.Busy)
            json.Fault("answeredAt", ProblemCodes.Contradiction, "A call that nobody answered has no answeredAt.");
    }

    private static CallOpening? ReadOpening(JsonFields json)
    {
        if (json.Object("opening") is not { } opening) return null;
        var read = new CallOpening(
            opening.Flag("callerNamed"),
            opening.Flag("principalNamed"),
            opening.Flag("purposeNamed"),
            opening.Flag("reasonStated"),
            opening.Flag("recordingAnnounced"),
            opening.Flag("aiDisclosed"));
        opening.Done();
        return read;
    }

    private static (bool? ViaRcs, string? Brand, string? Reason) ReadPresentation(JsonFields json)
    {
        if (json.Object("presentation") is not { } shown) return default;
        var read = (shown.Flag("viaRcs"), shown.Text("brand", 100), shown.Text("reason", 200));
        shown.Done();
        return read;
    }

    private static (Basis? Basis, StatedRef? Ref) ReadBasis(JsonFields json)
    {
        if (json.Object("reliesOn") is not { } relied) return default;
        var read = (relied.Word<Basis>("basis", required: true), relied.FactRef("ref"));
        relied.Done();
        return read;
    }
}
