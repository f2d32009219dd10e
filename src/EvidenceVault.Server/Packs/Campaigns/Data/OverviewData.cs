using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Exhibits;
using EvidenceVault.Domain.Judging;
using EvidenceVault.Domain.Judging.Structural;
using EvidenceVault.Server.Packs.Data;
using NodaTime;

namespace EvidenceVault.Server.Packs.Campaigns.Data;

/// <summary>All that is said of the calls of a campaign together. Every figure counts everything there is.</summary>
/// <param name="Attempts">Call attempts in the log.</param>
/// <param name="Conversations">Those that became conversations.</param>
/// <param name="People">The people called.</param>
/// <param name="Counts">How often a basis was shown, by proof; null in a pack without findings.</param>
/// <param name="Groups">What each party's calls of a month come to.</param>
/// <param name="Rules">The rules in force on days of the period, with their results; empty in a pack without findings.</param>
/// <param name="Rates">The same by party and month, where a rule applied.</param>
/// <param name="RulesNotJudged">Rules of the rulebook that this version of the software does not judge yet.</param>
/// <param name="Exceptions">How many calls ask for attention; more than the index lists where there are very many.</param>
/// <param name="OnDossiers">What the rules on dossiers say of the people called.</param>
/// <param name="Contradictions">What does not fit together.</param>
/// <param name="Completeness">Whether what diallers announced was handed in, over all campaigns of a party: announcements tell none apart.</param>
/// <param name="Consents">The consents that these calls relied on, by where they came from.</param>
/// <param name="Exhibits">The exhibits that belong to these calls and consents, by kind and state.</param>
/// <param name="RecordingsAwaited">Recordings of these calls that were announced and have not come.</param>
/// <param name="RecordingsMissing">Calls that were recorded, it is said, and of which no recording is there.</param>
/// <param name="Mandates">The mandates of the parties.</param>
/// <param name="Policies">The policies in force on days of the period.</param>
/// <param name="Wordings">The wordings that the consents name, or that were live in the period.</param>
/// <param name="Scripts">The scripts on file for the campaign, and those that calls name.</param>
public sealed record OverviewData(
    int Attempts,
    int Conversations,
    int People,
    IReadOnlyList<CountData>? Counts,
    IReadOnlyList<GroupData> Groups,
    IReadOnlyList<RuleData> Rules,
    IReadOnlyList<RateData> Rates,
    IReadOnlyList<string> RulesNotJudged,
    int Exceptions,
    IReadOnlyList<DossierRuleData> OnDossiers,
    IReadOnlyList<ContradictionCount> Contradictions,
    IReadOnlyList<CompletenessData> Completeness,
    IReadOnlyList<ConsentSourceData> Consents,
    IReadOnlyList<ExhibitCount> Exhibits,
    int RecordingsAwaited,
    int RecordingsMissing,
    IReadOnlyList<MandateData> Mandates,
    IReadOnlyList<PolicyData> Policies,
    IReadOnlyList<WordingData> Wordings,
    IReadOnlyList<ScriptData> Scripts);

/// <summary>What one party's calls of one month come to.</summary>
/// <param name="Month">Its first day.</param>
/// <param name="Permission">Attempts by what is concluded of their basis; null in a pack without findings.</param>
/// <param name="AfterWithdrawal">Calls after a withdrawal that stood; null in a pack without findings, and where there are none.</param>
public sealed record GroupData(
    string Party, LocalDate Month, int Outbound, int Inbound, int Conversations, int Dropped, int HandedInLate, int Complaints, int Compliments,
    PermissionCounts? Permission, AfterWithdrawalData? AfterWithdrawal)
{
    /// <summary>All attempts.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public int Attempts => Outbound + Inbound;
}

/// <summary>Attempts by what is concluded of their basis.</summary>
public sealed record PermissionCounts(int Shown, int NotShown, int Unproven, int NotAssessed);

/// <summary>Calls after a withdrawal or an objection that stood.</summary>
/// <param name="Calls">The calls.</param>
/// <param name="People">The people called.</param>
/// <param name="MedianHours">Hours from the withdrawal to the last call after it, the median over these people.</param>
/// <param name="MostHours">The same, the most.</param>
public sealed record AfterWithdrawalData(int Calls, int People, double MedianHours, int MostHours);

/// <summary>What a rule found of the calls of one party in one month.</summary>
/// <param name="BreachLow">Where the share of breaches lies, at least, with 95 % confidence, if these calls are taken as a sample (Wilson).</param>
/// <param name="BreachHigh">The same, at most.</param>
public sealed record RateData(string Rule, string Party, LocalDate Month, int Met, int Breach, int Unproven, double BreachLow, double BreachHigh)
{
    /// <summary>The calls it applies to.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public int Applicable => Met + Breach + Unproven;
}

/// <summary>What a rule on dossiers found of the people called.</summary>
public sealed record DossierRuleData(string Rule, Norm Norm, int Met, int Breach, int Unproven);

/// <summary>Something that does not fit together, in the pack's language.</summary>
public sealed record ContradictionCount(string Code, long Count, IReadOnlyList<Guid> Because, IReadOnlyList<Guid> People, string Explanation);

/// <summary>Whether a party's attempts were all handed in.</summary>
public sealed record CompletenessData(
    string Party, long Announced, long HandedIn, long Missing, long Surplus, int DaysAnnounced, int DaysNotAnnounced, IReadOnlyList<DialLogDay> Days);

/// <summary>Consents of one origin.</summary>
/// <param name="Collector">Who collected them.</param>
/// <param name="Wording">The wording shown; null: none was named.</param>
/// <param name="Consents">How many.</param>
/// <param name="NeverVerified">Those never confirmed in time and in a way that counts; null in a pack without findings.</param>
/// <param name="RecordedAfterCall">Those that the vault recorded after the first call on them.</param>
public sealed record ConsentSourceData(string Collector, ConsentMethod Method, string? Wording, int Consents, int? NeverVerified, int RecordedAfterCall);

/// <summary>Exhibits of one kind in one state.</summary>
public sealed record ExhibitCount(ExhibitKind Kind, ExhibitState State, int Count);

/// <summary>A call script.</summary>
/// <param name="EventIds">The events of its versions, oldest first.</param>
/// <param name="Text">The text; null: the vault holds its hash only.</param>
/// <param name="Calls">How many calls name it.</param>
public sealed record ScriptData(string Ref, string? Campaign, IReadOnlyList<Guid> EventIds, string Sha256, string? Text, Instant FirstFiledAt, int Calls);
