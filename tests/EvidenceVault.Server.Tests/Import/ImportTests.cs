using System.Net;
using System.Text.Json;
using EvidenceVault.Cli.Import;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Intake;

namespace EvidenceVault.Server.Tests.Import;

/// <summary><c>vault import</c> against a vault.</summary>
public sealed class ImportTests : IAsyncLifetime
{
    private readonly ImportFolderOnDisk _folder = new();
    private readonly string _run = Desk.Ref("I");
    private Desk? _desk;
    private string _key = "";

    private Desk Desk => _desk!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _desk = await Desk.NewAsync();
        _key = await Desk.Host.CreateKeyAsync(null, Desk.Agency, ["evidence:write"]);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task facts_and_recordings_are_taken_once_however_often_it_runs()
    {
        var (small, large) = (ImportFolderOnDisk.Recording(1_000, 1), ImportFolderOnDisk.Recording((17 << 20) + 3, 2));
        _folder.Write("call.attempted_maart.csv", ImportFolderOnDisk.Calls(3, _run));
        _folder.Write("opnamen.csv", ImportFolderOnDisk.Table(("2026/0612345678 jansen.wav", ""), ("lang.ogg", $"{_run}-L")));
        _folder.Write("2026/0612345678 jansen.wav", small);
        _folder.Write("lang.ogg", large);

        var first = await Run();
        first.Code.ShouldBe(0, first.Output + first.Error);
        first.Output.ShouldContain("3 taken, 0 handed in before, 0 refused");
        first.Output.ShouldContain("2 stored, 0 there before, 0 not taken");
        (first.Output + first.Error).ShouldNotContain("jansen");
        var again = await Run();
        again.Output.ShouldContain("0 taken, 3 handed in before, 0 refused");
        again.Output.ShouldContain("0 stored, 2 there before, 0 not taken");
        // Also without the journal.
        File.Delete(_folder.Journal);
        var anew = await Run();
        anew.Code.ShouldBe(0);
        anew.Output.ShouldContain("0 taken, 3 handed in before, 0 refused");
        anew.Output.ShouldContain("0 stored, 2 there before, 0 not taken");

        (await Desk.CountOfFacts()).ShouldBe(3);
        var exhibits = (await Desk.Staff.ReadAsync($"{Desk.P}/exhibits").Expect(HttpStatusCode.OK)).Body.GetProperty("items").EnumerateArray().ToList();
        exhibits.Count.ShouldBe(2);
        exhibits.ShouldAllBe(e => e.GetProperty("state").GetString() == "stored");
        (await Content($"{_run}-L")).AsSpan().SequenceEqual(large).ShouldBeTrue();
        var unnamed = exhibits.Single(e => e.GetProperty("id").GetString() != $"{_run}-L");
        (unnamed.GetProperty("contentType").GetString(), unnamed.GetProperty("kind").GetString()).ShouldBe(("audio/wav", "voicelog"));
        (await Content(unnamed.GetProperty("id").GetString()!)).ShouldBe(small);
    }

    [Fact]
    public async Task a_refused_row_is_told_with_its_line_and_the_others_are_taken()
    {
        var rows = ImportFolderOnDisk.Calls(3, _run).Split('\n');
        _folder.Write("call.attempted.csv", string.Join('\n', rows[0], rows[1], rows[2].Replace("outbound", "sideways", StringComparison.Ordinal), rows[3], ""));
        _folder.Write("other.csv", "no;such;header\n1;2;3\n");

        var (code, output, _) = await Run();

        code.ShouldBe(1);
        output.ShouldContain("2 taken, 0 handed in before, 2 refused");
        var refused = _folder.Refused().Select(line => JsonElement.Parse(line)).ToList();
        var row = refused.Single(r => r.GetProperty("file").GetString() == "call.attempted.csv");
        (row.GetProperty("line").GetInt64(), row.GetProperty("ref").GetString(), row.GetProperty("code").GetString(), row.GetProperty("column").GetString())
            .ShouldBe((3, $"{_run}-1", "unknown-value", "direction"));
        row.GetProperty("detail").GetString().ShouldNotBeNullOrEmpty();
        refused.ShouldContain(r => r.GetProperty("file").GetString() == "other.csv" && r.GetProperty("code").GetString() == "unknown-field");

        // Mended, it is all there, and nothing twice.
        File.Delete(Path.Combine(_folder.Path, "other.csv"));
        _folder.Write("call.attempted.csv", string.Join('\n', rows));
        (await Run()).Output.ShouldContain("1 taken, 2 handed in before, 0 refused");
        _folder.Refused().ShouldBeEmpty();
    }

