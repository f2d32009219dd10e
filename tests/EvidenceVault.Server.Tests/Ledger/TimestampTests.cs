using System.Net;
using System.Security.Cryptography.X509Certificates;
using EvidenceVault.Cli;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Intake;
using EvidenceVault.Verification.Ledger;

namespace EvidenceVault.Server.Tests.Ledger;

/// <summary>Timestamps by RFC 3161 over checkpoints, from an authority of the test's own.</summary>
public sealed class TimestampTests : IDisposable
{
    private const string NoOpenSsl = "OpenSSL, which plays the authority, is not installed.";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("evidence-vault-stamped-");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task a_checkpoint_is_stamped_and_its_proofs_are_verified_offline_by_us_and_by_openssl()
    {
        Assert.SkipUnless(TimestampAuthority.IsPossible, NoOpenSsl);
        using var authority = await TimestampAuthority.StartAsync(LedgerLook.FreePort());
        using var stranger = await TimestampAuthority.StartAsync(LedgerLook.FreePort());
        await using var host = await VaultHost.StartAsync(Settings(authority));
        var desk = await Desk.NewAsync(host);
        var id = (await desk.Upload([Desk.Call(Desk.Phone())]))[0].EventId;
        await host.Settled();
        await Stamped(host);
        var size = await host.Number("select max(size) from vault.ledger_timestamp where line is not null");
        await desk.Upload([Desk.Call(Desk.Phone())]);
        await host.Settled();

        var key = await host.LedgerKey();
        await LedgerLook.Until(async () => await host.Number($"select count(*) from vault.ledger_leaf l join vault.mt_events e using (seq_id) where e.id = '{id}' and l.leaf_index < (select max(size) from vault.ledger_timestamp where line is not null)") == 1, "a stamped checkpoint covers it");
        var proof = (await desk.Staff.ReadAsync($"{desk.Evidence}/{id}/proof").Expect(HttpStatusCode.OK)).Text;
        LedgerProof.Parse(proof).Checkpoint.Size.ShouldBeGreaterThanOrEqualTo(size);
        var good = await Verify(proof, key, "--tsa", authority.Root, "--timestamps-to", _folder.FullName);
        good.Code.ShouldBe(0, good.Output);
        good.Output.ShouldContain("timestamps: tsa.example at ");

        // Other software agrees.
        (await authority.OpenSsl($"ts -verify -token_in -in {Path.Combine(_folder.FullName, "tsa.example.tst")} -data {Path.Combine(_folder.FullName, "checkpoint.txt")} -CAfile ca.pem")).ShouldContain("Verification: OK");

        var open = await Verify(proof, key);
        open.Code.ShouldBe(0, "whom to trust was not said");
        open.Output.ShouldContain("whose it is is left open");
        var other = await Verify(proof, key, "--tsa", stranger.Root);
        (other.Code, other.Output.Contains("wrong-timestamp", StringComparison.Ordinal)).ShouldBe((1, true), other.Output);
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "no.pem"), "no certificate", Ct);
        (await Verify(proof, key, "--tsa", Path.Combine(_folder.FullName, "no.pem"))).Code.ShouldBe(2);

        // Its own checkpoint only: taken over to another it is told.
        var note = LedgerProof.Parse(proof).Note;
        using var client = host.Client();
        var young = SignedNote.Parse((await client.ReadAsync("/ledger/checkpoint/0").Expect(HttpStatusCode.OK)).Text);
        var moved = await Verify(young.With(NoteTimestamp.In(note).Single()).ToString(), key, "--tsa", authority.Root);
        (moved.Code, moved.Output.Contains("over another checkpoint", StringComparison.Ordinal)).ShouldBe((1, true), moved.Output);
        (await Verify(young.ToString(), key, "--tsa", authority.Root)).Output.ShouldContain("no-timestamp");
    }

    [Fact]
    public async Task an_authority_that_is_away_is_asked_again_and_after_a_restart_too()
    {
        Assert.SkipUnless(TimestampAuthority.IsPossible, NoOpenSsl);
        using var authority = await TimestampAuthority.StartAsync(LedgerLook.FreePort());
        authority.IsAway = true;
        await using var database = await EmbeddedServices.CreateDatabaseAsync("stamped");
        var keys = Path.Combine(_folder.FullName, "kek.key");
        var settings = new Dictionary<string, string>(Settings(authority)) { ["Vault:KeyFile"] = keys };
        await using (var host = await VaultHost.StartAsync(settings, connections: database.Connections))
        {
            await IntegrationTests.Insert(host, "{}");
            await host.Settled();
            await LedgerLook.Until(() => Task.FromResult(authority.Asked > 0), "it is asked");
            await LedgerLook.Until(async () => await host.Number("select count(*) from vault.ledger_timestamp where line is null and tries > 0") == 1, "it waits");
            (await host.Number("select count(*) from vault.ledger_timestamp where next_try >= queued_at + interval '5 seconds'")).ShouldBe(1, "not at once again");
            await host.Do("update vault.ledger_timestamp set next_try = clock_timestamp()");
        }

        authority.IsAway = false;
        await using (var host = await VaultHost.StartAsync(settings, connections: database.Connections))
        {
            await Stamped(host);
            (await host.Number("select count(*) from vault.ledger_timestamp")).ShouldBe(1, "a ledger that has not grown is not stamped again");
            (await host.Number("select max(tries)::bigint from vault.ledger_timestamp")).ShouldBeGreaterThanOrEqualTo(2);
        }
    }

    [Fact]
    public async Task where_there_are_witnesses_what_they_cosigned_is_stamped()
    {
        Assert.SkipUnless(TimestampAuthority.IsPossible, NoOpenSsl);
        using var authority = await TimestampAuthority.StartAsync(LedgerLook.FreePort());
        var witness = new NoteSigner("witness.example/one", NoteSignatureKind.Cosignature, new byte[32]);
        await using var host = await VaultHost.StartAsync(new Dictionary<string, string>(Settings(authority)) { ["Vault:Witnesses:0:Key"] = witness.Key.Text });
        await IntegrationTests.Insert(host, "{}");
        await host.Settled();
        using var client = host.Client();
        var note = SignedNote.Parse((await client.ReadAsync("/ledger/checkpoint")).Text);
        await IntegrationTests.Insert(host, """{"more":1}""");
        await host.Settled();
        await Task.Delay(2_500, Ct);
        (await host.Number("select count(*) from vault.ledger_timestamp")).ShouldBe(0);
        var cosigned = note.With(witness.Sign(note.Text, DateTimeOffset.UtcNow.ToUnixTimeSeconds()));
        await client.SendAsync(HttpMethod.Post, "/ledger/cosignatures", cosigned.ToString(), "text/plain").Expect(HttpStatusCode.NoContent);
        await Stamped(host);
        (await host.Number("select size from vault.ledger_timestamp")).ShouldBe(1);
        using var roots = new CertificateFile(authority.Root);
        var stamped = SignedNote.Parse((await client.ReadAsync("/ledger/checkpoint/1")).Text);
        NoteTimestamp.Check(stamped.Text, NoteTimestamp.In(stamped).Single(), roots.All).Fault.ShouldBeNull();
    }

    private static Dictionary<string, string> Settings(TimestampAuthority authority) =>
        new() { ["Vault:TimestampAuthorities:0:Url"] = authority.Address, ["Vault:TimestampAuthorities:0:Name"] = "tsa.example", ["Vault:TimestampSeconds"] = "1" };

    private static Task Stamped(VaultHost host) => LedgerLook.Until(async () => await host.Number("select count(*) from vault.ledger_timestamp where line is not null") > 0, "a checkpoint is stamped");

    private async Task<(int Code, string Output)> Verify(string text, string key, params string[] more)
    {
        var file = Path.Combine(_folder.FullName, "file");
        await File.WriteAllTextAsync(file, text, Ct);
        using var output = new StringWriter();
        return (await Commands.RunAsync(["verify", file, "--key", key, .. more], output, output, Ct), output.ToString());
    }

    private sealed class CertificateFile : IDisposable
    {
        public CertificateFile(string file) => All.ImportFromPemFile(file);

        public X509Certificate2Collection All { get; } = [];

        public void Dispose()
        {
            foreach (var certificate in All) certificate.Dispose();
        }
    }
}
