using EvidenceVault.Server.Intake.Lanes;

namespace EvidenceVault.Server.Tests.Intake;

/// <summary>How fast items come in, by which the judging makes way.</summary>
public sealed class PaceTests
{
    [Fact]
    public void a_thousand_items_in_a_second_are_many_until_a_whole_second_went_by_without()
    {
        var pace = new Pace();
        pace.Count(999, 5_000);
        pace.IsHighAt(5_999).ShouldBeFalse();
        pace.Count(1, 5_999);
        pace.IsHighAt(5_999).ShouldBeTrue();
        pace.IsHighAt(6_999).ShouldBeTrue();
        pace.IsHighAt(7_000).ShouldBeFalse();
    }

    [Fact]
    public void a_trickle_is_never_many()
    {
        var pace = new Pace();
        for (var second = 0; second < 100; second++)
        {
            pace.Count(999, second * 1_000);
            pace.IsHighAt((second * 1_000) + 500).ShouldBeFalse();
        }
    }
}
