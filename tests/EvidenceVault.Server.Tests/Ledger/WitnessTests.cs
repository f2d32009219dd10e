using System.Net;
using System.Text.Json.Nodes;
using EvidenceVault.Cli;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Intake;
using EvidenceVault.Verification.Ledger;

namespace EvidenceVault.Server.Tests.Ledger;

/// <summary><c>vault witness</c>, and what the vault makes of witnesses.</summary>
public sealed class WitnessTests : IDisposable
{
    private const string Name = "witness.example/one";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("evidence-vault-witness-");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task a_witness_cosigns_from_another_machine_and_proofs_carry_it()
    {
        var witness = await NewKey("one");
        await using var host = await VaultHost.StartAsync(Settings(witness));
        var desk = await Desk.NewAsync(host);
        var id = (await desk.Upload([Desk.Call(Desk.Phone())]))[0].EventId;
        var size = (await host.Settled()).Size;
        var key = await host.LedgerKey();
        using var client = host.Client();
        await client.ReadAsync("/ledger/checkpoint/witnessed").Expect(HttpStatusCode.NotFound, ProblemCodes.NotFound);

        var first = await Witness(host, "one", "--key", key);
        first.Code.ShouldBe(0, first.Output);
        first.Output.ShouldContain("handedIn: taken");
        var note = SignedNote.Parse((await client.ReadAsync("/ledger/checkpoint/witnessed").Expect(HttpStatusCode.OK)).Text);
        Checkpoint.Parse(note.Text).Size.ShouldBe(size);
        Cosigners.Among(note, [NoteKey.Parse(witness)]).By.Single().Time.ShouldBe(DateTimeOffset.UtcNow, TimeSpan.FromMinutes(1));
        (await client.ReadAsync($"/ledger/checkpoint/{size}").Expect(HttpStatusCode.OK)).Text.ShouldBe(note.ToString());

        // The ledger has grown since; what the witness saw is the better proof.
        await desk.Upload([.. Enumerable.Range(0, 300).Select(_ => (JsonNode)Desk.Call(Desk.Phone()))]);
        await host.Settled();
        var proof = (await desk.Staff.ReadAsync($"{desk.Evidence}/{id}/proof").Expect(HttpStatusCode.OK)).Text;
        LedgerProof.Parse(proof).Checkpoint.Size.ShouldBe(size);
        var named = await Verify(proof, key, "--witness", witness, "--quorum", "1");
        named.Code.ShouldBe(0, named.Output);
        named.Output.ShouldContain($"witnessedBy: {Name} at ");
        (await Verify(proof, key)).Code.ShouldBe(0, "witnesses are named where their keys are given");

        var grown = await Witness(host, "one");
        grown.Code.ShouldBe(0, grown.Output);
        Checkpoint.Parse(SignedNote.Parse((await client.ReadAsync("/ledger/checkpoint/witnessed")).Text).Text).Size.ShouldBeGreaterThanOrEqualTo(size + 300);
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(Path.Combine(_folder.FullName, "one.key")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task too_few_or_wrong_cosignatures_are_told_by_the_verifier()
    {
        var (witness, absent) = (await NewKey("one"), await NewKey("two"));
        await using var host = await VaultHost.StartAsync(Settings(witness));
        await IntegrationTests.Insert(host, "{}");
        await host.Settled();
        var key = await host.LedgerKey();
        (await Witness(host, "one", "--key", key)).Code.ShouldBe(0);
        using var client = host.Client();
        var checkpoint = (await client.ReadAsync("/ledger/checkpoint")).Text;
        var few = await Verify(checkpoint, key, "--witness", witness, "--witness", absent, "--quorum", "2");
        few.Code.ShouldBe(1);
        few.Output.ShouldContain("too-few-witnesses");

        var note = SignedNote.Parse(checkpoint);
        var forged = note with { Signatures = [.. note.Signatures.Select(s => s.Name == Name ? s with { Bytes = [.. s.Bytes[..^1], (byte)(s.Bytes[^1] ^ 1)] } : s)] };
        var wrong = await Verify(forged.ToString(), key, "--witness", witness);
        wrong.Code.ShouldBe(1);
        wrong.Output.ShouldContain("wrong-cosignature");
        foreach (var args in new[] { new[] { "--quorum", "1" }, ["--witness", key], ["--witness", witness, "--quorum", "2"], ["--witness", "x"] }) (await Verify(checkpoint, key, args)).Code.ShouldBe(2);
    }

    [Fact]
    public async Task the_vault_takes_cosignatures_of_its_own_checkpoints_by_its_own_witnesses_only()
    {
        var (witness, stranger) = (await NewKey("one"), await NewKey("two"));
        await using var host = await VaultHost.StartAsync(Settings(witness));
        await IntegrationTests.Insert(host, "{}");
        await host.Settled();
        using var client = host.Client();
        var note = SignedNote.Parse((await client.ReadAsync("/ledger/checkpoint")).Text);
        var (one, two) = (Signer("one"), Signer("two"));
        one.Key.Text.ShouldBe(witness);
        two.Key.Text.ShouldBe(stranger);
        var seconds = DateTimeOffset.UtcNow.ToUnixTimeSeconds();

        await Post(client, note.ToString()).Expect(HttpStatusCode.Forbidden, ProblemCodes.UnknownWitness);
        await Post(client, note.With(two.Sign(note.Text, seconds)).ToString()).Expect(HttpStatusCode.Forbidden, ProblemCodes.UnknownWitness);
        await Post(client, note.With(one.Sign("something else\n", seconds)).ToString()).Expect(HttpStatusCode.Forbidden, ProblemCodes.UnknownWitness);
        var other = new Checkpoint(Checkpoint.Parse(note.Text).Origin, 1, new byte[32]).Text;
        await Post(client, new SignedNote(other, [one.Sign(other, seconds)]).ToString()).Expect(HttpStatusCode.Conflict, ProblemCodes.UnknownCheckpoint);
        await Post(client, "no note").Expect(HttpStatusCode.BadRequest, ProblemCodes.MalformedNote);
        await Post(client, new string('x', 100_000)).Expect(HttpStatusCode.RequestEntityTooLarge, ProblemCodes.TooLarge);
        (await host.Number("select count(*) from vault.ledger_cosignature")).ShouldBe(0);

        var line = one.Sign(note.Text, seconds);
        await Post(client, note.With(line).With(two.Sign(note.Text, seconds)).ToString()).Expect(HttpStatusCode.NoContent);
        await Post(client, note.With(one.Sign(note.Text, seconds - 10)).ToString()).Expect(HttpStatusCode.NoContent);
        SignedNote.Parse((await client.ReadAsync("/ledger/checkpoint")).Text).Signatures.Skip(1).Select(s => s.ToString()).ShouldBe([line.ToString()], "the stranger's is left out, and the later one stays");
    }

    [Fact]
    public async Task a_fork_and_a_rewind_raise_an_alarm_that_stays_with_its_proof()
    {
        var witness = await NewKey("one");
        await using var host = await VaultHost.StartAsync(Settings(witness, "3600"));
        for (var i = 0; i < 3; i++) await IntegrationTests.Insert(host, $$"""{"n":{{i}}}""");
        await host.Settled();
        var key = await host.LedgerKey();
        (await Witness(host, "one", "--key", key)).Code.ShouldBe(0);
        var state = Path.Combine(_folder.FullName, "one.json");
        var good = await File.ReadAllTextAsync(state, Ct);

        await host.Do("create table vault.kept_tile as select * from vault.ledger_tile");
        await host.Do("update vault.ledger_tile set hashes = substring(hashes for 64)");
        await host.Do("update vault.ledger_head set size = 2");
        await host.Do("delete from vault.ledger_checkpoint where size = 2");
        await host.Do("insert into vault.ledger_checkpoint select 2, note, signed_at from vault.ledger_checkpoint where size = 0");
        (await Witness(host, "one")).Output.ShouldContain("rewound");
        var kept = JsonNode.Parse(await File.ReadAllTextAsync(state, Ct))!;
        kept["Checkpoint"]!.GetValue<string>().ShouldBe(JsonNode.Parse(good)!["Checkpoint"]!.GetValue<string>(), "what was cosigned stays");
        SignedNote.Parse(kept["Alarm"]!["Evidence"]!.GetValue<string>()).SignersAmong(NoteKey.Parse(key)).ShouldNotBeEmpty("the proof is signed by the ledger itself");

        // The vault is mended; the alarm stands until somebody moves the file aside.
        await host.Do("update vault.ledger_head set size = 3");
        await host.Do("delete from vault.ledger_tile; insert into vault.ledger_tile select * from vault.kept_tile");
        var standing = await Witness(host, "one");
        standing.Code.ShouldBe(1);
        standing.Output.ShouldContain("rewound");

        await File.WriteAllTextAsync(state, good, Ct);
        (await Witness(host, "one")).Code.ShouldBe(0);
        await host.Do("update vault.ledger_tile set hashes = sha256(hashes) || substring(hashes from 33)");
        await host.SignTilesAsTheyAre();
        await IntegrationTests.Insert(host, """{"more":1}""");
        await LedgerLook.Until(async () => await host.Number("select size from vault.ledger_head") == 4, "the ledger goes on with a tree of its own");
        var forked = await Witness(host, "one");
        forked.Code.ShouldBe(1, forked.Output);
        forked.Output.ShouldContain("forked");
    }

    [Fact]
    public async Task an_earlier_checkpoint_of_a_vault_that_still_has_all_is_an_alarm_only_when_it_stays()
    {
        var key = await NewKey("one");
        await using var host = await VaultHost.StartAsync(Settings(key, "3600"));
        await IntegrationTests.Insert(host, "{}");
        (await host.Settled()).Size.ShouldBe(1);
        for (var i = 0; i < 2; i++) await IntegrationTests.Insert(host, $$"""{"n":{{i}}}""");
        (await host.Settled()).Size.ShouldBe(3);
        var clock = new NodaTime.Testing.FakeClock(NodaTime.SystemClock.Instance.GetCurrentInstant());
        using var remote = new Cli.Ledger.RemoteLedger(host.Address.ToString());
        using var witness = new Cli.Witnessing.Witness(Signer("one"), [NoteKey.Parse(await host.LedgerKey())], Path.Combine(_folder.FullName, "one.json"), clock);
        (await witness.Look(remote, Ct)).Cosigned.ShouldNotBeNull();

        await host.Do("update vault.ledger_head set size = 1");
        var behind = await witness.Look(remote, Ct);
        (behind.Fault?.Kind, behind.Alarm, behind.Cosigned).ShouldBe(("behind", null, null));
        await host.Do("update vault.ledger_head set size = 3");
        clock.AdvanceMinutes(50);
        (await witness.Look(remote, Ct)).Cosigned.ShouldNotBeNull("the cache has caught up");

        await host.Do("update vault.ledger_head set size = 1");
        (await witness.Look(remote, Ct)).Fault!.Kind.ShouldBe("behind");
        clock.AdvanceMinutes(50);
        (await witness.Look(remote, Ct)).Fault!.Kind.ShouldBe("behind", "the time counts from this time on");
        clock.AdvanceMinutes(10);
        (await witness.Look(remote, Ct)).Alarm!.Kind.ShouldBe("rewound");
        await host.Do("update vault.ledger_head set size = 3");
        (await witness.Look(remote, Ct)).Cosigned.ShouldBeNull("an alarm stands until somebody has looked");
    }

    [Fact]
    public async Task the_vault_comes_to_a_witness_that_listens_and_is_told_when_it_disagrees()
    {
        var witness = await NewKey("one");
        var address = $"http://127.0.0.1:{LedgerLook.FreePort()}/w/";
        await using var host = await VaultHost.StartAsync(new Dictionary<string, string>(Settings(witness)) { ["Vault:Witnesses:0:Url"] = address, ["Vault:WitnessSeconds"] = "1" });
        await IntegrationTests.Insert(host, "{}");
        await host.Settled();
        var key = await host.LedgerKey();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var serving = Run(["witness", "--listen", address, "--name", Name, "--key-file", Path.Combine(_folder.FullName, "one.key"), "--state", Path.Combine(_folder.FullName, "one.json"), "--key", key], stop.Token);
        using var client = host.Client();
        await LedgerLook.Until(async () => (await client.ReadAsync("/ledger/checkpoint/witnessed")).Status == HttpStatusCode.OK, "the first checkpoint is cosigned");
        for (var i = 0; i < 300; i++) await IntegrationTests.Insert(host, $$"""{"n":{{i}}}""");
        await host.Settled();
        await LedgerLook.Until(
            async () => Checkpoint.Parse(SignedNote.Parse((await client.ReadAsync("/ledger/checkpoint/witnessed")).Text).Text).Size == 301, "a later one is cosigned, by what the vault knows the witness has seen");

        // As C2SP tlog-witness has it.
        using var outside = new HttpClient();
        (await outside.PostAsync(new Uri(address + "add-checkpoint"), new StringContent("nonsense"), Ct)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var latest = (await client.ReadAsync("/ledger/checkpoint")).Text;
        var stale = await outside.PostAsync(new Uri(address + "add-checkpoint"), new StringContent($"old 0\n\n{latest}"), Ct);
        (stale.StatusCode, stale.Content.Headers.ContentType!.MediaType, await stale.Content.ReadAsStringAsync(Ct)).ShouldBe((HttpStatusCode.Conflict, "text/x.tlog.size", "301\n"));
        var origin = NoteKey.Parse(key).Name;
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(origin)));
        Cosigners.Among(SignedNote.Parse(await outside.GetStringAsync(new Uri($"{address}{hash}/checkpoint"), Ct)), [NoteKey.Parse(witness)]).By.Count.ShouldBe(1);

        // As if a backup had been restored.
        await host.Do("delete from vault.ledger_cosignature; update vault.ledger_head set size = 0");
        await LedgerLook.Until(async () => (await client.ReadAsync("/ledger/state")).Text.Contains("witness-disagrees", StringComparison.Ordinal), "the vault tells that a witness has seen more");
        await stop.CancelAsync();
        (await serving).Code.ShouldBe(0);
    }

    private static Dictionary<string, string> Settings(string witness, string publish = "60") => new() { ["Vault:Witnesses:0:Key"] = witness, ["Vault:LedgerPublishSeconds"] = publish };

    private static Task<Answer> Post(HttpClient client, string note) => client.SendAsync(HttpMethod.Post, "/ledger/cosignatures", note, "text/plain");

    private async Task<string> NewKey(string name)
    {
        var (code, output) = await Run(["witness", "new-key", "--name", Named(name), "--key-file", Path.Combine(_folder.FullName, $"{name}.key")], Ct);
        code.ShouldBe(0, output);
        return output.Trim();
    }

    private NoteSigner Signer(string name) => Cli.Witnessing.WitnessKeyFile.Signer(Named(name), Path.Combine(_folder.FullName, $"{name}.key"));

    private static string Named(string name) => $"witness.example/{name}";

    private Task<(int Code, string Output)> Witness(VaultHost host, string name, params string[] more) =>
        Run(["witness", host.Address.ToString(), "--name", Named(name), "--key-file", Path.Combine(_folder.FullName, $"{name}.key"), "--state", Path.Combine(_folder.FullName, $"{name}.json"), .. more], Ct);

    private async Task<(int Code, string Output)> Verify(string text, string key, params string[] more)
    {
        var file = Path.Combine(_folder.FullName, "file");
        await File.WriteAllTextAsync(file, text, Ct);
        return await Run(["verify", file, "--key", key, .. more], Ct);
    }

    private static async Task<(int Code, string Output)> Run(string[] args, CancellationToken ct)
    {
        using var output = new StringWriter();
        return (await Commands.RunAsync(args, output, output, ct), output.ToString());
    }
}
