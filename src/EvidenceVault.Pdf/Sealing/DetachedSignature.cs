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
    public static byte[] Create(CmsTypedData content, SealSigner signer, Func<byte[], byte[]>? timestamp)
    {
        var generator = new CmsSignedDataGenerator();
        var attributes = new AttributeTable(new DerSet(SigningCertificate(signer)));
        generator.AddSignerInfoGenerator(new SignerInfoGeneratorBuilder()
            .WithSignedAttributeGenerator(new WithoutSigningTime(attributes))
            .Build(signer.Signature, signer.Chain[0]));
        generator.AddCertificates(CollectionUtilities.CreateStore(signer.Chain));
        var signed = generator.Generate(content, encapsulate: false);
        if (timestamp is not null)
            signed = AddTimestamp(signed, timestamp);
        return signed.GetEncoded("DER");
    }

    /// <summary>Ties the signature to one certificate, so that no other with the same key can take its place.</summary>
    private static Attribute SigningCertificate(SealSigner signer)
    {
        var digest = SHA256.HashData(signer.Chain[0].GetEncoded());
        var value = new SigningCertificateV2([new EssCertIDv2(digest)]);
        return new Attribute(PkcsObjectIdentifiers.IdAASigningCertificateV2, new DerSet(value));
    }

    private static CmsSignedData AddTimestamp(CmsSignedData signed, Func<byte[], byte[]> timestamp)
    {
        var signer = signed.GetSignerInfos().GetSigners().Single();
        var token = Asn1Object.FromByteArray(timestamp(signer.GetSignature()));
        var attribute = new Attribute(PkcsObjectIdentifiers.IdAASignatureTimeStampToken, new DerSet(token));
        var stamped = SignerInformation.ReplaceUnsignedAttributes(signer, new AttributeTable(new DerSet(attribute)));
        return CmsSignedData.ReplaceSigners(signed, new SignerInformationStore(stamped));
    }

    /// <summary>PAdES forbids the signing time among the signed attributes: it stands in the signature dictionary.</summary>
    private sealed class WithoutSigningTime(AttributeTable attributes) : CmsAttributeTableGenerator
    {
        private readonly DefaultSignedAttributeTableGenerator _inner = new(attributes);

        public AttributeTable GetAttributes(IDictionary<CmsAttributeTableParameter, object> parameters) =>
            _inner.GetAttributes(parameters).Remove(CmsAttributes.SigningTime).Remove(CmsAttributes.CmsAlgorithmProtect);
    }
}
