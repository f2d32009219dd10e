using EvidenceVault.Pdf.Layout.Charts;

namespace EvidenceVault.Pdf.Tests;

public class when_charting_amounts
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(7, 8)]
    [InlineData(100, 100)]
    [InlineData(101, 120)]
    [InlineData(12_345, 14_000)]
    public void the_axis_ends_at_a_round_number_not_below_the_largest(double largest, double end)
    {
        var axis = ChartAxis.Of(new Chart("x", [new ChartRow("a") { Parts = [new(largest, Tone.Good)] }]) { IsWhole = true });
        axis.Most.ShouldBeGreaterThanOrEqualTo(largest);
        axis.Most.ShouldBeLessThanOrEqualTo(Math.Max(end, 1.5 * largest));
        axis.Ticks[0].ShouldBe(0);
        axis.Ticks[^1].ShouldBe(axis.Most, 1e-9);
        axis.Ticks.ShouldAllBe(t => t == Math.Floor(t));
        axis.Ticks.Count.ShouldBeInRange(2, 12);
    }

    [Fact]
    public void an_axis_that_is_told_where_to_end_ends_there()
    {
        var axis = ChartAxis.Of(new Chart("x", [new ChartRow("a") { Point = new(0.2, 0.1, 0.3, Tone.Bad) }]) { Most = 1 });
        axis.Most.ShouldBe(1);
        axis.Share(0.25).ShouldBe(0.25);
        axis.Share(2).ShouldBe(1);
    }

    [Fact]
    public void a_chart_is_a_figure_that_can_be_read_out_and_its_words_stand_on_the_page()
    {
        var pdf = Sample.Create(document => document.Chart(Rows(3)));
        Sample.TextOf(pdf).ShouldContain("Rij 2");
        Sample.TextOf(pdf).ShouldContain("Titel van rij 0");
        var lint = new TagLint(new PdfInspector(pdf));
        lint.Run().ShouldBeEmpty();
        lint.Counts["Figure"].ShouldBe(1);
    }

    [Fact]
    public void one_that_is_higher_than_a_page_goes_on_below_the_same_axis()
    {
        var pdf = Sample.Create(document => document.Chart(Rows(120)));
        var lint = new TagLint(new PdfInspector(pdf));
        lint.Run().ShouldBeEmpty();
        lint.Counts["Figure"].ShouldBeGreaterThan(2);
        for (var i = 0; i < 120; i++) Sample.TextOf(pdf).ShouldContain($"Rij {i}");
    }

    [Fact]
    public void one_without_rows_is_nothing() => Sample.TextOf(document => document.Chart(new Chart("x", []) { Caption = "Niets" })).ShouldBe("");

    private static Chart Rows(int count) => new("Aantallen per rij.", [.. Enumerable.Range(0, count).Select(i => new ChartRow($"Rij {i}")
    {
        Group = i % 4 == 0 ? $"Titel van rij {i}" : "",
        Parts = i % 2 == 0 ? [new(i, Tone.Good), new(3, Tone.Bad)] : [],
        Point = i % 2 == 1 ? new(i, i / 2.0, 2 * i, Tone.Caution) : null,
        Value = $"{i}",
    })])
    {
        Caption = "Aantallen",
        Legend = [new(Tone.Good, "goed"), new(Tone.Bad, "niet goed")],
    };
}
