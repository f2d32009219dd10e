using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using EvidenceVault.Pdf.Sealing;
using EvidenceVault.Server.Packs.Data;
using EvidenceVault.Server.Packs.Pages;
using EvidenceVault.Server.Packs.Sealing;
using EvidenceVault.Server.Tests.Ledger;

namespace EvidenceVault.Server.Tests.Packs;

/// <summary>The sample, sealed with certificates of several kinds, and what may be done to a seal.</summary>
internal sealed class SealedSamples : IDisposable
{
    private const string Password = "a password of the seal";

    private static readonly DateTimeOffset From = DateTimeOffset.UtcNow.AddDays(-2);
    private static readonly DateTimeOffset Until = DateTimeOffset.UtcNow.AddDays(2);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("evidence-vault-seals-");
    private readonly ReadPack _pack;
    private readonly X509Certificate2 _rsa, _root, _rootOfSameName, _issued, _issuedByNoIssuer, _ended;
    private readonly X509Certificate2[] _curves;
    private int _files;

    public SealedSamples(SamplePack sample)
    {
        _pack = new("sample", sample.Pdf, null);
        _rsa = Issue("CN=Zonkracht, O=\"Zonkracht, te Zon\", C=NL", RSA.Create(2_048), null);
        (_root, _rootOfSameName) = (Issue("CN=Root", RSA.Create(2_048), null, isIssuer: true), Issue("CN=Root", RSA.Create(2_048), null, isIssuer: true));
        (_issued, _issuedByNoIssuer) = (Issue("CN=Issued", RSA.Create(2_048), _root), Issue("CN=By one that may not issue", ECDsa.Create(ECCurve.NamedCurves.nistP256), _rsa));
        _ended = Issue("CN=Ended", RSA.Create(2_048), null, until: DateTimeOffset.UtcNow.AddDays(-1));
        _curves = [.. new[] { ECCurve.NamedCurves.nistP256, ECCurve.NamedCurves.nistP384, ECCurve.NamedCurves.nistP521 }.Select(c => Issue("CN=A curve", ECDsa.Create(c), null))];
    }

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>Adds them to what is checked.</summary>
    public async Task AddTo(CheckedPacks packs, TimestampAuthority? authority)
    {
        var (rsa, other) = (Seal(_rsa), Seal(_curves[0]));
        var (pdf, second) = (Sealed(rsa), Countersigned(Sealed(rsa), other));
        (string Name, string Kind, byte[] Pdf)[] changes =
        [
            ("a byte of the first page", "seal-broken", With(pdf, 3_000)),
            ("a line feed behind the end", "seal-not-whole", [.. pdf, (byte)'\n']),
            ("a digit of the signature", "seal-broken", WithSignature(pdf, -40)),
            ("a digit of what is signed", "seal-broken", WithSignature(pdf, -700)),
            ("something in the room behind the signature", "seal-broken", SignatureInPdf.In(pdf)[0].Put(pdf, [.. SignatureInPdf.In(pdf)[0].Encoded, 1])),
            ("no digit in the room behind the signature", "unreadable", WithSignature(pdf, 300)),
            ("another certificate than is said", "seal-differs", Sealed(other with { Data = rsa.Data })),
            ("the seal taken off", "seal-missing", Unsealed(pdf)),
            ("a countersignature by the seal's own certificate", "countersignature-same", Countersigned(pdf, rsa)),
            ("a countersignature changed", "countersignature-broken", WithSignature(second, -40)),
            ("a byte of the first page, countersigned", "countersignature-broken", With(second, 3_000)),
            ("a line feed behind a countersignature", "updated", [.. second, (byte)'\n']),
            ("a countersignature of another name", "updated", Replaced(second, "(Countersignature)", "(Countersignaturf)")),
            ("a countersignature that turns a page", "updated", Replaced(second, "/Rect[0 0 0 0]", "/Rect[0 9 9 9]")),
            ("half a countersignature", "unreadable", second[..^300]),
        ];
        var said = await packs.Add("sealed", Key, [("by RSA", pdf), .. _curves.Select((c, i) => ($"by curve {i}", Sealed(Seal(c)))), ("by one that was issued", Sealed(Seal(_issued))), ("countersigned", second), .. changes.Select(c => (c.Name, c.Pdf))]);
        foreach (var (name, kind, _) in changes) CheckedPacks.Kinds(said[name]).ShouldContain(kind, name);
        await packs.Add("sealed, trusted", Key, [("its own certificate", pdf), ("countersigned", second), ("another", Sealed(other)), ("not sealed", _pack.Bytes), ("one that may not issue", Sealed(Seal(_issuedByNoIssuer)))], _rsa.ExportCertificatePem());
        await packs.Add("sealed, by a root", Key, [("issued by it", Sealed(Seal(_issued))), ("not issued by it", pdf)], _root.ExportCertificatePem());
        await packs.Add("sealed, by a root of the same name", Key, [("issued by another", Sealed(Seal(_issued)))], _rootOfSameName.ExportCertificatePem());
        await packs.Add("countersigned, trusted", Key, [("by it", second), ("by another", Countersigned(pdf, Seal(_issued))), ("by nobody", pdf)], seconds: _curves[0].ExportCertificatePem());
        if (authority is not null) await AddStamped(packs, authority);
    }

