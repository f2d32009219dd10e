using System.Text;
using System.Text.RegularExpressions;
using EvidenceVault.Pdf.Sealing;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Cms;
using Org.BouncyCastle.Asn1.Pkcs;
using Org.BouncyCastle.Cms;
using Org.BouncyCastle.Tsp;

namespace EvidenceVault.Pdf.Tests;

public sealed partial class when_sealing
{
    private static readonly TestAuthority Authority = new();
    private static readonly SealSigner Sealer = Authority.NewSigner("CN=Zonnekracht Energie B.V.");
    private static readonly SealSigner Second = Authority.NewSigner("CN=Tweede persoon");
    private static readonly DateTimeOffset Later = new(2026, 3, 13, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void the_seal_is_valid_and_covers_all_but_itself()
    {
        using var file = Sealed();
        var signature = Signatures(file).ShouldHaveSingleItem();
        signature.IsValid.ShouldBeTrue();
        signature.CoversToEnd.ShouldBeTrue();
        signature.Signer.SignedAttributes[CmsAttributes.SigningTime].ShouldBeNull();
        signature.Signer.SignedAttributes[PkcsObjectIdentifiers.IdAASigningCertificateV2].ShouldNotBeNull();
    }

    [Fact]
    public void one_changed_byte_breaks_it()
    {
        using var file = Sealed();
        file.Position = 2000;
        var value = file.ReadByte();
        file.Position = 2000;
        file.WriteByte((byte)(value ^ 1));
        Signatures(file).Single().IsValid.ShouldBeFalse();
    }

    [Fact]
    public void the_same_document_sealed_twice_has_the_same_bytes()
    {
        using var first = Sealed();
        using var second = Sealed();
        second.ToArray().ShouldBe(first.ToArray());
    }

    [Fact]
    public async Task a_timestamp_can_be_part_of_it_and_changes_nothing_else()
    {
        using var file = new MemoryStream();
        var slot = Seal(file);
        var before = file.ToArray();
        await PdfSeal.Stamp(file, slot, value => Task.FromResult(Authority.Stamp(value)));
        var after = file.ToArray();
        after.Length.ShouldBe(before.Length);
        Enumerable.Range(0, after.Length).Where(i => after[i] != before[i]).ShouldAllBe(i => i > slot.ContentsOffset && i < slot.ContentsOffset + 1 + 2 * slot.Capacity);
        var signature = Signatures(file).Single();
        signature.IsValid.ShouldBeTrue();
        var attribute = signature.Signer.UnsignedAttributes[PkcsObjectIdentifiers.IdAASignatureTimeStampToken];
        var token = new TimeStampToken(new CmsSignedData(attribute.AttrValues[0].ToAsn1Object().GetEncoded()));
        token.TimeStampInfo.GetMessageImprintDigest().ShouldBe(System.Security.Cryptography.SHA256.HashData(signature.Signer.GetSignature()));
    }

    [Fact]
    public async Task a_timestamp_that_does_not_fit_leaves_the_file_as_it_was()
    {
        using var file = new MemoryStream();
        var slot = Seal(file, capacity: 2_400);
        var before = file.ToArray();
        await Should.ThrowAsync<InvalidOperationException>(() => PdfSeal.Stamp(file, slot, value => Task.FromResult(Authority.Stamp(value))));
        file.ToArray().ShouldBe(before);
    }

    [Fact]
    public async Task a_countersignature_can_have_a_timestamp_of_its_own()
    {
        using var file = Sealed();
        var slot = PdfSeal.Countersign(file, Second, Later, "Vrijgegeven");
        await PdfSeal.Stamp(file, slot, value => Task.FromResult(Authority.Stamp(value)));
        var signatures = Signatures(file);
        signatures.ShouldAllBe(signature => signature.IsValid);
        signatures[0].Signer.UnsignedAttributes.ShouldBeNull();
        signatures[1].Signer.UnsignedAttributes[PkcsObjectIdentifiers.IdAASignatureTimeStampToken].ShouldNotBeNull();
    }

    [Fact]
    public void after_a_countersignature_both_are_valid_and_no_earlier_byte_has_changed()
    {
        using var file = Sealed();
        var before = file.ToArray();
        PdfSeal.Countersign(file, Second, Later, "Vrijgegeven door een tweede persoon");
        file.ToArray().AsSpan(0, before.Length).SequenceEqual(before).ShouldBeTrue();
        var signatures = Signatures(file);
        signatures.Count.ShouldBe(2);
        signatures.ShouldAllBe(signature => signature.IsValid);
        signatures[0].CoversToEnd.ShouldBeFalse();
        signatures[1].CoversToEnd.ShouldBeTrue();
    }

    [Fact]
    public void a_countersigned_document_can_still_be_read()
    {
        using var file = Sealed();
        PdfSeal.Countersign(file, Second, Later, "Vrijgegeven");
        using var pdf = new PdfInspector(file.ToArray());
        pdf.Document.TryGetForm(out var form).ShouldBeTrue();
        form!.Fields.Count.ShouldBe(2);
        new TagLint(pdf).Run().ShouldBeEmpty();
        pdf.Pages.Count.ShouldBeGreaterThan(5);
    }

    [Fact]
    public void a_second_countersignature_is_refused()
    {
        using var file = Sealed();
        PdfSeal.Countersign(file, Second, Later, "Vrijgegeven");
        Should.Throw<InvalidOperationException>(() => PdfSeal.Countersign(file, Second, Later, "Nogmaals"));
    }

    [Fact]
    public void a_document_without_room_for_a_seal_cannot_be_countersigned()
    {
        using var file = new MemoryStream();
        file.Write(SamplePack.Create(3));
        Should.Throw<InvalidOperationException>(() => PdfSeal.Countersign(file, Second, Later, "Vrijgegeven"));
    }

    [Fact]
    public void too_little_room_is_refused()
    {
        using var file = new MemoryStream();
        using var document = PdfDocument.Create(file, Sample.Info, sealCapacity: 100);
        document.Paragraph("kort");
        var slot = document.Finish();
        Should.Throw<InvalidOperationException>(() => PdfSeal.Seal(file, slot!, Sealer));
    }

    private static MemoryStream Sealed()
    {
        var file = new MemoryStream();
        Seal(file);
        return file;
    }

    private static SealSlot Seal(MemoryStream file, int capacity = PdfSeal.DefaultCapacity)
    {
        using var document = PdfDocument.Create(file, SamplePack.Info, sealCapacity: capacity);
        SamplePack.Compose(document, 20);
        var slot = document.Finish().ShouldNotBeNull();
        PdfSeal.Seal(file, slot, Sealer);
        return slot;
    }

    [GeneratedRegex(@"/ByteRange \[0 (\d{10}) (\d{10}) (\d{10})\]/Contents <([0-9A-F]+)>")]
    private static partial Regex SignatureDictionary();

    private static List<FoundSignature> Signatures(MemoryStream file)
    {
        var bytes = file.ToArray();
        return SignatureDictionary().Matches(Encoding.Latin1.GetString(bytes)).Select(match => Check(bytes, match)).ToList();
    }

    private static FoundSignature Check(byte[] bytes, Match match)
    {
        var (first, second, rest) = (int.Parse(match.Groups[1].Value), int.Parse(match.Groups[2].Value), int.Parse(match.Groups[3].Value));
        bytes[first].ShouldBe((byte)'<');
        bytes[second - 1].ShouldBe((byte)'>');
        byte[] covered = [.. bytes.AsSpan(0, first), .. bytes.AsSpan(second, rest)];
        using var padded = new Asn1InputStream(Convert.FromHexString(match.Groups[4].Value));
        var signed = new CmsSignedData(new CmsProcessableByteArray(covered), padded.ReadObject().GetEncoded());
        var signer = signed.GetSignerInfos().GetSigners().Single();
        var certificate = signed.GetCertificates().EnumerateMatches(signer.SignerID).Single();
        return new FoundSignature(signer, IsValid(signer, certificate), second + rest == bytes.Length);
    }

    private static bool IsValid(SignerInformation signer, Org.BouncyCastle.X509.X509Certificate certificate)
    {
        try
        {
            return signer.Verify(certificate);
        }
        catch (CmsException)
        {
            return false;
        }
    }

    private sealed record FoundSignature(SignerInformation Signer, bool IsValid, bool CoversToEnd);
}
