using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using EvidenceVault.Cli;
using EvidenceVault.Server.Ledger;
using EvidenceVault.Server.Ledger.Timestamps;
using EvidenceVault.Server.Packs.Data;
using EvidenceVault.Server.Packs.Pages;
using EvidenceVault.Server.Packs.Sealing;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Ledger;

namespace EvidenceVault.Server.Tests.Packs;

/// <summary>Seals with a timestamp of their own (B-T), from an authority of the test's own.</summary>
public sealed class StampedSealTests : IAsyncLifetime
{
    private const string Password = "a password of the seal";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("evidence-vault-stamped-seal-");
    private readonly LedgerHttp _http = new();
    private TimestampAuthority _authority = null!;
    private VaultHost _host = null!;
    private HttpClient _client = null!;
    private History _history = null!;
    private string _key = "";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Pfx => Path.Combine(_folder.FullName, "seal.pfx");

    private string Pem => Path.Combine(_folder.FullName, "seal.pem");

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(TimestampAuthority.IsPossible, "OpenSSL, which plays the authority, is not installed.");
        _authority = await TimestampAuthority.StartAsync(LedgerLook.FreePort());
        _host = await VaultHost.StartAsync(new Dictionary<string, string>
        {
            ["Vault:SealCertificate"] = Pfx,
            ["Vault:SealPassword"] = Password,
            ["Vault:SealTimestamp"] = _authority.Address,
            ["Vault:Countersigners:0:Holder"] = "bram",
            ["Vault:Countersigners:0:Certificate"] = Path.Combine(_folder.FullName, "bram.pfx"),
            ["Vault:Countersigners:0:Password"] = Password,
            ["Vault:TimestampAuthorities:0:Url"] = _authority.Address,
            ["Vault:TimestampSeconds"] = "1",
        });
        using var anonymous = _host.Client();
        _history = await History.HandIn(anonymous, _host.OperatorKey);
        _client = _host.Client(await _host.CreateKeyAsync(_history.Principal, holder: "anna"));
        _key = await _host.LedgerKey();
        using var certificate = X509CertificateLoader.LoadPkcs12FromFile(Pfx, Password);
        await File.WriteAllTextAsync(Pem, certificate.ExportCertificatePem(), Ct);
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        if (_host is not null) await _host.DisposeAsync();
        _authority?.Dispose();
        _http.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task a_seal_has_a_timestamp_that_we_and_other_software_find_good()
    {
        await LedgerLook.Until(
            async () => await _host.Number("select count(*) from vault.ledger_timestamp where line is not null and size >= (select count(*) from vault.mt_events)") > 0, "a stamped checkpoint covers all");
        var pack = await _client.Make(_history.Principal, PackClient.Order(_history.Consumer));
        pack.Data.GetProperty("seal").GetProperty("timestampBy").GetString().ShouldBe("127.0.0.1");
        pack.Text.ShouldContain("Het zegel heeft een tijdstempel van 127.0.0.1.");
        var state = await _client.ReadAsync($"/v1/principals/{_history.Principal}/packs/{pack.Id}").Expect(HttpStatusCode.OK);
        state.Body.GetProperty("timestampedAt").GetDateTimeOffset().ShouldBe(DateTimeOffset.UtcNow, TimeSpan.FromMinutes(2));
        using var anyone = _host.Client();
        (await anyone.ReadAsync($"/controle/{pack.Id}")).Text.ShouldContain("Tijdstempel van / Timestamp of het zegel");

        var (code, output) = await Verify(pack.Bytes, "--seal", Pem, "--tsa", _authority.Root);
        code.ShouldBe(0, output);
        var answer = JsonElement.Parse(output);
        answer.GetProperty("sealTimestamp").GetString()!.ShouldNotContain("left open");
        answer.GetProperty("notProven").ToString().ShouldNotContain("when it was sealed");
        (await Verify(pack.Bytes)).Output.ShouldContain("no --tsa was given");

        var seal = SignatureInPdf.In(pack.Bytes).ShouldHaveSingleItem();
        var (token, value) = (Path.Combine(_folder.FullName, "token"), Path.Combine(_folder.FullName, "value"));
        await File.WriteAllBytesAsync(token, seal.Tokens.ShouldHaveSingleItem(), Ct);
        await File.WriteAllBytesAsync(value, seal.Value, Ct);
        (await _authority.OpenSsl($"ts -verify -token_in -in {token} -data {value} -CAfile ca.pem")).ShouldContain("Verification: OK");
        if (PdfSig.IsPossible)
        {
            var said = await PdfSig.Run(Path.Combine(_folder.FullName, "pack.pdf"), Ct);
            said.ShouldContain("Signature is Valid");
            said.ShouldContain("Total document signed");
        }
    }

