using System.Security.Cryptography;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Cms;
using Org.BouncyCastle.Asn1.Ess;
using Org.BouncyCastle.Asn1.Pkcs;
using Org.BouncyCastle.Cms;
using Org.BouncyCastle.Utilities.Collections;
using Attribute = Org.BouncyCastle.Asn1.Cms.Attribute;
using AttributeTable = Org.BouncyCastle.Asn1.Cms.AttributeTable;

namespace EvidenceVault.Pdf.Sealing;

/// <summary>Makes CAdES signatures over content that is kept elsewhere.</summary>
internal static class DetachedSignature
{
    public static byte[] Create(CmsTypedData content, SealSigner signer)
    {
        var generator = new CmsSignedDataGenerator();
        var attributes = new AttributeTable(new DerSet(SigningCertificate(signer)));
        generator.AddSignerInfoGenerator(new SignerInfoGeneratorBuilder()
            .WithSignedAttributeGenerator(new WithoutSigningTime(attributes))
            .Build(signer.Signature, signer.Chain[0]));
        generator.AddCertificates(CollectionUtilities.CreateStore(signer.Chain));
        return generator.Generate(content, encapsulate: false).GetEncoded("DER");
    }

    /// <summary>The value of a signature, which is what a timestamp of it is over.</summary>
    /// <param name="padded">The signature, with the room behind it.</param>
    public static byte[] ValueOf(byte[] padded) => SignerOf(Read(padded)).GetSignature();

    /// <summary>A signature with a timestamp as unsigned attribute.</summary>
    /// <param name="padded">The signature, with the room behind it.</param>
    /// <param name="token">The encoded RFC 3161 token.</param>
    public static byte[] WithTimestamp(byte[] padded, byte[] token)
    {
        var signed = Read(padded);
        var attribute = new Attribute(PkcsObjectIdentifiers.IdAASignatureTimeStampToken, new DerSet(Asn1Object.FromByteArray(token)));
        var stamped = SignerInformation.ReplaceUnsignedAttributes(SignerOf(signed), new AttributeTable(new DerSet(attribute)));
        return CmsSignedData.ReplaceSigners(signed, new SignerInformationStore(stamped)).GetEncoded("DER");
    }

    private static CmsSignedData Read(byte[] padded)
    {
        using var input = new Asn1InputStream(padded);
        return new CmsSignedData(input.ReadObject().GetEncoded());
    }

    private static SignerInformation SignerOf(CmsSignedData signed) => signed.GetSignerInfos().GetSigners().Single();

    /// <summary>Ties the signature to one certificate, so that no other with the same key can take its place.</summary>
    private static Attribute SigningCertificate(SealSigner signer)
    {
        var digest = SHA256.HashData(signer.Chain[0].GetEncoded());
        var value = new SigningCertificateV2([new EssCertIDv2(digest)]);
        return new Attribute(PkcsObjectIdentifiers.IdAASigningCertificateV2, new DerSet(value));
    }

    /// <summary>PAdES forbids the signing time among the signed attributes: it stands in the signature dictionary.</summary>
    private sealed class WithoutSigningTime(AttributeTable attributes) : CmsAttributeTableGenerator
    {
        private readonly DefaultSignedAttributeTableGenerator _inner = new(attributes);

        public AttributeTable GetAttributes(IDictionary<CmsAttributeTableParameter, object> parameters) =>
            _inner.GetAttributes(parameters).Remove(CmsAttributes.SigningTime).Remove(CmsAttributes.CmsAlgorithmProtect);
    }
}