    [Fact]
    public async Task a_recording_that_is_missing_outside_changed_or_nobodys_is_refused_and_the_others_are_taken()
    {
        _folder.Write("opnamen.csv", ImportFolderOnDisk.Table(("weg.wav", $"{_run}-1"), ("../buiten.wav", $"{_run}-2"), ("goed.wav", $"{_run}-3"), ("anders.wav", $"{_run}-4")));
        _folder.Write("goed.wav", ImportFolderOnDisk.Recording(100, 3));
        _folder.Write("anders.wav", ImportFolderOnDisk.Recording(100, 4));
        _folder.Write("los/niemand.mp3", ImportFolderOnDisk.Recording(100, 5));
        var first = await Run();
        first.Code.ShouldBe(1);
        first.Output.ShouldContain("2 stored, 0 there before, 3 not taken");
        Codes().ShouldBe(["2 file-missing", "3 file-outside", "0 no-row"], ignoreOrder: true);

        _folder.Write("anders.wav", ImportFolderOnDisk.Recording(120, 6));
        (await Run()).Output.ShouldContain("0 stored, 1 there before, 4 not taken");
        Codes().ShouldContain("5 file-changed");
        // Also where the journal is gone, the vault holds on to what was announced.
        File.Delete(_folder.Journal);
        (await Run()).Code.ShouldBe(1);
        Codes().ShouldContain("5 reference-reused");
        (await Content($"{_run}-4")).ShouldBe(ImportFolderOnDisk.Recording(100, 4));
    }

    [Fact]
    public async Task a_row_that_says_another_hash_than_its_file_has_is_refused()
    {
        _folder.Write("opnamen.csv", $"file,id,recordedAt,purposes,sha256\ngoed.wav,{_run}-1,2026-03-02T10:15:00+01:00,call,{new string('0', 64)}\n");
        _folder.Write("goed.wav", ImportFolderOnDisk.Recording(100, 3));
        (await Run()).Code.ShouldBe(1);
        Codes().ShouldBe(["2 file-changed"]);
    }

    [Fact]
    public async Task a_key_that_does_not_hold_sends_nothing()
    {
        _folder.Write("call.attempted.csv", ImportFolderOnDisk.Calls(1, _run));
        var stranger = await Desk.Host.CreateKeyAsync(await Desk.Host.CreatePrincipalAsync());
        var reader = await Desk.Host.CreateKeyAsync(null, Desk.Agency, ["evidence:read"]);
        foreach (var key in new[] { _key[..^3] + "abc", stranger, reader })
        {
            var (code, _, error) = await _folder.Run(Desk.Host.Address, Desk.Principal, key, ct: Ct);
            code.ShouldBe(2);
            error.ShouldNotBeEmpty();
            error.ShouldNotContain(key);
        }

        (await Desk.CountOfFacts()).ShouldBe(0);
    }

