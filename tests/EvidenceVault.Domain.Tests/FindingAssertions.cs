using EvidenceVault.Domain.Judging;

namespace EvidenceVault.Domain.Tests;

internal static class FindingAssertions
{
    public static void ShouldBeMet(this Finding? finding)
    {
        finding.ShouldNotBeNull();
        (finding.Result, finding.Reason).ShouldBe((FindingResult.Met, null));
    }

    public static void ShouldBeBreach(this Finding? finding, string reason, params string[] because) => Check(finding, FindingResult.Breach, reason, because);

    public static void ShouldBeUnproven(this Finding? finding, string reason, params string[] because) => Check(finding, FindingResult.Unproven, reason, because);

    private static void Check(Finding? finding, FindingResult result, string reason, string[] because)
    {
        finding.ShouldNotBeNull();
        (finding.Result, finding.Reason).ShouldBe((result, reason));
        foreach (var name in because)
            finding.Because.ShouldContain(Given.Id(name));
        var text = FindingTexts.Explain(finding);
        text.Nl.ShouldNotBeNullOrWhiteSpace();
        (text.Nl + text.En).ShouldNotContain("{");
    }
}
