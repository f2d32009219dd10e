using CsCheck;
using EvidenceVault.Pdf.Drawing;
using EvidenceVault.Pdf.Layout;
using EvidenceVault.Pdf.Typography;
using EvidenceVault.Pdf.Writing;

namespace EvidenceVault.Pdf.Tests;

public sealed class when_breaking_lines : IDisposable
{
    private readonly PdfObjectWriter _writer = new(Stream.Null);
    private readonly FontResources _fonts;
    private readonly Typesetter _typesetter;
    private readonly TextStyle _style = new(Typefaces.Regular, 10, 14, new Rgb(0, 0, 0));

    public when_breaking_lines()
    {
        _fonts = new FontResources(_writer);
        _typesetter = new Typesetter(_fonts, Theme.Default);
    }

    [Fact]
    public void no_line_is_wider_than_its_room() => Gen.Select(Gen.String[Gen.Char.AlphaNumeric, 1, 60].Array[1, 80], Gen.Double[12, 500]).Sample(
        (words, width) => EveryLineFits(string.Join(' ', words), width),
        threads: 1,
        iter: 200);

    [Fact]
    public void no_line_is_wider_than_its_room_in_a_narrow_column() =>
        Gen.Select(Gen.String[Gen.OneOf(Gen.Char["AVWTYfijlt.-/"], Gen.Const('\u00AD'), Gen.Char.AlphaNumeric), 1, 40].Array[1, 20], Gen.Double[12, 60]).Sample(
            (words, width) => EveryLineFits(string.Join(' ', words), width),
            threads: 1,
            iter: 400);

    [Theory]
    [InlineData("Waterloopleinbewoner", 24)]
    [InlineData("AVAVAVAVAVAVAVAV", 41)]
    public void a_word_that_is_broken_keeps_all_its_letters(string word, double width)
    {
        EveryLineFits(word, width);
        string.Concat(LinesOf(word, width)).Replace("-", "", StringComparison.Ordinal).ShouldBe(word);
    }

    [Theory]
    [InlineData("2026-03-12")]
    [InlineData("06-12345678")]
    [InlineData("1/2")]
    [InlineData("een\u00A0vast\u00A0paar")]
    public void some_things_stay_whole(string whole)
    {
        for (var width = 90.0; width < 160; width += 3)
            LinesOf("voor " + whole + " na", width).ShouldContain(line => line.Contains(whole, StringComparison.Ordinal), width.ToString());
    }

    [Fact]
    public void compounds_break_after_their_hyphen() =>
        LinesOf("toestemmings-administratie", 90).ShouldBe(["toestemmings-", "administratie"]);

    [Fact]
    public void line_feeds_are_kept() => LinesOf("a\n\nb\r\nc\n", 100).ShouldBe(["a", "", "b", "c"]);

    [Fact]
    public void lines_are_alike_in_length()
    {
        const string text = "aaaa bbbb cccc dddd eeee ffff gggg hhhh iiii jjjj kkkk llll mmmm nnnn oooo pppp";
        var lines = _typesetter.Break(text, _style, 130);
        var widths = lines.Take(lines.Count - 1).Select(line => line.Width).ToList();
        (widths.Max() - widths.Min()).ShouldBeLessThan(30);
    }

    public void Dispose()
    {
        _fonts.Dispose();
        _writer.Dispose();
    }

    private void EveryLineFits(string text, double width)
    {
        foreach (var line in _typesetter.Break(text, _style, width))
            line.Width.ShouldBeLessThanOrEqualTo(width + 0.3);
    }

    private List<string> LinesOf(string text, double width) =>
        _typesetter.Break(text, _style, width).Select(line => string.Concat(line.Fragments.Select(fragment => fragment.Text)).TrimEnd(' ')).ToList();
}
