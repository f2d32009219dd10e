using System.Formats.Asn1;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Text;
using System.Text.RegularExpressions;
using EvidenceVault.Pdf.Sealing;

namespace EvidenceVault.Server.Tests.Packs;

/// <summary>A signature in a PDF, found by its looks, to be read and changed by hand.</summary>
internal sealed partial record SignatureInPdf(SealSlot Slot, long End, byte[] Contents)
{
    private const string Stamp = "1.2.840.113549.1.9.16.2.14";

    /// <summary>Those of a file, in their order.</summary>
    public static IReadOnlyList<SignatureInPdf> In(byte[] pdf) => [.. Looks().Matches(Encoding.Latin1.GetString(pdf)).Select(m => new SignatureInPdf(
        new SealSlot(m.Groups["range"].Index, m.Groups["contents"].Index - 1, m.Groups["contents"].Length / 2),
        long.Parse(m.Groups["second"].Value, CultureInfo.InvariantCulture) + long.Parse(m.Groups["rest"].Value, CultureInfo.InvariantCulture),
        Convert.FromHexString(m.Groups["contents"].Value)))];

    /// <summary>The signature without the room behind it.</summary>
    public byte[] Encoded
    {
        get
        {
            AsnDecoder.ReadEncodedValue(Contents, AsnEncodingRules.BER, out _, out _, out var length);
            return Contents[..length];
        }
    }

    /// <summary>The value of the signature, which a timestamp is over.</summary>
    public byte[] Value => Read().SignerInfos[0].GetSignature();

    /// <summary>The timestamps it has.</summary>
    public IReadOnlyList<byte[]> Tokens =>
        [.. Read().SignerInfos[0].UnsignedAttributes.Cast<CryptographicAttributeObject>().Where(a => a.Oid.Value == Stamp).SelectMany(a => a.Values.Cast<AsnEncodedData>()).Select(v => v.RawData)];

    /// <summary>The file with another timestamp in this signature.</summary>
    public async Task<byte[]> With(byte[] pdf, byte[] token)
    {
        using var file = new MemoryStream((byte[])pdf.Clone());
        await PdfSeal.Stamp(file, Slot, _ => Task.FromResult(token));
        return file.ToArray();
    }

    /// <summary>The file without the timestamp of this signature.</summary>
    public byte[] Without(byte[] pdf)
    {
        var cms = Read();
        var attribute = cms.SignerInfos[0].UnsignedAttributes.Cast<CryptographicAttributeObject>().Single(a => a.Oid.Value == Stamp);
        cms.SignerInfos[0].RemoveUnsignedAttribute(attribute.Values[0]);
        return Put(pdf, cms.Encode());
    }

    /// <summary>The file with other bytes where this signature is.</summary>
    public byte[] Put(byte[] pdf, byte[] signature)
    {
        var changed = (byte[])pdf.Clone();
        Encoding.ASCII.GetBytes(Convert.ToHexString(signature).PadRight(2 * Slot.Capacity, '0')).CopyTo(changed, Slot.ContentsOffset + 1);
        return changed;
    }

    private SignedCms Read()
    {
        var cms = new SignedCms(new ContentInfo([]), detached: true);
        cms.Decode(Encoded);
        return cms;
    }

    [GeneratedRegex(@"/ByteRange (?<range>\[0 \d{10} (?<second>\d{10}) (?<rest>\d{10})\])/Contents <(?<contents>[0-9A-F]+)>")]
    private static partial Regex Looks();
}
