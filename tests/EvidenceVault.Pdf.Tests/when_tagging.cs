namespace EvidenceVault.Pdf.Tests;

public class when_tagging
{
    [Theory]
    [InlineData(0)]
    [InlineData(60)]
    [InlineData(700)]
    public void all_content_is_tagged_or_decoration(int calls)
    {
        using var pdf = new PdfInspector(SamplePack.Create(calls));
        new TagLint(pdf).Run().ShouldBeEmpty();
    }

    [Fact]
    public void a_document_with_signature_fields_is_tagged_as_well()
    {
        using var pdf = new PdfInspector(SamplePack.Create(10, sealCapacity: 8000));
        var lint = new TagLint(pdf);
        lint.Run().ShouldBeEmpty();
        lint.Counts["Form"].ShouldBe(2);
    }

    [Fact]
    public void a_header_that_is_drawn_on_many_pages_exists_once()
    {
        using var pdf = new PdfInspector(Sample.Create(document => document.Table("", [Column.Share("A"), Column.Share("B")], Rows(500))));
        var lint = new TagLint(pdf);
        lint.Run().ShouldBeEmpty();
        pdf.Pages.Count.ShouldBeGreaterThan(5);
        lint.Counts["THead"].ShouldBe(1);
        lint.Counts["TH"].ShouldBe(2);
        lint.Counts["TR"].ShouldBe(501);
    }

    [Fact]
    public void a_row_over_several_pages_stays_one_row()
    {
        using var pdf = new PdfInspector(Sample.Create(document => document.Table("", [Column.Share("A"), Column.Share("B")], [[Words(3000), Words(50)]])));
        var lint = new TagLint(pdf);
        lint.Run().ShouldBeEmpty();
        pdf.Pages.Count.ShouldBeGreaterThan(2);
        lint.Counts["TD"].ShouldBe(2);
        lint.Counts["TR"].ShouldBe(2);
    }

    [Fact]
    public void facts_name_their_rows()
    {
        using var pdf = new PdfInspector(Sample.Create(document => document.Facts(new Fact("Periode", "2025"), new Fact("Kenmerk", "X"))));
        var lint = new TagLint(pdf);
        lint.Run().ShouldBeEmpty();
        lint.Counts["TH"].ShouldBe(2);
        lint.Counts["TD"].ShouldBe(2);
    }

    [Fact]
    public void a_box_over_a_page_break_is_tagged()
    {
        using var pdf = new PdfInspector(Sample.Create(document => document.Callout(Tone.Bad, "Titel", box =>
        {
            box.Paragraph(Words(1500));
            box.Callout(Tone.Good, null, Words(900));
            box.Bullets(Words(5), Words(300));
        })));
        pdf.Pages.Count.ShouldBeGreaterThan(2);
        new TagLint(pdf).Run().ShouldBeEmpty();
    }

    private static IEnumerable<Row> Rows(int count) => Enumerable.Range(1, count).Select(number => Row.Create($"rij {number}", "waarde"));

    private static string Words(int count) => string.Join(' ', Enumerable.Range(0, count).Select(number => $"woord{number}"));
}