    [Fact]
    public async Task whatever_is_done_to_the_timestamp_shows()
    {
        var (pack, other) = (await _client.Make(_history.Principal, PackClient.Order(_history.Consumer)), await _client.Make(_history.Principal, PackClient.Order(_history.Consumer, language: "en")));
        var seal = SignatureInPdf.In(pack.Bytes)[0];
        await ShouldName(seal.Without(pack.Bytes), "seal-timestamp-missing");
        await ShouldName(await seal.With(pack.Bytes, SignatureInPdf.In(other.Bytes)[0].Tokens[0]), "seal-timestamp-differs");
        await ShouldName(await seal.With(pack.Bytes, [0x30, 0x00]), "seal-timestamp-broken");
        // The last bytes of the token are those of its signature; those of the attribute, and so of all that was written, are the same.
        var changed = seal.Encoded;
        changed[^1] ^= 1;
        await ShouldName(seal.Put(pack.Bytes, changed), "seal-timestamp-broken");
        // Where nothing was changed, the room behind it must be empty.
        await ShouldName(seal.Put(pack.Bytes, [.. seal.Encoded, 1]), "seal-broken");

        using var stranger = await TimestampAuthority.StartAsync(LedgerLook.FreePort());
        var strange = await seal.With(pack.Bytes, await Stamp(stranger, seal.Value));
        await ShouldName(strange, "seal-timestamp-not-trusted", "--tsa", _authority.Root);
        (await Verify(strange)).Code.ShouldBe(0, "whom to trust was not said");
    }

    [Fact]
    public async Task a_timestamp_that_was_added_or_comes_after_the_certificate_ended_shows()
    {
        var pack = await _client.Make(_history.Principal, PackClient.Order(_history.Consumer));
        var data = PackData.FromJson(pack.Files["pack.json"]);
        var plain = PackFile.Of(data, pack.Proofs(data), PackSeal.Read(Pfx, Password));
        (await Verify(plain.Content)).Code.ShouldBe(0);
        var seal = SignatureInPdf.In(plain.Content)[0];
        await ShouldName(await seal.With(plain.Content, await Stamp(_authority, seal.Value)), "seal-timestamp-differs");

        var ended = Ended();
        var late = PackFile.Of(data, pack.Proofs(data), ended with { Data = ended.Data with { TimestampBy = "127.0.0.1" } });
        seal = SignatureInPdf.In(late.Content)[0];
        var stamped = await seal.With(late.Content, await Stamp(_authority, seal.Value));
        await ShouldName(stamped, "seal-timestamp-outside", "--tsa", _authority.Root);
        (await Verify(stamped)).Code.ShouldBe(0, "the time of an authority that nobody vouched for says nothing");
    }

    [Fact]
    public async Task while_the_authority_is_away_a_pack_waits_for_it()
    {
        _authority.IsAway = true;
        var id = await _client.Request(_history.Principal, PackClient.Order(_history.Consumer));
        await FirstAttempt(id);
        (await _client.ReadAsync($"/v1/principals/{_history.Principal}/packs/{id}"))["state"].ShouldBeOneOf("requested", "making");
        _authority.IsAway = false;
        (await _client.Outcome(_history.Principal, id)).Body.GetProperty("timestampedAt").ValueKind.ShouldBe(JsonValueKind.String);
    }

