using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using EvidenceVault.Cli;
using EvidenceVault.Domain.Packs;
using EvidenceVault.Server.Packs;
using EvidenceVault.Server.Packs.Sealing;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Intake;
using EvidenceVault.Server.Tests.Ledger;
using EvidenceVault.Server.Tests.Retention;
using Microsoft.Extensions.DependencyInjection;

namespace EvidenceVault.Server.Tests.Packs;

/// <summary>A vault that seals packs, in which Anna asks for them, and Bram and Carla may countersign them.</summary>
public sealed class CountersignHost : IAsyncLifetime
{
    public const string Password = "a password of a certificate";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("evidence-vault-countersign-");

    private string _key = "";

    public RetentionHost Base { get; } = new();

    public VaultHost Vault => Base.Vault;

    public string P => Base.P;

    public HttpClient Carla { get; private set; } = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await Base.InitializeAsync(null, settings: new Dictionary<string, string>
        {
            ["Vault:SealCertificate"] = Pfx("seal"),
            ["Vault:SealPassword"] = Password,
            ["Vault:Countersigners:0:Holder"] = "Bram",
            ["Vault:Countersigners:0:Certificate"] = Pfx("bram"),
            ["Vault:Countersigners:0:Password"] = Password,
            ["Vault:Countersigners:1:Holder"] = "carla",
            ["Vault:Countersigners:1:Certificate"] = Pfx("carla"),
            ["Vault:Countersigners:1:Password"] = Password,
            ["Vault:Countersigners:2:Holder"] = "daan",
            ["Vault:Countersigners:2:Principal"] = "another-principal",
            ["Vault:Countersigners:2:Certificate"] = Pfx("daan"),
            ["Vault:Countersigners:2:Password"] = Password,
        });
        Carla = Vault.Client(await Vault.CreateKeyAsync(Base.Desk.Principal, holder: "carla"));
        _key = await Vault.LedgerKey();
    }

    public async ValueTask DisposeAsync()
    {
        Carla?.Dispose();
        await Base.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>The file with somebody's certificate and key.</summary>
    public string Pfx(string whose) => Path.Combine(_folder.FullName, $"{whose}.pfx");

    /// <summary>What somebody signs with.</summary>
    public PackSeal Signer(string whose) => PackSeal.Read(Pfx(whose), Password);

    /// <summary>A file with somebody's certificate, to trust it by.</summary>
    public string Pem(string whose)
    {
        using var certificate = X509CertificateLoader.LoadPkcs12FromFile(Pfx(whose), Password);
        var file = Path.Combine(_folder.FullName, $"{whose}.pem");
        File.WriteAllText(file, certificate.ExportCertificatePem());
        return file;
    }

    /// <summary>Has a pack about somebody made.</summary>
    public async Task<string> Pack()
    {
        var phone = Desk.Phone();
        await Base.Desk.Accept(Desk.Consent(phone));
        return await Base.Pack((await Base.Desk.Find(phone))!.Value);
    }

    public Task<Answer> Countersign(HttpClient by, string pack, object? body = null) => by.PostAsync($"{P}/packs/{pack}/countersign", body ?? new { });

    public async Task<byte[]> Download(string pack) => (await Base.Anna.Download(Base.Desk.Principal, pack)).Bytes;

    public async Task<Pack> Load(string pack) => (await Vault.Services.GetRequiredService<PackStreams>().Load(Base.Desk.Principal, pack, Ct))!;

    public async Task<bool> HasBlob(string blob) => await Vault.Services.GetRequiredService<Azure.Storage.Blobs.BlobContainerClient>().GetBlobClient(blob).ExistsAsync(Ct);

    /// <summary>How many blobs there are.</summary>
    public async Task<int> Blobs()
    {
        var count = 0;
        await foreach (var _ in Vault.Services.GetRequiredService<Azure.Storage.Blobs.BlobContainerClient>().GetBlobsAsync(cancellationToken: Ct)) count++;
        return count;
    }

    public async Task<IReadOnlyList<string>> Events(string pack) => await Vault.Query($"select type from vault.mt_events where stream_id = 'pack/{pack}' and type <> 'pack.read' order by version");

    /// <summary>A pack that cannot be kept, while this is held.</summary>
    public async Task<Npgsql.NpgsqlConnection> Hold(string sql)
    {
        var connection = new Npgsql.NpgsqlConnection(Vault.Services.GetRequiredService<Microsoft.Extensions.Configuration.IConfiguration>()["ConnectionStrings:Vault"]);
        await connection.OpenAsync(Ct);
        await using var command = new Npgsql.NpgsqlCommand($"begin; {sql}", connection);
        await command.ExecuteNonQueryAsync(Ct);
        return connection;
    }

    /// <summary>What <c>vault verify</c> says of a file.</summary>
    internal async Task<(int Code, string Output)> Verify(byte[] pdf, params string[] more)
    {
        var file = Path.Combine(_folder.FullName, $"{Guid.NewGuid():N}.pdf");
        await File.WriteAllBytesAsync(file, pdf, Ct);
        var output = new StringWriter();
        var code = await Commands.RunAsync(["verify", file, "--key", _key, "--json", .. more], output, output, Ct);
        return (code, output.ToString());
    }

    /// <summary>What <c>pdfsig</c> says of a file.</summary>
    internal async Task<string> PdfSigOf(byte[] pdf)
    {
        var file = Path.Combine(_folder.FullName, "pdfsig.pdf");
        await File.WriteAllBytesAsync(file, pdf, Ct);
        return await PdfSig.Run(file, Ct);
    }

    internal async Task ShouldName(byte[] pdf, string kind, params string[] more)
    {
        var (code, output) = await Verify(pdf, more);
        code.ShouldBe(1, output);
        JsonElement.Parse(output).GetProperty("findings").EnumerateArray().Select(f => f.GetProperty("kind").GetString()).ShouldContain(kind, output);
    }
}
