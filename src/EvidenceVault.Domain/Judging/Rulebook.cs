using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging.DossierRules;
using EvidenceVault.Domain.Judging.Rules;
using NodaTime;

namespace EvidenceVault.Domain.Judging;

/// <summary>The rulebook: which rules there are.</summary>
public static class Rulebook
{
    /// <summary>Its version. Another one may judge the same facts otherwise.</summary>
    public const string Version = "2026.11";

    /// <summary>The rules, for walking through them fast.</summary>
    internal static readonly Rule[] All =
    [
        ConsentBeforeCall.Instance,
        new ConsentQuality(),
        new ConsentVerification(),
        new PersonLink(),
        new NoCallAfterWithdrawal(),
        new CustomerRelation(),
        new NoSoftOptIn(),
        new CharityRelation(),
        new PublisherOrLicence(),
        LegalPerson.Instance,
        new AutomatedCall(),
        new RequestedCallback(),
        new NoSwitchInService(),
        new InboundOffer(),
        new Mandates(),
        new Collectors(),
        new ObjectionOffered(),
        new CallerIdShown(),
        new OpeningStatement(),
        new WrittenAcceptance(),
        new AiDisclosed(),
        new RecordingNotice(),
        new CodeWindow(),
        new FirstCallTerm(),
        new CoolingOff(),
        new FormerCustomerTerm(),
        new RegisteredNumber(),
        new EnergyCode(),
        new OwnWindow(),
        new OwnAttempts(),
        new RecordedBeforeCall(),
        new VoicelogKept(),
        new ScriptOnFile(),
        new WordingOnFile(),
        new ClearanceCited(),
    ];

    /// <summary>The rules on dossiers as a whole, in the rulebook's order.</summary>
    public static IReadOnlyList<DossierRule> OnDossiers { get; } =
    [
        new SuppressionAcknowledged(),
        new WithdrawalTold(),
        new ProofInFiveWorkingDays(),
    ];

    private static readonly Rule[][] ByBasis =
        [.. Enum.GetValues<Basis>().Select(basis => All.Where(r => r.Bases.Contains(basis)).ToArray())];

    private static readonly HashSet<string> Carriers = [.. All.Where(r => r.Carries).Select(r => r.Name)];

    private static readonly LocalDate[] Changes =
        [.. All.Select(r => r.InForceFrom).Concat(All.Select(r => r.InForceUntil?.PlusDays(1)).OfType<LocalDate>()).Distinct().Order()];

    /// <summary>The rules on calls, in the rulebook's order.</summary>
    public static IReadOnlyList<Rule> Rules => All;

    /// <summary>The rule on calls of a name; null: there is none.</summary>
    public static Rule? Find(string name) => Rules.FirstOrDefault(r => r.Name == name);

    /// <summary>Every rule, on calls and on dossiers, in the rulebook's order.</summary>
    internal static IEnumerable<RulebookEntry> Entries => Rules.Concat<RulebookEntry>(OnDossiers);

    /// <summary>The rules of a basis, in the rulebook's order.</summary>
    internal static Rule[] RulesOf(Basis basis) => ByBasis[(int)basis];

    /// <summary>The first later day on which a rule comes into force or ceases to be; null: none.</summary>
    internal static LocalDate? NextChange(LocalDate day)
    {
        foreach (var change in Changes)
            if (change > day)
                return change;
        return null;
    }

    /// <summary>Whether a permission can rest on a finding.</summary>
    internal static bool IsCarrier(Finding finding) => Carriers.Contains(finding.Rule);
}
