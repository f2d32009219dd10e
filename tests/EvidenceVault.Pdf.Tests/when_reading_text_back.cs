using System.Text;
using CsCheck;

namespace EvidenceVault.Pdf.Tests;

public class when_reading_text_back
{
    private const string Letters =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789ëïéèçàáóöüñßøåæœĳĲ€£§©®°±²½«»‹›“”‘’„‚…–·×.,;:!?()[]{}<>/\\|@#$%^&*_+=~'\"`-";

    [Theory]
    [InlineData("efficiënt")]
    [InlineData("fi fl ff ffi ffl afflauwen fjord")]
    [InlineData("bíj́")]
    [InlineData("bi\u0301j\u0301")]
    [InlineData("Hij zei: “ja”, ‘nee’ en „misschien”…")]
    [InlineData("€ 1.234,56 – 10 % × 3 = ½")]
    [InlineData("(haakjes) \\ <hoeken> [recht] {accolades}")]
    [InlineData("Ελληνικά и кириллица")]
    [InlineData("AVATAR To We Ty kerning")]
    [InlineData("Zürich, Łódź, Škoda, Ağrı, Þór, Đà Nẵng")]
    [InlineData("IJsland ĳs")]
    public void it_is_what_was_written(string text) => Sample.TextOf(document => document.Paragraph(text)).ShouldBe(text);

    [Theory]
    [InlineData("\uFB01ets", "fiets")]
    [InlineData("a\u0000b\u0007c\u001Bd", "abcd")]
    [InlineData("a\tb", "a b")]
    [InlineData("nul\u200Bbreedte\u2060\uFEFF", "nulbreedte")]
    [InlineData("\u202Eomgekeerd\u202C", "omgekeerd")]
    [InlineData("twee  spaties", "twee spaties")]
    [InlineData("  rond  ", "rond")]
    [InlineData("", "")]
    [InlineData(" ", "")]
    [InlineData("toe\u00ADstemming", "toestemming")]
    public void what_cannot_be_seen_is_left_out(string text, string expected) => Sample.TextOf(document => document.Paragraph(text)).ShouldBe(expected);

    [Theory]
    [InlineData("漢字", "\uFFFD\uFFFD")]
    [InlineData("a😀b", "a\uFFFDb")]
    [InlineData("שלום", "\uFFFD\uFFFD\uFFFD\uFFFD")]
    public void what_the_font_lacks_is_shown_as_a_sign(string text, string expected) =>
        Sample.TextOf(document => document.Paragraph(text)).ShouldBe(expected);

    [Fact]
    public void broken_surrogates_are_shown_as_a_sign()
    {
        Sample.TextOf(document => document.Paragraph("a\uD800b")).ShouldBe("a\uFFFDb");
        Sample.TextOf(document => document.Paragraph("\uDC00")).ShouldBe("\uFFFD");
    }

    [Fact]
    public void one_letter_written_in_two_ways_is_said_in_both()
    {
        using var pdf = new PdfInspector(Sample.Create(document => document.Paragraph("bíj en bi\u0301j")));
        var content = Encoding.Latin1.GetString(pdf.Bytes(pdf.Pages[0].Dictionary.Data["Contents"]));
        content.ShouldContain("/ActualText<FEFF" + Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes("bíj en bi\u0301j")) + ">");
    }

    [Fact]
    public void what_the_font_lacks_is_still_said_in_the_file()
    {
        using var pdf = new PdfInspector(Sample.Create(document => document.Paragraph("naam 漢字")));
        var content = Encoding.Latin1.GetString(pdf.Bytes(pdf.Pages[0].Dictionary.Data["Contents"]));
        content.ShouldContain("/ActualText<FEFF" + Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes("naam 漢字")) + ">");
    }

    [Fact]
    public void a_paragraph_over_many_lines_keeps_its_spaces() => Gen.String[Gen.Char[Letters], 1, 14].Array[1, 120].Sample(
        words => Sample.TextOf(document => document.Paragraph(string.Join(' ', words))).ShouldBe(string.Join(' ', words)),
        iter: 150,
        threads: 1);

    [Fact]
    public void styles_within_a_word_change_nothing()
    {
        RichText text = ["on", Inline.Bold("ge"), Inline.Italic("veer "), Inline.Mono("vijf"), " keer, ", Inline.Chip("goed gedaan", Tone.Good), " zei hij."];
        Sample.TextOf(document => document.Paragraph(text)).Replace('\u00A0', ' ').ShouldBe("ongeveer vijf keer, goed gedaan zei hij.");
    }

    [Fact]
    public void any_string_at_all_can_be_set() => Gen.String[Gen.Char, 0, 60].Array[1, 6].Sample(
        texts =>
        {
            using var pdf = new PdfInspector(Sample.Create(document => Compose(document, texts)));
            new TagLint(pdf).Run().ShouldBeEmpty();
            pdf.Pages.Count.ShouldBeGreaterThan(0);
        },
        iter: 150,
        threads: 1);

    [Fact]
    public void every_cell_of_a_table_can_be_read() => Gen.String[Gen.Char[Letters + "  "], 0, 40].Array[3].Array[1, 8].Sample(
        rows =>
        {
            var text = Sample.TextOf(document =>
                document.Table("", [Column.Fit("a"), Column.Share("b"), Column.Fixed("c", 60, Alignment.Right)], rows.Select(AsRow)));
            Squeezed(text).ShouldBe("abc" + Squeezed(string.Concat(rows.SelectMany(row => row))));
        },
        iter: 60,
        threads: 1);

    private static Row AsRow(string[] cells) => [Inline.Mono(cells[0]), Inline.Mono(cells[1]), Inline.Mono(cells[2])];

    private static string Squeezed(string text) => text.Replace(" ", "", StringComparison.Ordinal);

    private static void Compose(PdfDocument document, string[] texts)
    {
        document.Heading(1, texts[0]);
        document.Facts(texts.Select(text => new Fact(text, text)));
        document.Bullets(texts.Select(text => (RichText)text));
        document.Table(texts[0], [Column.Fixed(texts[0], 12), Column.Share("b")], texts.Select(text => Row.Create(text, Inline.Chip(text, Tone.Bad))));
        document.Quote(texts[0], texts[^1]);
        var marks = texts.Select((text, index) => new TimelineMark(new DateTime(2026, 1, 1).AddDays(index), text, Tone.Accent)).ToList();
        document.Timeline(new Timeline(texts[0], [new TimelineLane(texts[0]) { Marks = marks }]));
        document.Attach(new Attachment(texts[0], "text/plain", texts[0], AttachmentRelationship.Data), Encoding.UTF8.GetBytes(texts[0]));
    }
}
