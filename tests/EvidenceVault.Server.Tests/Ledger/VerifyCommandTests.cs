using System.Net;
using System.Text.Json.Nodes;
using EvidenceVault.Cli;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Intake;
using EvidenceVault.Verification.Ledger;

namespace EvidenceVault.Server.Tests.Ledger;

/// <summary><c>vault verify</c> and <c>vault ledger follow</c> with what a vault gives.</summary>
public sealed class VerifyCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("evidence-vault-verify-");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task proofs_receipts_and_checkpoints_are_checked_offline_and_changed_ones_are_not_taken()
    {
        var desk = await Desk.NewAsync();
        var key = await Key(desk.Host);
        var call = Desk.Call(Desk.Phone());
        var results = await desk.Upload([call, Desk.Call(Desk.Phone()), Desk.Call(Desk.Phone())]);
        await desk.Host.Settled();
        using var client = desk.Host.Client();
        var proof = (await desk.Staff.ReadAsync($"{desk.Evidence}/{results[0].EventId}/proof").Expect(HttpStatusCode.OK)).Text;
        var checkpoint = (await client.ReadAsync("/ledger/checkpoint")).Text;
        var upload = string.Concat(results.Select(r => r.Json.GetRawText() + "\n"));
        var one = (await desk.Post(Desk.Call(Desk.Phone()))).Text;

        var good = await Verify(proof, key);
        good.Code.ShouldBe(0, good.Output);
        good.Output.ShouldContain(results[0].EventId.ToString()!);
        good.Output.ShouldContain("call.attempted");
        foreach (var text in new[] { upload, one, $"[{string.Join(',', results.Select(r => r.Json.GetRawText()))}]", results[0].Json.GetProperty("receipt").GetString()! })
        {
            var receipts = await Verify(text, key);
            receipts.Code.ShouldBe(0, receipts.Output);
            receipts.Output.ShouldContain("\"kind\":\"receipts\"");
        }

        (await Verify(checkpoint, key)).Code.ShouldBe(0);

        (await Verify(Edited(proof, "extra "), key)).ShouldSatisfyAllConditions(v => v.Code.ShouldBe(1), v => v.Output.ShouldContain("not-included"));
        (await Verify(upload.Replace("evr1.", "evr1.A", StringComparison.Ordinal), key)).Code.ShouldBe(1);
        (await Verify(checkpoint.Replace("\n", "0\n", StringComparison.Ordinal), key)).Code.ShouldBeOneOf(1, 2);
        var other = new NoteSigner(NoteKey.Parse(key).Name, NoteSignatureKind.Plain, new byte[32]).Key.Text;
        foreach (var text in new[] { proof, upload, checkpoint }) (await Verify(text, other)).Code.ShouldBe(1);
        (await Verify("nothing of the kind", key)).Code.ShouldBe(2);
        (await Verify(proof, "no key")).Code.ShouldBe(2);
    }

    [Fact]
    public async Task a_follower_takes_a_ledger_that_grew_and_catches_one_that_went_back_or_was_changed()
    {
        await using var host = await VaultHost.StartAsync(new Dictionary<string, string> { ["Vault:LedgerPublishSeconds"] = "3600" });
        var desk = await Desk.NewAsync(host);
        await host.Settled();
        var key = await Key(host);
        (await Follow(host)).Code.ShouldBe(2, "no key is known yet");
        (await Follow(host, "--key", key)).Code.ShouldBe(0);
        await desk.Upload([.. Enumerable.Range(0, 300).Select(_ => (JsonNode)Desk.Call(Desk.Phone()))]);
        var size = (await host.Settled()).Size;
        var grown = await Follow(host);
        grown.Code.ShouldBe(0, grown.Output);
        grown.Output.ShouldContain($"size: {size}");

        // By somebody with the key, who makes another tree of the same size, and one more leaf.
        await host.Do("update vault.ledger_tile set hashes = overlay(hashes placing sha256('x') from 1) where level = 0 and number = 0");
        await Resign(host);
        await desk.Upload([Desk.Call(Desk.Phone())]);
        await host.Settled();
        var forked = await Follow(host);
        forked.Code.ShouldBe(1);
        forked.Output.ShouldContain("forked");
        (await Follow(host)).Code.ShouldBe(1, "what was seen stays");
        var proof = Directory.GetFiles(_folder.FullName, "seen.json.conflict-*").ShouldHaveSingleItem();
        forked.Output.ShouldContain(proof);
        SignedNote.Parse(await File.ReadAllTextAsync(proof, Ct)).SignersAmong(NoteKey.Parse(key)).ShouldNotBeEmpty();
        using (Cli.Ledger.StateFile.Hold(Path.Combine(_folder.FullName, "seen.json"))) (await Follow(host)).Output.ShouldContain("Another process");

        await host.Do("update vault.ledger_head set size = 0; delete from vault.ledger_checkpoint where size > 0; delete from vault.ledger_pending");
        (await Follow(host)).Output.ShouldContain("rewound");
    }

    // So that the tree is made anew from the tiles as they are.
    private static async Task Resign(VaultHost host)
    {
        var reader = Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<Server.Ledger.LedgerReader>(host.Services);
        var first = (await reader.Tile(new(0, 0, 256), Ct))!;
        await using var command = host.Ledger().CreateCommand("update vault.ledger_tile set hashes = overlay(hashes placing $1 from 1) where level = 1 and number = 0");
        command.Parameters.Add(new() { Value = MerkleHash.Root(first) });
        await command.ExecuteNonQueryAsync(Ct);
        await host.SignTilesAsTheyAre();
    }

    private static string Edited(string text, string after)
    {
        var at = text.IndexOf(after, StringComparison.Ordinal) + after.Length + 20;
        return text[..at] + (text[at] == 'A' ? 'B' : 'A') + text[(at + 1)..];
    }

    private static async Task<string> Key(VaultHost host)
    {
        using var client = host.Client();
        return (await client.ReadAsync("/ledger/key")).Body.GetProperty("keys")[0].GetProperty("key").GetString()!;
    }

    private Task<(int Code, string Output)> Follow(VaultHost host, params string[] more) => Run(["ledger", "follow", host.Address.ToString(), "--state", Path.Combine(_folder.FullName, "seen.json"), .. more]);

    private async Task<(int Code, string Output)> Verify(string text, string key)
    {
        var file = Path.Combine(_folder.FullName, "file");
        await File.WriteAllTextAsync(file, text, Ct);
        return await Run(["verify", file, "--key", key, "--json"]);
    }

    private static async Task<(int Code, string Output)> Run(string[] args)
    {
        using var output = new StringWriter();
        return (await Commands.RunAsync(args, output, output, Ct), output.ToString());
    }
}