    [Fact]
    public async Task after_a_minute_it_is_sealed_without_a_timestamp_and_claims_none()
    {
        _authority.IsAway = true;
        var id = await _client.Request(_history.Principal, PackClient.Order(_history.Consumer));
        await FirstAttempt(id);
        await _host.Do($"update vault.pack set attempts = 6, due_at = clock_timestamp() where id = '{id}'");
        var state = await _client.Outcome(_history.Principal, id);
        state["state"].ShouldBe("ready");
        state.Body.GetProperty("timestampedAt").ValueKind.ShouldBe(JsonValueKind.Null);
        var pack = await _client.Download(_history.Principal, id);
        pack.Data.GetProperty("seal").TryGetProperty("timestampBy", out _).ShouldBeFalse();
        pack.Text.ShouldContain("Elektronisch verzegeld");
        pack.Text.ShouldNotContain("Het zegel heeft een tijdstempel");
        using var anyone = _host.Client();
        (await anyone.ReadAsync($"/controle/{id}")).Text.ShouldNotContain("Tijdstempel van / Timestamp of het zegel");
        var (code, output) = await Verify(pack.Bytes, "--seal", Pem);
        code.ShouldBe(0, output);
        output.ShouldContain("when it was sealed");
    }

    [Fact]
    public async Task a_countersignature_has_a_timestamp_too_unless_the_second_person_goes_without()
    {
        using var bram = _host.Client(await _host.CreateKeyAsync(_history.Principal, holder: "bram"));
        var (one, other) = (await _client.Make(_history.Principal, PackClient.Order(_history.Consumer)), await _client.Make(_history.Principal, PackClient.Order(_history.Consumer)));
        string Countersign(ReadPack pack) => $"/v1/principals/{_history.Principal}/packs/{pack.Id}/countersign";
        await bram.PostAsync(Countersign(one), new { }).Expect(HttpStatusCode.OK);
        var signed = (await _client.Download(_history.Principal, one.Id)).Bytes;
        var (code, output) = await Verify(signed, "--seal", Pem);
        code.ShouldBe(0, output);
        foreach (var fact in (string[])["sealTimestamp", "countersignatureTimestamp"]) JsonElement.Parse(output).GetProperty(fact).GetString()!.ShouldContain("left open");
        var signatures = SignatureInPdf.In(signed);
        await ShouldName(await signatures[1].With(signed, signatures[0].Tokens[0]), "countersignature-timestamp-differs");
        await ShouldName(await signatures[1].With(signed, [0x30, 0x00]), "countersignature-timestamp-broken");
        using var stranger = await TimestampAuthority.StartAsync(LedgerLook.FreePort());
        await ShouldName(await signatures[1].With(signed, await Stamp(stranger, signatures[1].Value)), "countersignature-timestamp-not-trusted", "--tsa", _authority.Root);

        _authority.IsAway = true;
        var refused = await bram.PostAsync(Countersign(other), new { }).Expect(HttpStatusCode.ServiceUnavailable, "timestamp-unavailable");
        refused.Headers.RetryAfter.ShouldNotBeNull();
        (await _client.ReadAsync($"/v1/principals/{_history.Principal}/packs/{other.Id}")).Body.GetProperty("countersignedAt").ValueKind.ShouldBe(JsonValueKind.Null);
        await bram.PostAsync(Countersign(other), new { withoutTimestamp = true }).Expect(HttpStatusCode.OK);
        (code, output) = await Verify((await _client.Download(_history.Principal, other.Id)).Bytes);
        code.ShouldBe(0, output);
        output.ShouldNotContain("countersignatureTimestamp");
    }

    private Task FirstAttempt(string id) => LedgerLook.Until(async () => await _host.Number($"select attempts::bigint from vault.pack where id = '{id}'") > 0 && _authority.Asked > 0, "it was tried");

    private async Task<byte[]> Stamp(TimestampAuthority authority, byte[] value) => (await new TimestampClient(_http).Stamp(new Uri(authority.Address), value, Ct)).Token;

    private PackSeal Ended()
    {
        using var key = RSA.Create(2_048);
        using var certificate = new CertificateRequest("CN=Ended", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-9), DateTimeOffset.UtcNow.AddDays(-1));
        var file = Path.Combine(_folder.FullName, "ended.pfx");
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
}