    [Fact]
    public async Task stopped_in_the_middle_it_goes_on_where_it_was()
    {
        _folder.Write("call.attempted.csv", ImportFolderOnDisk.Calls(20, _run));
        var recordings = Enumerable.Range(0, 12).Select(i => (File: $"r{i}.wav", Id: $"{_run}-{i}", Bytes: ImportFolderOnDisk.Recording(i == 11 ? 20 << 20 : 30_000, i))).ToList();
        _folder.Write("opnamen.csv", ImportFolderOnDisk.Table(recordings.Select(r => (r.File, r.Id))));
        foreach (var (file, _, bytes) in recordings) _folder.Write(file, bytes);

        // As soon as something is stored, and again a while later, wherever that is.
        using (var stop = new CancellationTokenSource())
        {
            var running = RunUntil(stop.Token);
            while (!running.IsCompleted && await Stored() == 0) await Task.Delay(5, Ct);
            await stop.CancelAsync();
            var (code, output, _) = await running;
            code.ShouldBeOneOf(ImportCommand.Stopped, ImportCommand.Taken);
            if (code == ImportCommand.Stopped) output.ShouldContain("Run the same again");
        }

        var before = await Stored();
        var (ended, last, error) = await Run();
        ended.ShouldBe(0, last + error);
        last.ShouldContain("0 taken, 20 handed in before");
        // What was on its way when it stopped may have been stored after all.
        var counts = System.Text.RegularExpressions.Regex.Match(last, "([0-9]+) stored, ([0-9]+) there before, 0 not taken").Groups.Values.Skip(1).Select(g => int.Parse(g.Value, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        counts.Sum().ShouldBe(12);
        counts[1].ShouldBeGreaterThanOrEqualTo(before);
        (await Desk.CountOfFacts()).ShouldBe(20);
        foreach (var (_, id, bytes) in recordings) (await Content(id)).AsSpan().SequenceEqual(bytes).ShouldBeTrue(id);
    }

    [Fact]
    public async Task what_another_key_handed_in_was_not_handed_in_by_this_one()
    {
        _folder.Write("call.attempted.csv", ImportFolderOnDisk.Calls(3, _run));
        (await Run()).Output.ShouldContain("3 taken, 0 handed in before, 0 refused");
        // Of the principal itself: the same references are other facts.
        _key = await Desk.Host.CreateKeyAsync(Desk.Principal);
        (await Run()).Output.ShouldContain("3 taken, 0 handed in before, 0 refused");
        (await Desk.CountOfFacts()).ShouldBe(6);
    }

    [Fact]
    public async Task a_vault_that_says_to_wait_is_waited_for()
    {
        await using var host = await VaultHost.StartAsync(new Dictionary<string, string> { ["Vault:RequestsPerSecond"] = "5" });
        var desk = await Desk.NewAsync(host);
        // More requests than a key may make at once.
        _folder.Write("opnamen.csv", ImportFolderOnDisk.Table(Enumerable.Range(0, 60).Select(i => ($"r{i}.wav", $"{_run}-{i}"))));
        for (var i = 0; i < 60; i++) _folder.Write($"r{i}.wav", ImportFolderOnDisk.Recording(100, i));
        var (code, output, error) = await _folder.Run(host.Address, desk.Principal, await host.CreateKeyAsync(null, desk.Agency), ct: Ct);
        code.ShouldBe(0, output + error);
        output.ShouldContain("60 stored, 0 there before, 0 not taken");
    }

    private Task<(int Code, string Output, string Error)> Run() => RunUntil(Ct);

    private Task<(int Code, string Output, string Error)> RunUntil(CancellationToken stop) => _folder.Run(Desk.Host.Address, Desk.Principal, _key, ct: stop);

    private async Task<int> Stored() =>
        (await Desk.Staff.ReadAsync($"{Desk.P}/exhibits?state=stored").Expect(HttpStatusCode.OK)).Body.GetProperty("items").GetArrayLength();

    private async Task<byte[]> Content(string id) => await Desk.Staff.GetByteArrayAsync(new Uri($"{Desk.P}/exhibits/{id}/content", UriKind.Relative), Ct);

    private IEnumerable<string> Codes() => _folder.Refused().Select(line => JsonElement.Parse(line)).Select(r => $"{r.GetProperty("line").GetInt64()} {r.GetProperty("code").GetString()}");
}
