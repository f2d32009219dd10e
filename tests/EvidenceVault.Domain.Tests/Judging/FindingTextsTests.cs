using System.Text.RegularExpressions;
using EvidenceVault.Domain.Judging;

namespace EvidenceVault.Domain.Tests;

public class FindingTextsTests
{
    public static TheoryData<string, string> All() => [.. FindingTexts.All()];

    [Theory]
    [MemberData(nameof(All))]
    public void every_reason_has_a_text_in_both_languages(string rule, string reason)
    {
        var text = FindingTexts.Explain(new Finding(
            rule, RuleCategory.Permission, new(NormKind.Statute, ""), FindingResult.Breach, reason.Length == 0 ? null : reason, [],
            [new("hours", "1"), new("missing", "x"), new("declared", "x"), new("other", "x"), new("party", "x"), new("delay", "1:00"), new("number", "2"), new("most", "1")]));
        text.Nl.ShouldEndWith(".");
        text.En.ShouldEndWith(".");
        text.Nl.ShouldNotBe(text.En);
        Regex.IsMatch(text.Nl + text.En, "[{}]").ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(All))]
    public void both_languages_show_the_same_values(string rule, string reason)
    {
        var text = FindingTexts.Explain(new Finding(
            rule, RuleCategory.Permission, new(NormKind.Statute, ""), FindingResult.Breach, reason.Length == 0 ? null : reason, [], []));
        Places(text.Nl).ShouldBe(Places(text.En), ignoreOrder: true);
    }

    [Fact]
    public void a_reason_without_a_text_is_an_error() =>
        Should.Throw<ArgumentException>(() => FindingTexts.Explain(new("TW-11.7-CONSENT", RuleCategory.Permission, new(NormKind.Statute, ""), FindingResult.Breach, "no-such-reason", [], [])));

    [Fact]
    public void a_rule_that_does_not_apply_says_so()
    {
        var judgement = Given.Dossier().Call("call", "2026-09-01 10:00").Judge("call", all: true);
        judgement.Findings.Select(f => f.Rule).ShouldBe(Rulebook.Rules.Select(r => r.Name));
        FindingTexts.Explain(judgement.Of("CHAIN-MANDATE")!).En.ShouldBe("This rule does not apply to this call.");
    }

    [Fact]
    public void the_rulebook_has_a_version_and_distinct_names()
    {
        Rulebook.Version.ShouldBe("2026.11");
        Rulebook.Rules.Select(r => r.Name).ShouldBeUnique();
        Rulebook.Find("ACM-PERSON-LINK")!.Norm.Kind.ShouldBe(NormKind.Regulator);
        Rulebook.Find("none").ShouldBeNull();
    }

    private static IEnumerable<string> Places(string text) => Regex.Matches(text, "{.*?}").Select(m => m.Value).Distinct();
}
