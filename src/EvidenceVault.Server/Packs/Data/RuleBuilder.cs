using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Judging;
using NodaTime;

namespace EvidenceVault.Server.Packs.Data;

/// <summary>The rules and the policies that these calls were judged by.</summary>
public static class RuleBuilder
{
    public static IReadOnlyList<RuleData> Rules(IReadOnlyList<CallData> calls, IReadOnlyList<FindingData> ofDossier)
    {
        var days = calls.Select(c => Amsterdam.DateOf(c.StartedAt)).Distinct().ToList();
        var onDossier = ofDossier.Select(f => f.Rule).ToHashSet(StringComparer.Ordinal);
        var findings = calls.SelectMany(c => c.Judgement!.Findings).Concat(ofDossier).ToLookup(f => f.Rule, f => f.Result, StringComparer.Ordinal);
        return
        [
            .. Rulebook.Rules.Where(r => days.Exists(r.IsInForceOn)).Concat<RulebookEntry>(Rulebook.OnDossiers.Where(r => onDossier.Contains(r.Name))).Select(r => new RuleData(
                r.Name, r.Category, r.Norm, r.InForceFrom, r.InForceUntil, Count(r, FindingResult.Met), Count(r, FindingResult.Breach), Count(r, FindingResult.Unproven))),
        ];

        int Count(RulebookEntry rule, FindingResult result) => findings[rule.Name].Count(r => r == result);
    }

    public static IReadOnlyList<string> NotJudged() => [.. RulesOfTheBook.Names.Where(name => Rulebook.Find(name) is null && !Rulebook.OnDossiers.Any(r => r.Name == name))];

    public static IReadOnlyList<PolicyData> Policies(PackInput input) => Policies(input.BookAsKnown, input.Dossier.Calls.Select(c => c.Source.OccurredAt).Append(input.AsOf));

    /// <summary>The policies in force at some instants, each once.</summary>
    public static IReadOnlyList<PolicyData> Policies(BookAsKnown book, IEnumerable<Instant> instants) =>
    [
        .. instants
            .Select(at => (Filed: book.PolicyFiledAt(at), Policy: book.PolicyAt(at)))
            .DistinctBy(p => p.Filed?.EventId)
            .OrderBy(p => p.Filed?.Value.Policy.ValidFrom ?? LocalDate.MinIsoValue)
            .Select(p => Of(p.Filed, p.Policy)),
    ];

    private static PolicyData Of(Filed<PolicySet>? filed, Policy p) => new(
        filed is null, filed is null ? null : p.ValidFrom, p.Preset, p.Verification.Methods, p.Verification.Deadline, p.ConsentTerm, p.CallbackTerm, p.Window,
        p.Attempts.PerCampaign, p.Attempts.PerDay, p.CoolingOff, p.Retention.ConsentVoicelog, p.Retention.SaleVoicelog, p.Retention.NoSale, filed?.RecordedAt,
        filed?.Value.Justification, filed?.Value.TakenOver == true);
}