    private async Task AddStamped(CheckedPacks packs, TimestampAuthority authority)
    {
        using var stranger = await TimestampAuthority.StartAsync(LedgerLook.FreePort());
        var (seal, ended) = (Seal(_rsa), Seal(_ended));
        var (claimed, late) = (Sealed(seal with { Data = seal.Data with { TimestampBy = "tsa.example" } }), Sealed(ended with { Data = ended.Data with { TimestampBy = "tsa.example" } }));
        var one = SignatureInPdf.In(claimed)[0];
        async Task<byte[]> Stamped(byte[] pdf, TimestampAuthority by, int number = 0) => await SignatureInPdf.In(pdf)[number].With(pdf, await StampedSamples.Stamp(by, SignatureInPdf.In(pdf)[number].Value));
        var stamped = await Stamped(claimed, authority);
        var changed = SignatureInPdf.In(stamped)[0].Encoded;
        changed[^1] ^= 1;
        (string, byte[])[] all =
        [
            ("as it was stamped", stamped),
            ("countersigned and stamped", await Stamped(Countersigned(stamped, Seal(_curves[1])), authority, 1)),
            ("a timestamp taken off", claimed),
            ("a timestamp added", await Stamped(Sealed(seal), authority)),
            ("a timestamp of something else", await one.With(claimed, await StampedSamples.Stamp(authority, [1]))),
            ("a timestamp changed", one.Put(claimed, changed)),
            ("a timestamp that is none", await one.With(claimed, [0x30, 0x00])),
            ("a timestamp by a stranger", await Stamped(claimed, stranger)),
            ("a timestamp of after the certificate", await Stamped(late, authority)),
        ];
        await packs.Add("seal stamped", Key, all);
        await packs.Add("seal stamped, trusted", Key, all, stamps: await File.ReadAllTextAsync(authority.Root));
    }

    private string Key => _pack.Data.GetProperty("proof").GetProperty("signedBy")[0].GetString()!;

    private byte[] Sealed(PackSeal seal)
    {
        var data = PackData.FromJson(_pack.Files["pack.json"]);
        return PackFile.Of(data, _pack.Proofs(data), seal).Content;
    }

    // In what comes last.
    private static byte[] Replaced(byte[] pdf, string from, string to)
    {
        var at = pdf.AsSpan().LastIndexOf(Encoding.ASCII.GetBytes(from));
        var changed = (byte[])pdf.Clone();
        Encoding.ASCII.GetBytes(to).CopyTo(changed, at);
        return changed;
    }

    private static byte[] With(byte[] pdf, int at)
    {
        var changed = (byte[])pdf.Clone();
        changed[at] ^= 1;
        return changed;
    }

    // A digit so far behind, or before, the end of the last signature, whose own bytes are followed by zeros.
    private static byte[] WithSignature(byte[] pdf, int from)
    {
        var end = pdf.AsSpan().LastIndexOf(">>>"u8);
        while (pdf[end - 1] == '0') end--;
        var changed = (byte[])pdf.Clone();
        changed[end + from] = (byte)(from > 0 ? 'g' : changed[end + from] == '1' ? '2' : '1');
        return changed;
    }

    private static byte[] Countersigned(byte[] pdf, PackSeal by)
    {
        using var file = new MemoryStream();
        file.Write(pdf);
        PdfSeal.Countersign(file, by.Signer, DateTimeOffset.UnixEpoch, "x");
        return file.ToArray();
    }

    private byte[] Unsealed(byte[] pdf)
    {
        using var output = new MemoryStream();
        using var document = EvidenceVault.Pdf.PdfDocument.Create(output, new EvidenceVault.Pdf.DocumentInfo("x", "x", "x", _pack.Data.GetProperty("asOf").GetDateTimeOffset()));
        document.Paragraph("x");
        foreach (var (name, content) in new ReadPack("x", pdf, null).Files) document.Attach(new EvidenceVault.Pdf.Attachment(name, "text/plain", "x", EvidenceVault.Pdf.AttachmentRelationship.Supplement), content);
        document.Finish();
        return output.ToArray();
    }

    private PackSeal Seal(X509Certificate2 certificate)
    {
        var file = Path.Combine(_folder.FullName, $"{++_files}.pfx");
        File.WriteAllBytes(file, certificate.Export(X509ContentType.Pfx, Password));
        return PackSeal.Read(file, Password);
    }

    private static X509Certificate2 Issue(string name, AsymmetricAlgorithm key, X509Certificate2? issuer, bool isIssuer = false, DateTimeOffset? until = null)
    {
        var request = key is RSA rsa ? new CertificateRequest(name, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1) : new CertificateRequest(name, (ECDsa)key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isIssuer, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(isIssuer ? X509KeyUsageFlags.KeyCertSign : X509KeyUsageFlags.DigitalSignature, critical: true));
        if (issuer is null) return request.CreateSelfSigned(From, until ?? Until);
        using var issued = request.Create(issuer.SubjectName, X509SignatureGenerator.CreateForRSA(issuer.GetRSAPrivateKey()!, RSASignaturePadding.Pkcs1), From, Until, Encoding.ASCII.GetBytes(name)[^8..]);
        return key is RSA own ? issued.CopyWithPrivateKey(own) : issued.CopyWithPrivateKey((ECDsa)key);
    }
}
