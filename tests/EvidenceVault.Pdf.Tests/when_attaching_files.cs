using System.Security.Cryptography;
using System.Text;
using UglyToad.PdfPig.Tokens;

namespace EvidenceVault.Pdf.Tests;

public class when_attaching_files
{
    private static readonly Attachment Json = new("proofs/één.json", "application/json", "Bewijs", AttachmentRelationship.Source);

    [Fact]
    public void files_come_out_as_they_went_in()
    {
        var large = new byte[300_000];
        for (var i = 0; i < large.Length; i++)
            large[i] = (byte)(i * i >> 3);
        using var pdf = new PdfInspector(Sample.Create(document =>
        {
            document.Attach(Json, Encoding.UTF8.GetBytes("{}"));
            document.Paragraph("tussendoor");
            document.Attach(Json with { Name = "groot.bin", MediaType = "application/octet-stream" }, large);
            document.Attach(Json with { Name = "leeg.txt" }, ReadOnlyMemory<byte>.Empty);
        }));
        pdf.Document.Advanced.TryGetEmbeddedFiles(out var files).ShouldBeTrue();
        var byName = files.ToDictionary(file => file.Name, file => file.Bytes.ToArray());
        byName["groot.bin"].ShouldBe(large);
        byName["proofs/één.json"].ShouldBe("{}"u8.ToArray());
        byName["leeg.txt"].ShouldBeEmpty();
    }

    [Fact]
    public void each_has_its_type_relationship_checksum_and_the_date_of_the_document()
    {
        var content = Encoding.UTF8.GetBytes("{\"a\":1}");
        using var pdf = new PdfInspector(Sample.Create(document => document.Attach(Json, content)));
        var specification = pdf.Dictionary(pdf.Array(pdf.Catalog.Data["AF"]).Single());
        ((NameToken)specification.Data["AFRelationship"]).Data.ShouldBe("Source");
        var file = pdf.Dictionary(pdf.Dictionary(specification.Data["EF"]).Data["F"]);
        ((NameToken)file.Data["Subtype"]).Data.ShouldBe("application/json");
        var parameters = pdf.Dictionary(file.Data["Params"]);
        ((NumericToken)parameters.Data["Size"]).Int.ShouldBe(content.Length);
        ((StringToken)parameters.Data["ModDate"]).Data.ShouldBe("D:20260312093000Z");
#pragma warning disable CA5351 // The PDF format prescribes MD5.
        ((HexToken)parameters.Data["CheckSum"]).Bytes.ToArray().ShouldBe(MD5.HashData(content));
#pragma warning restore CA5351
    }

    [Fact]
    public void the_same_name_twice_is_refused() => Should.Throw<ArgumentException>(() => Sample.Create(document =>
    {
        document.Attach(Json, new byte[1]);
        document.Attach(Json, new byte[2]);
    }));
}
