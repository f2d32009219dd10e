using CsCheck;
using UglyToad.PdfPig.Content;

namespace EvidenceVault.Pdf.Tests;

public class when_laying_out_pages
{
    private static readonly Theme Theme = Theme.Default;

    [Fact]
    public void all_text_stays_within_the_margins()
    {
        using var pdf = new PdfInspector(SamplePack.Create(200));
        foreach (var page in pdf.Pages)
            ShouldBeWithinMargins(page, footer: 36);
    }

    [Fact]
    public void long_words_break_and_lose_nothing()
    {
        var hash = string.Concat(Enumerable.Range(0, 40).Select(number => $"{number:x2}f{number * 7:x3}"));
        var address = "https://voorbeeld.example/een/heel/lang/pad/" + new string('x', 300) + "?vraag=" + hash + "&nog=1";
        var bytes = Sample.Create(document =>
        {
            document.Paragraph(hash);
            document.Paragraph(Inline.Mono(address));
            document.Facts(new Fact("Hash", Inline.Mono(hash)));
            document.Table("", [Column.Fixed("", 30), Column.Share("")], [[Inline.Mono("0f1e2d3c4b5a69788796a5b4c3d2e1f0"), "kort"]]);
        });
        Sample.TextOf(bytes).ShouldBe(hash + address + "Hash" + hash + "0f1e2d3c4b5a69788796a5b4c3d2e1f0kort");
        using var pdf = new PdfInspector(bytes);
        foreach (var page in pdf.Pages)
            ShouldBeWithinMargins(page, footer: Theme.BottomMargin);
    }

    [Fact]
    public void a_long_word_of_letters_is_hyphenated()
    {
        var word = string.Concat(Enumerable.Repeat("hottentottententententoonstelling", 6));
        var text = Sample.TextOf(document => document.Paragraph(word));
        text.ShouldContain('-');
        text.Replace("-", "", StringComparison.Ordinal).ShouldBe(word);
    }

    [Fact]
    public void a_soft_hyphen_shows_only_where_a_line_breaks()
    {
        var text = Sample.TextOf(document => document.Table("", [Column.Fixed("Toestemmings\u00ADgrondslag", 60), Column.Share("b")], []));
        text.ShouldStartWith("Toestemmings-grondslag");
    }

    [Fact]
    public void the_header_of_a_table_stands_on_every_page()
    {
        using var pdf = new PdfInspector(Sample.Create(document =>
            document.Table("Tabel 1", [Column.Share("Kolomkop"), Column.Share("Waarde")], Rows(2000))));
        pdf.Pages.Count.ShouldBeGreaterThan(40);
        pdf.Pages.ShouldAllBe(page => page.Text.Contains("Kolomkop", StringComparison.Ordinal));
        pdf.Pages.Skip(1).ShouldAllBe(page => page.Text.StartsWith("Tabel 1 (vervolg)", StringComparison.Ordinal));
    }

    [Fact]
    public void rows_are_taken_one_at_a_time_and_each_is_drawn_once()
    {
        using var pdf = new PdfInspector(Sample.Create(document => document.Table("", [Column.Share("n")], Rows(3000))));
        var words = pdf.Pages.SelectMany(page => page.GetWords()).Select(word => word.Text).Where(word => word.StartsWith('r')).ToList();
        words.ShouldBe(Enumerable.Range(1, 3000).Select(number => $"r{number}"));
    }

    [Fact]
    public void a_row_that_is_higher_than_a_page_goes_on_and_loses_nothing()
    {
        var text = string.Join(' ', Enumerable.Range(0, 4000).Select(number => $"w{number}"));
        var bytes = Sample.Create(document => document.Table("", [Column.Fixed("A", 40), Column.Share("B")], [["kort", text], ["na", "afloop"]]));
        using var pdf = new PdfInspector(bytes);
        pdf.Pages.Count.ShouldBeGreaterThan(2);
        foreach (var page in pdf.Pages)
            ShouldBeWithinMargins(page, footer: Theme.BottomMargin);
        var words = pdf.Pages.SelectMany(page => page.GetWords()).Select(word => word.Text).Where(word => word.StartsWith('w')).ToList();
        words.ShouldBe(text.Split(' '));
    }

