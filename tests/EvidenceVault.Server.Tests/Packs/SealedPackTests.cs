using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using EvidenceVault.Cli;
using EvidenceVault.Server.Packs.Data;
using EvidenceVault.Server.Packs.Pages;
using EvidenceVault.Server.Packs.Sealing;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Ledger;

namespace EvidenceVault.Server.Tests.Packs;

/// <summary>Packs of a vault that has a certificate to seal them with: one it issued itself.</summary>
public sealed class SealedPackTests : IAsyncLifetime
{
    private const string Password = "a password of the seal";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("evidence-vault-seal-");
    private VaultHost _host = null!;
    private HttpClient _client = null!;
    private History _history = null!;
    private string _key = "";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Pfx => Path.Combine(_folder.FullName, "keys", "seal.pfx");

    private string Pem => Path.Combine(_folder.FullName, "seal.pem");

    public async ValueTask InitializeAsync()
    {
        _host = await VaultHost.StartAsync(new Dictionary<string, string> { ["Vault:SealCertificate"] = Pfx, ["Vault:SealPassword"] = Password });
        using var anonymous = _host.Client();
        _history = await History.HandIn(anonymous, _host.OperatorKey);
        _client = _host.Client(await _host.CreateKeyAsync(_history.Principal));
        _key = await _host.LedgerKey();
        using var certificate = X509CertificateLoader.LoadPkcs12FromFile(Pfx, Password);
        await File.WriteAllTextAsync(Pem, certificate.ExportCertificatePem(), Ct);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _host.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task a_pack_is_sealed_says_so_and_is_checked_with_the_certificate()
    {
        var pack = await _client.Make(_history.Principal, PackClient.Order(_history.Consumer));
        pack.Text.ShouldContain("Elektronisch verzegeld");
        pack.Text.ShouldContain("uitgegeven door de houder zelf");
        pack.Text.ShouldNotContain("Niet verzegeld");
        using var certificate = X509CertificateLoader.LoadPkcs12FromFile(Pfx, Password);
        var hash = Convert.ToHexStringLower(SHA256.HashData(certificate.RawData));
        pack.Data.GetProperty("seal").GetProperty("sha256").GetString().ShouldBe(hash);
        using var anyone = _host.Client();
        var page = (await anyone.ReadAsync($"/controle/{pack.Id}")).Text;
        page.ShouldContain("Dit dossier is elektronisch verzegeld");
        page.ShouldContain(hash);
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(Pfx).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);

        var (code, output) = await Verify(pack.Bytes, "--seal", Pem);
        code.ShouldBe(0, output);
        JsonElement.Parse(output).GetProperty("sealedBy").GetString()!.ShouldContain(hash);
        (await Verify(pack.Bytes)).Output.ShouldContain("whose it is is left open");
        await ShouldHoldForPdfsig(pack.Bytes);

        // The same data under the same certificate are the same file.
        var data = PackData.FromJson(pack.Files["pack.json"]);
        PackFile.Of(data, pack.Proofs(data), PackSeal.Read(Pfx, Password)).Content.ShouldBe(pack.Bytes);
    }

    [Fact]
    public async Task whatever_is_done_to_a_sealed_pack_shows()
    {
        var pack = await _client.Make(_history.Principal, PackClient.Order(_history.Consumer));
        var data = PackData.FromJson(pack.Files["pack.json"]);
        var other = Other();

        // A byte of the first page, which no proof knows of.
        var changed = (byte[])pack.Bytes.Clone();
        changed[3_000] ^= 1;
        await ShouldName(changed, "seal-broken");
        await ShouldName([.. pack.Bytes, (byte)'\n'], "seal-not-whole");
        await ShouldName(PackFile.Of(data, pack.Proofs(data)).Content, "seal-missing", "--seal", Pem);
        await ShouldName(PackFile.Of(data, pack.Proofs(data), other).Content, "seal-not-trusted", "--seal", Pem);
        await ShouldName(PackFile.Of(data, pack.Proofs(data), other with { Data = data.Seal! }).Content, "seal-differs");
    }

    [Fact]
    public void a_certificate_that_cannot_be_read_is_said_and_not_left_out()
    {
        Should.Throw<InvalidOperationException>(() => PackSeal.Read(Pfx, "another password")).Message.ShouldContain("Vault__SealPassword");
        Should.Throw<InvalidOperationException>(() => PackSeal.Read(Path.Combine(_folder.FullName, "none.pfx"), Password)).Message.ShouldContain("does not exist");
    }

    // Another's, of an elliptic curve.
    private PackSeal Other()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=Another", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var file = Path.Combine(_folder.FullName, "other.pfx");
        File.WriteAllBytes(file, certificate.Export(X509ContentType.Pfx, Password));
        return PackSeal.Read(file, Password);
    }

    private async Task ShouldName(byte[] pdf, string kind, params string[] more)
    {
        var (code, output) = await Verify(pdf, more);
        code.ShouldBe(1, output);
        JsonElement.Parse(output).GetProperty("findings").EnumerateArray().Select(f => f.GetProperty("kind").GetString()).ShouldContain(kind, output);
    }

    private async Task<(int Code, string Output)> Verify(byte[] pdf, params string[] more)
    {
        var file = Path.Combine(_folder.FullName, "pack.pdf");
        await File.WriteAllBytesAsync(file, pdf, Ct);
        var output = new StringWriter();
        var code = await Commands.RunAsync(["verify", file, "--key", _key, "--json", .. more], output, output, Ct);
        return (code, output.ToString());
    }

    // Other software than ours, where it is installed.
    private async Task ShouldHoldForPdfsig(byte[] pdf)
    {
        if (!PdfSig.IsPossible) return;
        var file = Path.Combine(_folder.FullName, "sealed.pdf");
        await File.WriteAllBytesAsync(file, pdf, Ct);
        var output = await PdfSig.Run(file, Ct);
        output.ShouldContain("Signature is Valid");
        output.ShouldContain("ETSI.CAdES.detached");
        output.ShouldContain("Total document signed");
    }
}
