using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using NodaTime;

namespace EvidenceVault.Domain.Judging.Structural;

/// <summary>A judged call as it is counted: what a figure says of it, and what leads back to it.</summary>
public sealed record CountedCall
{
    /// <summary>A call handed in longer after its start than this was handed in late.</summary>
    public static readonly Duration HandedInWithin = Duration.FromHours(24);

    /// <summary>Whether something was recorded so long after it happened that it counts as handed in late.</summary>
    public static bool IsLate(Instant recordedAt, Instant occurredAt) => recordedAt - occurredAt > HandedInWithin;

    /// <summary>The call's event.</summary>
    public required Guid Call { get; init; }

    /// <summary>When it began.</summary>
    public required Instant StartedAt { get; init; }

    /// <summary>The campaign; null: none was stated.</summary>
    public string? Campaign { get; init; }

    /// <summary>Who made it.</summary>
    public required string Party { get; init; }

    /// <summary>From whom to whom.</summary>
    public required CallDirection Direction { get; init; }

    /// <summary>Whether it became a conversation.</summary>
    public required bool IsConversation { get; init; }

    /// <summary>Whether there was a permission.</summary>
    public required PermissionConclusion Permission { get; init; }

    /// <summary>How it was made.</summary>
    public required ConductConclusion Conduct { get; init; }

    /// <summary>The basis judged.</summary>
    public Basis? Basis { get; init; }

    /// <summary>How well its permission is proven; null: it rests on nothing.</summary>
    public ProofGrade? Proof { get; init; }

    /// <summary>The nature that every rule goes by.</summary>
    public required CallNature EffectiveNature { get; init; }

    /// <summary>Whole hours since the first withdrawal or objection that stood against it; null: none did.</summary>
    public int? HoursAfterWithdrawal { get; init; }

    /// <summary>What it counts for, with the reason where there is one: its findings, and its <see cref="CountedAs"/>.</summary>
    public required IReadOnlyList<Mark> Marks { get; init; }

    /// <summary>The local day it is counted on.</summary>
    public LocalDate Day => Amsterdam.DateOf(StartedAt);

    /// <summary>Whether it counts among the attempts that a dialler announces.</summary>
    public bool IsDialled => Direction == CallDirection.Outbound;

    /// <summary>What is counted of the calls of a dossier.</summary>
    public static IEnumerable<CountedCall> Of(DossierReport report) => report.Calls.Select(call => Of(call, report.Dossier));

    private static CountedCall Of(JudgedCall judged, DossierAsKnown dossier)
    {
        var call = (CallAttempted)judged.Call.Fact;
        var judgement = judged.Judgement;
        return new()
        {
            Call = judged.Call.EventId,
            StartedAt = call.StartedAt,
            Campaign = call.Campaign,
            Party = call.Party,
            Direction = call.Direction,
            IsConversation = Conversation.Is(call),
            Permission = judgement.Permission,
            Conduct = judgement.Conduct,
            Basis = judgement.Basis,
            Proof = judgement.Proof,
            EffectiveNature = judgement.EffectiveNature,
            HoursAfterWithdrawal = HoursAfterWithdrawalOf(judgement),
            Marks = [.. MarksOf(judged.Call.FirstRecordedAt, call, judgement), .. MarksOf(dossier.About(judged.Call)).Distinct()],
        };
    }

    private static IEnumerable<Mark> MarksOf(Instant recordedAt, CallAttempted call, Judgement judgement)
    {
        yield return Mark.Of(CountedAs.Calls, call.Direction);
        if (call is { Direction: CallDirection.Outbound, Outcome: CallOutcome.Dropped })
            yield return new(CountedAs.Dropped, "yes", null);
        if (call.PresentedViaRcs == true)
            yield return new(CountedAs.Branded, "yes", null);
        if (IsLate(recordedAt, call.StartedAt))
            yield return new(CountedAs.HandedInLate, "yes", null);
        yield return Mark.Of(CountedAs.Permission, judgement.Permission);
        yield return Mark.Of(CountedAs.Conduct, judgement.Conduct);
        foreach (var finding in judgement.Findings)
            if (finding.Result != FindingResult.NotApplicable)
                yield return Mark.Of(finding.Rule, finding.Result) with { Reason = finding.Reason };
    }

