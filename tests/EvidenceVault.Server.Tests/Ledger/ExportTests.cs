using System.Text.Json.Nodes;
using EvidenceVault.Cli;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Intake;
using EvidenceVault.Verification.Ledger;

namespace EvidenceVault.Server.Tests.Ledger;

/// <summary><c>vault ledger export</c>, what can be done with it, and <c>vault keys</c>.</summary>
public sealed class ExportTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("evidence-vault-export-");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Export => Path.Combine(_folder.FullName, "export");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task a_ledger_is_exported_again_as_it_grows_and_verified_and_followed_without_the_vault()
    {
        string key, url;
        long size;
        await using (var host = await VaultHost.StartAsync())
        {
            (key, url) = (await host.LedgerKey(), host.Address.ToString());
            var operatorKey = Path.Combine(_folder.FullName, "operator.key");
            await File.WriteAllTextAsync(operatorKey, host.OperatorKey + "\n", Ct);
            var desk = await Desk.NewAsync(host);
            await host.Settled();
            (await Run("ledger", "export", url, "--to", Export, "--operator-key-file", operatorKey)).Code.ShouldBe(0);
            (await Run("ledger", "follow", Export, "--state", State, "--key", key)).Code.ShouldBe(0);
            await desk.Upload([.. Enumerable.Range(0, 600).Select(_ => (JsonNode)Desk.Call(Desk.Phone()))]);
            size = (await host.Settled()).Size;
            var again = await Run("ledger", "export", url, "--to", Export, "--operator-key-file", operatorKey, "--json");
            again.Code.ShouldBe(0, again.Output);
            var third = await Run("ledger", "export", url, "--to", Export, "--json");
            third.Output.ShouldContain("\"fetched\":0");
        }

        var verified = await Run("ledger", "verify", Export, "--key", key, "--json");
        verified.Code.ShouldBe(0, verified.Output);
        var report = JsonNode.Parse(verified.Output)!;
        (report["size"]!.GetValue<long>(), report["leaves"]!.GetValue<long>(), report["checkpoints"]!.GetValue<int>()).ShouldBe((size, size, 2));
        (await Run("ledger", "verify", Export)).Output.ShouldContain("as the folder lists them");
        var followed = await Run("ledger", "follow", Export, "--state", State);
        followed.Code.ShouldBe(0, followed.Output);
        followed.Output.ShouldContain($"size: {size}");
        (await Run("keys", "list", Export)).Output.ShouldContain(key);
        (await Run("ledger", "verify", Export, "--key", new NoteSigner(NoteKey.Parse(key).Name, NoteSignatureKind.Plain, new byte[32]).Key.Text)).Output.ShouldContain("checkpoint-not-signed");

        // Every edit of its files is named.
        await Named("tile/0/000", bytes => bytes[5] ^= 1, "tree-changed", "changed");
        await Named($"tile/1/000.p/{size / 256}", bytes => bytes[5] ^= 1, "tile-changed");
        await Named("tile/entries/001", bytes => bytes[50] ^= 1, "changed");
        await Named("checkpoint", bytes => bytes[^5] ^= 1, "checkpoint-not-signed");
        var tile = Path.Combine(Export, "tile", "0", "001");
        var kept = await File.ReadAllBytesAsync(tile, Ct);
        File.Delete(tile);
        (await Run("ledger", "verify", Export, "--key", key)).Output.ShouldContain("tile-missing");
        await File.WriteAllBytesAsync(tile, kept, Ct);
        (await Run("ledger", "verify", Export, "--key", key)).Code.ShouldBe(0);

        // Leaves that did not come along, while others did, were not looked at.
        var bundle = Path.Combine(Export, "tile", "entries", "001");
        File.Move(bundle, $"{bundle}.aside");
        var without = await Run("ledger", "verify", Export, "--key", key);
        without.Code.ShouldBe(1, without.Output);
        without.Output.ShouldContain("leaf-missing at leaf 256: tile/entries/001 is missing");
        File.Move($"{bundle}.aside", bundle);
        Directory.Move(Path.Combine(Export, "tile", "entries"), Path.Combine(_folder.FullName, "entries"));
        (await Run("ledger", "verify", Export, "--key", key)).Code.ShouldBe(0, "an export without the operator's key has no leaves");

        // A key that is trusted, and is not the ledger's own, has no say about its checkpoints.
        var note = SignedNote.Parse(await File.ReadAllTextAsync(Path.Combine(Export, "checkpoint"), Ct));
        foreach (var stranger in new[] { new NoteSigner("another.example/vault", NoteSignatureKind.Plain, new byte[32]), new NoteSigner(NoteKey.Parse(key).Name, NoteSignatureKind.Cosignature, new byte[32]) })
        {
            var elsewhere = Path.Combine(_folder.FullName, "elsewhere");
            await File.WriteAllTextAsync(elsewhere, new SignedNote(note.Text, [stranger.Sign(note.Text)]).ToString(), Ct);
            var strange = await Run("ledger", "verify", Export, "--key", key, "--key", stranger.Key.Text, "--checkpoint", elsewhere);
            strange.Code.ShouldBe(1, strange.Output);
            strange.Output.ShouldContain("checkpoint-not-signed");
        }

        async Task Named(string path, Action<byte[]> edit, params string[] kinds)
        {
            var file = Path.Combine([Export, .. path.Split('/')]);
            var before = await File.ReadAllBytesAsync(file, Ct);
            var bytes = before.ToArray();
            edit(bytes);
            await File.WriteAllBytesAsync(file, bytes, Ct);
            var (code, output) = await Run("ledger", "verify", Export, "--key", key);
            code.ShouldBe(1, path);
            foreach (var kind in kinds) output.ShouldContain(kind);
            await File.WriteAllBytesAsync(file, before, Ct);
        }
    }

    [Fact]
    public async Task a_replaced_key_leaves_what_it_signed_good()
    {
        await using var database = await EmbeddedServices.CreateDatabaseAsync("rotated");
        var file = Path.Combine(_folder.FullName, "ledger.key");
        var settings = new Dictionary<string, string> { ["Vault:KeyFile"] = Path.Combine(_folder.FullName, "kek.key"), ["Vault:LedgerKeyFile"] = file };
        var noted = Path.Combine(_folder.FullName, "vault.keys");
        string proof, receipt, next;
        await using (var host = await VaultHost.StartAsync(settings, connections: database.Connections))
        {
            var desk = await Desk.NewAsync(host);
            var result = (await desk.Upload([Desk.Call(Desk.Phone())]))[0];
            await host.Settled();
            proof = (await desk.Staff.ReadAsync($"{desk.Evidence}/{result.EventId}/proof")).Text;
            receipt = result.Json.GetProperty("receipt").GetString()!;
            (await Run("keys", "list", host.Address.ToString(), "--save", noted)).Code.ShouldBe(0);
            var rotated = await Run("keys", "rotate", "--key-file", file, "--ledger", host.Address.ToString());
            rotated.Code.ShouldBe(0, rotated.Output);
            next = rotated.Output.Split('\n')[0];
            if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
            (await Run("keys", "rotate", "--key-file", file)).Code.ShouldBe(2, "the replaced key is not overwritten");
        }

        await using (var host = await VaultHost.StartAsync(settings, connections: database.Connections))
        {
            (await host.LedgerKey()).ShouldBe(next);
            (await Run("keys", "list", host.Address.ToString(), "--save", noted)).Code.ShouldBe(0);
            (await File.ReadAllLinesAsync(noted, Ct)).Length.ShouldBe(2);
            foreach (var old in new[] { proof, receipt })
            {
                await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "old"), old, Ct);
                (await Run("verify", Path.Combine(_folder.FullName, "old"), "--key", noted)).Code.ShouldBe(0);
            }

            await File.AppendAllLinesAsync(noted, [new NoteSigner(NoteKey.Parse(next).Name, NoteSignatureKind.Plain, new byte[32]).Key.Text], Ct);
            (await Run("keys", "list", host.Address.ToString(), "--save", noted)).Output.ShouldContain("key-gone");
        }
    }

    [Fact]
    public async Task wrong_calls_are_told()
    {
        foreach (var args in new[]
        {
            new[] { "ledger", "export", "nowhere", "--to", "x" }, ["ledger", "export", "http://127.0.0.1:1"], ["ledger", "verify", Path.Combine(_folder.FullName, "none")],
            ["keys"], ["keys", "list"], ["keys", "rotate"], ["keys", "rotate", "--key-file", Path.Combine(_folder.FullName, "none")],
        }) (await Run(args)).Code.ShouldBe(2, string.Join(' ', args));
        (await Run("keys", "--help")).Output.ShouldContain("vault keys rotate");
    }

    private string State => Path.Combine(_folder.FullName, "seen.json");

    private static async Task<(int Code, string Output)> Run(params string[] args)
    {
        using var output = new StringWriter();
        return (await Commands.RunAsync(args, output, output, Ct), output.ToString());
    }
}
