using CsCheck;
using EvidenceVault.Pdf.Typography;

namespace EvidenceVault.Pdf.Tests;

public class when_shaping_text
{
    [Fact]
    public void letters_join_in_ligatures_and_still_say_what_they_are()
    {
        using var shaper = new Shaper(Typefaces.Regular);
        var run = shaper.Shape("fiets");
        run.Glyphs.Length.ShouldBe(4);
        run.TextOf(0).ShouldBe("fi");
        run.TextOf(1).ShouldBe("e");
    }

    [Fact]
    public void letters_are_kerned()
    {
        using var shaper = new Shaper(Typefaces.Regular);
        shaper.Shape("AV").Width.ShouldBeLessThan(shaper.Shape("A").Width + shaper.Shape("V").Width);
    }

    [Fact]
    public void texts_are_shaped_alike_however_many_came_before()
    {
        using var shaper = new Shaper(Typefaces.Regular);
        var first = shaper.Shape("gelijk");
        for (var i = 0; i < 40_000; i++)
            shaper.Shape($"woord {i}");
        var again = shaper.Shape("gelijk");
        again.Glyphs.ShouldBe(first.Glyphs);
        again.ShouldNotBeSameAs(first);
    }

    [Fact]
    public void clusters_give_back_any_clean_text() => Gen.String[Gen.Char['\u0020', '\u04FF'], 0, 40].Select(TextCleaner.Clean).Sample(
        text =>
        {
            using var shaper = new Shaper(Typefaces.Regular);
            var run = shaper.Shape(text);
            string.Concat(Enumerable.Range(0, run.Glyphs.Length).Select(run.TextOf)).ShouldBe(run.Text);
            (run.Original ?? run.Text).ShouldBe(text);
            run.Glyphs.ShouldNotContain((ushort)0);
        },
        threads: 1,
        iter: 300);

    [Fact]
    public void fonts_are_cut_down_to_the_glyphs_in_use()
    {
        using var shaper = new Shaper(Typefaces.Regular);
        var glyphs = shaper.Shape("efficiënt").Glyphs;
        var subset = FontSubset.Create(Typefaces.Regular, glyphs);
        subset.Length.ShouldBeInRange(1_000, 20_000);
        FontSubset.Create(Typefaces.Regular, glyphs).ShouldBe(subset);
    }

    [Fact]
    public void the_four_faces_are_what_they_should_be()
    {
        FontFace[] faces = [Typefaces.Regular, Typefaces.Strong, Typefaces.Italic, Typefaces.Mono];
        faces.Select(face => face.PostScriptName).ShouldBe(["IBMPlexSans", "IBMPlexSans-SmBld", "IBMPlexSans-Italic", "IBMPlexMono"]);
        Typefaces.Mono.IsFixedPitch.ShouldBeTrue();
        Typefaces.Italic.ItalicAngle.ShouldBeLessThan(0);
    }
}
