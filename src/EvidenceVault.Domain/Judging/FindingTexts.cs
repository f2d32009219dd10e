using EvidenceVault.Domain.Judging.Texts;

namespace EvidenceVault.Domain.Judging;

/// <summary>Puts findings into words.</summary>
public static class FindingTexts
{
    /// <summary>A finding in Dutch and English.</summary>
    /// <exception cref="ArgumentException">There is no text for its rule and reason.</exception>
    public static Explanation Explain(Finding finding) => Template.Fill(Of(finding.Rule, finding.Result, finding.Reason), finding.Parameters);

    /// <summary>Every rule and reason that has texts of its own; the reason is empty for met.</summary>
    public static IEnumerable<(string Rule, string Reason)> All() =>
        Rulebook.Rules.SelectMany(r => r.Texts.Keys.Concat(SharedTexts.All.Keys.Where(k => !r.Texts.ContainsKey(k))).Select(reason => (r.Name, reason)))
            .Concat(Rulebook.OnDossiers.SelectMany(r => r.Texts.Keys.Select(reason => (r.Name, reason))));

    private static Explanation Of(string rule, FindingResult result, string? reason)
    {
        var entry = Rulebook.Entries.FirstOrDefault(r => r.Name == rule);
        if (result == FindingResult.NotApplicable)
            return entry is DossierRule ? SharedTexts.NotApplicableToDossier : SharedTexts.NotApplicable;
        if (entry?.Texts.TryGetValue(reason ?? "", out var own) == true)
            return own;
        if (reason is not null && SharedTexts.All.TryGetValue(reason, out var shared))
            return shared;
        throw new ArgumentException($"There is no text for {rule}, {reason ?? "met"}.", nameof(reason));
    }
}
