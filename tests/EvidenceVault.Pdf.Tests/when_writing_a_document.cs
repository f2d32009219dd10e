using System.Text;
using System.Text.RegularExpressions;
using UglyToad.PdfPig.Outline;
using UglyToad.PdfPig.Tokens;

namespace EvidenceVault.Pdf.Tests;

public partial class when_writing_a_document
{
    [Fact]
    public void the_same_calls_give_the_same_bytes() => SamplePack.Create().ShouldBe(SamplePack.Create());

    [Fact]
    public async Task documents_made_at_once_do_not_disturb_each_other()
    {
        var expected = SamplePack.Create(20);
        var documents = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => SamplePack.Create(20))));
        documents.ShouldAllBe(document => document.SequenceEqual(expected));
    }

    [Fact]
    public void an_output_that_cannot_seek_gets_the_same_bytes()
    {
        using var output = new ForwardOnlyStream();
        using var document = PdfDocument.Create(output, SamplePack.Info);
        SamplePack.Compose(document, 60);
        document.Finish();
        output.Written.ShouldBe(SamplePack.Create());
    }

    [Fact]
    public void every_object_stands_where_the_cross_reference_stream_says()
    {
        var references = new CrossReferenceReader(SamplePack.Create());
        references.Faults().ShouldBeEmpty();
        references.ObjectCount.ShouldBeGreaterThan(500);
    }

    [Fact]
    public void metadata_claims_archival_level_3b_and_nothing_more()
    {
        using var pdf = new PdfInspector(SamplePack.Create());
        var xmp = Encoding.UTF8.GetString(pdf.Bytes(pdf.Catalog.Data["Metadata"]));
        xmp.ShouldContain("<pdfaid:part>3</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>");
        xmp.ShouldNotContain("pdfuaid");
        xmp.ShouldContain("<xmp:CreateDate>2026-03-12T09:30:00Z</xmp:CreateDate>");
        pdf.Dictionary(pdf.Catalog.Data["Metadata"]).ContainsKey(NameToken.Create("Filter")).ShouldBeFalse();
        pdf.Document.Information.CreationDate.ShouldBe("D:20260312093000Z");
        pdf.Document.Information.Title.ShouldBe(SamplePack.Info.Title);
    }

    [Fact]
    public void metadata_survives_characters_that_xml_does_not_allow()
    {
        var info = Sample.Info with { Title = "A\u0001 <&> \uD800 \"é\"" };
        using var output = new MemoryStream();
        using var document = PdfDocument.Create(output, info);
        document.Paragraph("x");
        document.Finish();
        using var pdf = new PdfInspector(output.ToArray());
        var xmp = Encoding.UTF8.GetString(pdf.Bytes(pdf.Catalog.Data["Metadata"])).Trim('\uFEFF');
        System.Xml.Linq.XDocument.Parse(xmp).ToString().ShouldContain("é");
    }

    [Fact]
    public void the_catalog_names_language_title_and_output_intent()
    {
        using var pdf = new PdfInspector(SamplePack.Create());
        ((StringToken)pdf.Catalog.Data["Lang"]).Data.ShouldBe("nl-NL");
        pdf.Dictionary(pdf.Catalog.Data["ViewerPreferences"]).Data["DisplayDocTitle"].ShouldBe(BooleanToken.True);
        var intent = pdf.Dictionary(pdf.Array(pdf.Catalog.Data["OutputIntents"])[0]);
        ((NameToken)intent.Data["S"]).Data.ShouldBe("GTS_PDFA1");
        var profile = pdf.Bytes(intent.Data["DestOutputProfile"]);
        profile.Length.ShouldBe(System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(profile));
        Encoding.ASCII.GetString(profile, 36, 4).ShouldBe("acsp");
    }

    [Fact]
    public void every_font_is_embedded_and_can_be_read_back()
    {
        using var pdf = new PdfInspector(SamplePack.Create());
        var resources = pdf.Dictionary(pdf.Pages[0].Dictionary.Data["Resources"]);
        var fonts = pdf.Dictionary(resources.Data["Font"]).Data.Values.Select(pdf.Dictionary).ToList();
        fonts.Count.ShouldBe(3);
        foreach (var font in fonts)
        {
            font.ContainsKey(NameToken.Create("ToUnicode")).ShouldBeTrue();
            var descendant = pdf.Dictionary(pdf.Array(font.Data["DescendantFonts"])[0]);
            pdf.Dictionary(descendant.Data["FontDescriptor"]).ContainsKey(NameToken.Create("FontFile2")).ShouldBeTrue();
        }
    }

    [Fact]
    public void every_page_says_its_number_and_the_total()
    {
        using var pdf = new PdfInspector(SamplePack.Create());
        var pages = pdf.Pages;
        pages[0].Text.ShouldNotContain(" van 9");
        for (var number = 2; number <= pages.Count; number++)
            pages[number - 1].Text.ShouldContain($"{number} van {pages.Count}");
    }

    [Fact]
    public void the_table_of_contents_gives_the_page_of_each_heading()
    {
        using var pdf = new PdfInspector(SamplePack.Create());
        var entry = ContentsLine().Match(pdf.Pages[1].Text);
        var page = int.Parse(entry.Groups[1].ValueSpan);
        pdf.Pages[page - 1].Text.ShouldContain("Tabel 3. Alle belpogingen");
    }

    [Fact]
    public void headings_become_bookmarks_in_a_tree()
    {
        using var pdf = new PdfInspector(SamplePack.Create());
        pdf.Document.TryGetBookmarks(out var bookmarks).ShouldBeTrue();
        var top = bookmarks.Roots.Select(root => root.Title).ToList();
        top.ShouldContain("Toestemming");
        bookmarks.Roots.Single(root => root.Title == "Toestemming").Children.Select(child => child.Title)
            .ShouldBe(["Toestemming van 3 september 2025", "Toestemming van 11 mei 2021"]);
        bookmarks.Roots.OfType<DocumentBookmarkNode>().ShouldAllBe(node => node.PageNumber >= 1);
    }

    [Fact]
    public void a_document_without_content_is_one_valid_page()
    {
        var bytes = Sample.Create(_ => { });
        using var pdf = new PdfInspector(bytes);
        pdf.Pages.Count.ShouldBe(1);
        new TagLint(pdf).Run().ShouldBeEmpty();
    }

    [Fact]
    public void a_link_to_an_anchor_that_does_not_exist_is_refused() =>
        Should.Throw<InvalidOperationException>(() => Sample.Create(document => document.Paragraph(Inline.Link("zie", "nergens"))));

    [Fact]
    public void nothing_can_be_added_to_a_finished_document()
    {
        using var document = PdfDocument.Create(new MemoryStream(), Sample.Info);
        document.Finish();
        Should.Throw<InvalidOperationException>(() => document.Paragraph("te laat"));
        Should.Throw<InvalidOperationException>(() => document.Finish());
    }

    [GeneratedRegex(@"Gesprekken\s*(\d+)")]
    private static partial Regex ContentsLine();
}