    private static IEnumerable<Mark> MarksOf(IEnumerable<KnownFact> about)
    {
        foreach (var fact in about)
            switch (fact.Fact)
            {
                case ComplaintReceived:
                    yield return new(CountedAs.Complaint, "yes", null);
                    break;
                case ComplimentReceived:
                    yield return new(CountedAs.Compliment, "yes", null);
                    break;
                case MonitoringRecorded monitoring:
                    yield return Mark.Of(CountedAs.Monitored, monitoring.By);
                    foreach (var finding in monitoring.Findings) yield return new(finding.Met ? CountedAs.MonitoringMet : CountedAs.MonitoringNotMet, finding.Code, null);
                    break;
            }
    }

    private static int? HoursAfterWithdrawalOf(Judgement judgement)
    {
        if (judgement.Of("TW-11.7-WITHDRAWN") is not { Result: FindingResult.Breach } finding)
            return null;
        foreach (var (name, value) in finding.Parameters)
            if (name == "hours" && int.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out var hours))
                return hours;
        return null;
    }
}

/// <summary>What a call counts for beside the findings of rules. Lower case, as the name of no rule is.</summary>
public static class CountedAs
{
    /// <summary>Every call, by direction.</summary>
    public const string Calls = "calls";

    /// <summary>Outbound calls that were answered while nobody spoke.</summary>
    public const string Dropped = "dropped";

    /// <summary>Calls handed in late.</summary>
    public const string HandedInLate = "handed-in-late";

    /// <summary>Calls that a phone showed with the caller's brand or reason (RCS).</summary>
    public const string Branded = "branded";

    /// <summary>Calls that somebody complained about, naming the call.</summary>
    public const string Complaint = "complaint";

    /// <summary>Calls that somebody praised, naming the call.</summary>
    public const string Compliment = "compliment";

    /// <summary>Calls that somebody listened to, by who did.</summary>
    public const string Monitored = "monitored";

    /// <summary>Calls in which a listener found what was listened for, by the code of that.</summary>
    public const string MonitoringMet = "monitoring-met";

    /// <summary>Calls in which a listener missed it, by its code.</summary>
    public const string MonitoringNotMet = "monitoring-not-met";

    /// <summary>Consents that calls relied on, each in the month of the first such call: <see cref="Verified"/> or <see cref="NeverVerified"/>.</summary>
    public const string Consents = "consents";

    /// <summary>Confirmed in time and in a way that counts.</summary>
    public const string Verified = "verified";

    /// <summary>Not.</summary>
    public const string NeverVerified = "never-verified";

    /// <summary>What is concluded about the permission.</summary>
    public const string Permission = "permission";

    /// <summary>What is concluded about the conduct.</summary>
    public const string Conduct = "conduct";
}

/// <summary>One thing that a call counts for.</summary>
/// <param name="Rule">The rule, or one of <see cref="CountedAs"/>.</param>
/// <param name="Result">The result, as a word.</param>
/// <param name="Reason">The code of the reason; null: none.</param>
public sealed record Mark(string Rule, string Result, string? Reason)
{
    /// <summary>A mark of a result.</summary>
    public static Mark Of<T>(string rule, T result)
        where T : struct, Enum => new(rule, Words<T>.Of(result), null);

    private static class Words<T>
        where T : struct, Enum
    {
        private static readonly Dictionary<T, string> All =
            Enum.GetValues<T>().ToDictionary(value => value, value => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()));

        internal static string Of(T value) => All[value];
    }
}
