using EvidenceVault.Cli;
using EvidenceVault.Cli.Import;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Retention;
using NodaTime;

namespace EvidenceVault.Server.Tests.Rights;

/// <summary><c>vault export</c> where not everything can be had, and what it leaves behind.</summary>
public sealed class ExportTroubleTests : IAsyncLifetime
{
    private readonly RetentionHost _host = new();
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"evidence-vault-export-{Guid.NewGuid():N}");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _host.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task a_restricted_recording_is_named_and_the_others_are_taken_along()
    {
        var restricted = await _host.Recording();
        await _host.Hold("conflict", new { from = "2020-01-01" });
        await _host.Settle();
        _host.Clock.Reset(Instant.FromUtc(2027, 3, 2, 0, 0));
        await _host.Sweep();
        _host.Clock.Reset(Instant.FromUtc(2027, 3, 17, 0, 0));
        var others = new[] { await _host.Recording(recordedAt: "2027-03-10T10:15:00+01:00"), await _host.Recording(recordedAt: "2027-03-10T10:15:00+01:00") };
        (await _host.Content(restricted)).Code.ShouldBe("content-restricted");

        var (code, output) = await Run("--parallel", "1");

        code.ShouldBe(1, output);
        output.ShouldContain("3 files: 2 fetched, 0 there before, 0 deleted meanwhile, 1 lacking.");
        output.ShouldContain($"{restricted}: the vault did not give it: content-restricted");
        var files = Directory.GetFiles(Path.Combine(_folder, "exhibits")).Select(Path.GetFileName).ToList();
        foreach (var id in others) files.ShouldContain(name => name!.StartsWith(id, StringComparison.Ordinal));
    }

    [Fact]
    public async Task the_reason_stands_in_the_access_log_with_the_export_and_each_file()
    {
        var id = await _host.Recording();
        var (code, output) = await Run("--reason", "OVERDRACHT-17");
        code.ShouldBe(0, output);
        var log = (await _host.Anna.ReadAsync($"{_host.P}/access-log")).Body.GetProperty("items").EnumerateArray()
            .Select(e => $"{e.GetProperty("kind").GetString()} {e.GetProperty("reason").GetString()}").ToList();
        log.ShouldBe(["export OVERDRACHT-17", "exhibit-content OVERDRACHT-17", "export-ended OVERDRACHT-17"], ignoreOrder: true);
        (await _host.Vault.Query($"select data ->> 'reason' from vault.mt_events where stream_id = 'exhibit/{id}' and type = 'exhibit.read'")).ShouldBe(["OVERDRACHT-17"]);
    }

    [Theory]
    [InlineData("Omdat het contract afloopt")]
    [InlineData("")]
    [InlineData("0612345678")]
    [InlineData("x0123456789012345678901234567890123456789012345678901234567890123456789")]
    public async Task a_reason_that_is_no_code_is_refused_before_anything_is_asked(string reason)
    {
        var (code, output) = await Run("--reason", reason);
        code.ShouldBe(ImportCommand.WrongCall, output);
        output.ShouldContain("--reason");
        if (reason.Length > 0) output.ShouldNotContain(reason);
        Directory.Exists(_folder).ShouldBeFalse();
    }

    [Fact]
    public async Task what_is_taken_along_is_readable_by_its_owner_alone_and_no_piece_of_it_stays_behind()
    {
        await _host.Recording();
        // As a run that was killed leaves it.
        Directory.CreateDirectory(Path.Combine(_folder, "arriving"));
        await File.WriteAllTextAsync(Path.Combine(_folder, "arriving", "half.ogg"), "half", Ct);
        var (code, output) = await Run();
        code.ShouldBe(0, output);
        Directory.GetFileSystemEntries(_folder).Select(Path.GetFileName).ShouldBe(["export.ndjson", "exhibits"], ignoreOrder: true);
        if (OperatingSystem.IsWindows()) return;
        foreach (var file in Directory.GetFiles(_folder, "*", SearchOption.AllDirectories)) File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, file);
    }

    private async Task<(int Code, string Output)> Run(params string[] more)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, await _host.Vault.CreateKeyAsync(_host.Desk.Principal), Ct);
        using var output = new StringWriter();
        var code = await Commands.RunAsync(["export", _folder, "--url", $"{_host.Vault.Address}", "--principal", _host.Desk.Principal, "--key-file", file, "--patience", "2", .. more], output, output, Ct);
        File.Delete(file);
        return (code, output.ToString());
    }
}