    [Fact]
    public void a_heading_never_stands_alone_at_the_foot_of_a_page() => Gen.Int[1, 60].Sample(
        lines =>
        {
            using var pdf = new PdfInspector(Sample.Create(document =>
            {
                for (var i = 0; i < lines; i++)
                    document.Paragraph("vulling");
                document.Heading(2, "Kopje");
                document.Table("Onderschrift", [Column.Share("Kolom")], [["eerste\nmet\nveel\nregels\nonder\nelkaar"], ["tweede"]]);
            }));
            var page = pdf.Pages.Single(page => page.Text.Contains("Kopje", StringComparison.Ordinal));
            page.Text.ShouldContain("eerste");
        },
        iter: 60,
        threads: 1);

    [Fact]
    public void a_heading_stays_with_the_facts_below_it() => Gen.Int[1, 50].Sample(
        lines =>
        {
            using var pdf = new PdfInspector(Sample.Create(document =>
            {
                for (var i = 0; i < lines; i++)
                    document.Paragraph("vulling");
                document.Heading(1, "Kopje");
                document.Heading(2, "Onderkopje");
                document.Facts(new Fact("naam", "eerste\nmet\nveel\nregels"), new Fact("naam", "waarde"));
            }));
            pdf.Pages.Single(page => page.Text.Contains("Kopje", StringComparison.Ordinal)).Text.ShouldContain("eerste");
        },
        iter: 50,
        threads: 1);

    [Fact]
    public void rows_that_can_be_taken_only_once_are_taken_once()
    {
        var taken = 0;
        IEnumerable<Row> Rows()
        {
            for (; taken < 500; taken++)
                yield return [$"r{taken}"];
        }

        var text = Sample.TextOf(document =>
        {
            document.Heading(1, "Kop");
            document.Table("", [Column.Fit("Kolom")], Rows());
        });
        text.ShouldContain("r0");
        text.ShouldContain("r499");
        taken.ShouldBe(500);
    }

    [Fact]
    public void what_is_kept_together_stands_on_one_page() => Gen.Int[1, 50].Sample(
        lines =>
        {
            using var pdf = new PdfInspector(Sample.Create(document =>
            {
                for (var i = 0; i < lines; i++)
                    document.Paragraph("vulling");
                document.KeepTogether(group =>
                {
                    group.Paragraph("Begin van de groep");
                    group.Bullets("een", "twee", "drie");
                    group.Paragraph("Einde van de groep");
                });
            }));
            pdf.Pages.Single(page => page.Text.Contains("Begin van", StringComparison.Ordinal)).Text.ShouldContain("Einde van");
        },
        iter: 50,
        threads: 1);

    [Fact]
    public void paragraphs_leave_no_single_line_behind() => Gen.Int[1, 55].Sample(
        lines =>
        {
            using var pdf = new PdfInspector(Sample.Create(document =>
            {
                for (var i = 0; i < lines; i++)
                    document.Paragraph("vulling");
                document.Paragraph(string.Join('\n', Enumerable.Range(1, 9).Select(number => $"regel{number}")));
            }));
            var perPage = pdf.Pages.Select(page => page.GetWords().Count(word => word.Text.StartsWith("regel", StringComparison.Ordinal)));
            perPage.ShouldNotContain(1);
        },
        iter: 55,
        threads: 1);

    [Fact]
    public void a_row_with_too_many_cells_is_refused() => Should.Throw<ArgumentException>(() =>
        Sample.Create(document => document.Table("", [Column.Share("a")], [["a", "b"]])));

    [Fact]
    public void a_box_higher_than_a_page_is_drawn_on_each()
    {
        var text = string.Join(' ', Enumerable.Range(0, 2500).Select(number => $"w{number}"));
        using var pdf = new PdfInspector(Sample.Create(document => document.Quote(text, "bron")));
        pdf.Pages.Count.ShouldBeGreaterThan(2);
        foreach (var page in pdf.Pages)
        {
            ShouldBeWithinMargins(page, footer: Theme.BottomMargin);
            page.Paths.Count.ShouldBe(4); // the rules above and below the page, and the box with its bar
        }
    }

    private static IEnumerable<Row> Rows(int count) => Enumerable.Range(1, count).Select(number => Row.Create($"r{number}"));

    private static void ShouldBeWithinMargins(Page page, double footer)
    {
        const double tolerance = 0.6;
        foreach (var letter in page.Letters.Where(letter => letter.Value != " "))
        {
            var box = letter.BoundingBox;
            box.Left.ShouldBeGreaterThan(Theme.SideMargin - tolerance, letter.Value);
            box.Right.ShouldBeLessThan(Theme.PageWidth - Theme.SideMargin + tolerance, letter.Value);
            letter.StartBaseLine.Y.ShouldBeGreaterThan(footer - tolerance, letter.Value);
            letter.StartBaseLine.Y.ShouldBeLessThan(Theme.PageHeight - 40);
        }
    }
}
