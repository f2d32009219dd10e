using System.Net;
using System.Security.Cryptography;
using EvidenceVault.Cli;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Packs;

namespace EvidenceVault.Server.Tests.Rights;

/// <summary><c>vault export</c> takes everything along, whole, and once.</summary>
public sealed class ExportCommandTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"evidence-vault-export-{Guid.NewGuid():N}");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Lines => Path.Combine(_folder, "export.ndjson");

    public void Dispose()
    {
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task every_line_and_every_file_is_taken_along_and_a_file_that_was_changed_is_fetched_again()
    {
        var host = await VaultHost.SharedAsync();
        using var client = host.Client();
        var history = await History.HandIn(client, host.OperatorKey);
        var key = await host.CreateKeyAsync(history.Principal);
        using var staff = host.Client(key);
        var stored = (await host.Query($"select data ->> 'sha256' from vault.mt_events where tenant_id = '{history.Principal}' and type = 'exhibit.stored'")).ToHashSet(StringComparer.Ordinal);
        stored.ShouldNotBeEmpty();

        var first = await Run(host, history.Principal, key);
        first.Code.ShouldBe(0, first.Output);
        first.Output.ShouldContain($"{stored.Count} files: {stored.Count} fetched, 0 there before, 0 deleted meanwhile, 0 lacking.");
        var files = Directory.GetFiles(Path.Combine(_folder, "exhibits"));
        files.Select(HashOf).ShouldBe(stored, ignoreOrder: true);
        (await File.ReadAllLinesAsync(Lines, Ct))[^1].ShouldContain("\"end\"");

        await File.WriteAllTextAsync(files[0], "something else", Ct);
        var second = await Run(host, history.Principal, key);
        second.Output.ShouldContain($"{stored.Count} files: 1 fetched, {stored.Count - 1} there before, 0 deleted meanwhile, 0 lacking.");
        Directory.GetFiles(Path.Combine(_folder, "exhibits")).Select(HashOf).ShouldBe(stored, ignoreOrder: true);

        var (wrong, said) = await Run(host, history.Principal, await host.CreateKeyAsync(history.Principal, scopes: ["evidence:read"]));
        wrong.ShouldBe(2, said);
        said.ShouldContain("exhibit:listen");
        (await Commands.RunAsync(["export", _folder, "--key", "secret"], TextWriter.Null, TextWriter.Null, Ct)).ShouldBe(2);
    }

    [Fact]
    public async Task a_file_that_the_vault_does_not_give_is_named_and_the_others_are_taken_along()
    {
        var host = await VaultHost.SharedAsync();
        using var client = host.Client();
        var history = await History.HandIn(client, host.OperatorKey);
        var key = await host.CreateKeyAsync(history.Principal);
        var (exhibit, blob) = (await host.Query($"select (data ->> 'exhibit') || ' ' || (data ->> 'blob') from vault.mt_events where tenant_id = '{history.Principal}' and type = 'exhibit.stored' limit 1"))[0].Split(' ') is [var id, var name] ? (id, name) : default;
        var container = (Azure.Storage.Blobs.BlobContainerClient)host.Services.GetService(typeof(Azure.Storage.Blobs.BlobContainerClient))!;
        (await container.GetBlobClient(blob).DeleteIfExistsAsync(cancellationToken: Ct)).Value.ShouldBeTrue();
        var (code, output) = await Run(host, history.Principal, key, "--patience", "1");
        code.ShouldBe(1, output);
        output.ShouldContain($"{exhibit}: the vault did not give it");
    }

    private async Task<(int Code, string Output)> Run(VaultHost host, string principal, string key, params string[] more)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, key, Ct);
        using var output = new StringWriter();
        var code = await Commands.RunAsync(["export", _folder, "--url", $"{host.Address}", "--principal", principal, "--key-file", file, .. more], output, output, Ct);
        File.Delete(file);
        return (code, output.ToString());
    }

    private static string HashOf(string file) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));
}
