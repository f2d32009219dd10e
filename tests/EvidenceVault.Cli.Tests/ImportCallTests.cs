using EvidenceVault.Cli.Import;

namespace EvidenceVault.Cli.Tests;

/// <summary>How <c>vault import</c> is called.</summary>
public sealed class ImportCallTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("vault-import-");

    private string KeyFile => Path.Combine(_folder.FullName, "key.txt");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task help_says_how_it_goes()
    {
        var (code, output, _) = await Run("--help");
        code.ShouldBe(0);
        output.ShouldContain("file;recordedAt;purposes;consumer.phone;call");
    }

    [Theory]
    [InlineData]
    [InlineData("FOLDER")]
    [InlineData("FOLDER", "--url", "vault.example")]
    [InlineData("FOLDER", "--url", "http://127.0.0.1:9")]
    [InlineData("FOLDER", "--url", "http://127.0.0.1:9", "--principal")]
    [InlineData("no-such-folder", "--url", "http://127.0.0.1:9", "--principal", "p", "--key-file", "KEY")]
    [InlineData("FOLDER", "--url", "http://127.0.0.1:9", "--principal", "p", "--key-file", "KEY", "--parallel", "17")]
    [InlineData("FOLDER", "--url", "http://127.0.0.1:9", "--principal", "p", "--key-file", "no-such-key")]
    public async Task a_wrong_call_ends_with_two(params string[] args)
    {
        await File.WriteAllTextAsync(KeyFile, "ev_aaaa_bbbb", TestContext.Current.CancellationToken);
        (await Run([.. args.Select(a => a == "FOLDER" ? _folder.FullName : a == "KEY" ? KeyFile : a)])).Code.ShouldBe(2);
    }

    [Fact]
    public async Task a_key_is_no_argument_and_is_not_repeated()
    {
        var (code, _, error) = await Run(_folder.FullName, "--key", "ev_aaaa_secret");
        code.ShouldBe(2);
        error.ShouldNotContain("secret");
        await File.WriteAllTextAsync(KeyFile, "ev_aaaa secret", TestContext.Current.CancellationToken);
        (code, _, error) = await Run(_folder.FullName, "--url", "http://127.0.0.1:9", "--principal", "p", "--key-file", KeyFile);
        code.ShouldBe(2);
        error.ShouldNotContain("secret");
    }

    [Fact]
    public async Task a_vault_that_cannot_be_reached_ends_with_three()
    {
        await File.WriteAllTextAsync(KeyFile, "ev_aaaa_bbbb", TestContext.Current.CancellationToken);
        var (code, _, error) = await Run(_folder.FullName, "--url", "http://127.0.0.1:9", "--principal", "p", "--key-file", KeyFile, "--patience", "1");
        code.ShouldBe(3);
        error.ShouldContain("does not answer");
    }

    [Fact]
    public void only_files_within_the_folder_are_handed_in()
    {
        var folder = _folder.FullName;
        RecordingsImport.PathOf(folder, "2026/a b.wav").ShouldBe(Path.Combine(folder, "2026", "a b.wav"));
        RecordingsImport.PathOf(folder, @"2026\a.wav").ShouldBe(Path.Combine(folder, "2026", "a.wav"));
        foreach (var outside in new[] { "", "../a.wav", "/etc/passwd", "x/../../a.wav", ".", $"../{_folder.Name}-2/a.wav" }) RecordingsImport.PathOf(folder, outside).ShouldBeNull(outside);
    }

    private static async Task<(int Code, string Output, string Error)> Run(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await Commands.RunAsync(["import", .. args], output, error, TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }
}
