using System.Diagnostics;

namespace EvidenceVault.Cli.Tests;

/// <summary>The command line as a .NET tool: packed, installed from a folder, and run.</summary>
public sealed class ToolTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("evidence-vault-tool-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task vault_installs_as_a_tool_from_a_folder_and_runs()
    {
        var packages = Directory.CreateDirectory(Path.Combine(_folder.FullName, "packages")).FullName;
        var project = Path.Combine(Root(), "src", "EvidenceVault.Cli");
        (await DotNet("pack", project, "--no-build", "--no-restore", "-c", Configuration, "-o", packages, "-v", "quiet")).Code.ShouldBe(0);
        Directory.GetFiles(packages).Select(f => Path.GetFileName(f)!).ShouldContain(f => f.StartsWith("EvidenceVault.Cli.", StringComparison.Ordinal));
        // Nothing is fetched: all that the tool needs is in its package.
        var sources = Path.Combine(_folder.FullName, "nuget.config");
        await File.WriteAllTextAsync(sources, $"""<configuration><packageSources><clear /><add key="here" value="{packages}" /></packageSources></configuration>""", TestContext.Current.CancellationToken);
        var tools = Path.Combine(_folder.FullName, "tools");
        var installed = await DotNet("tool", "install", "EvidenceVault.Cli", "--tool-path", tools, "--configfile", sources, "--version", "0.1.0");
        installed.Code.ShouldBe(0, installed.Output);

        var file = Path.Combine(_folder.FullName, "file");
        await File.WriteAllTextAsync(file, "abc", TestContext.Current.CancellationToken);
        var hash = await Run(Path.Combine(tools, OperatingSystem.IsWindows() ? "vault.exe" : "vault"), "hash", file);
        hash.ShouldBe((0, """{ "size": 3, "sha256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" }""" + Environment.NewLine));
        (await Run(Path.Combine(tools, "vault"), "ledger", "--help")).Output.ShouldContain("vault ledger export");
    }

    private static string Configuration => AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Release" : "Debug";

    private Task<(int Code, string Output)> DotNet(params string[] args) => Run("dotnet", args);

    private async Task<(int Code, string Output)> Run(string program, params string[] args)
    {
        var start = new ProcessStartInfo(program, args) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _folder.FullName };
        // What was installed before of this version is not what is looked at.
        start.Environment["NUGET_PACKAGES"] = Path.Combine(_folder.FullName, "cache");
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        // Set by the host of the tests, and wrong for others.
        start.Environment.Remove("MSBUILD_EXE_PATH");
        using var process = Process.Start(start)!;
        var (said, trouble) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return (process.ExitCode, await said + await trouble);
    }

    private static string Root()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "EvidenceVault.sln"))) at = at.Parent;
        return at?.FullName ?? throw new InvalidOperationException("Run it inside the checkout.");
    }
}
