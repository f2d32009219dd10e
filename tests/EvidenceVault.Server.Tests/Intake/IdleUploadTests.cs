using System.Net;
using System.Net.Sockets;
using System.Text;
using EvidenceVault.Server.Store;
using EvidenceVault.Server.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace EvidenceVault.Server.Tests.Intake;

/// <summary>Uploads of which nothing moves, and too many of them: they hold no connection for nothing, and slow ones go on.</summary>
public sealed class IdleUploadTests : IAsyncLifetime
{
    private VaultHost? _host;
    private Desk? _desk;

    private Desk Desk => _desk!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _host = await VaultHost.StartAsync(new Dictionary<string, string>
        {
            ["Vault:UploadSilenceSeconds"] = "3",
            ["Vault:UploadsPerKey"] = "2",
            ["Vault:Uploads"] = "3",
            ["Vault:UploadResultsMegabytes"] = "1",
        });
        _desk = await Desk.NewAsync(_host);
    }

    public ValueTask DisposeAsync() => _host?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact(Timeout = 120_000)]
    public async Task a_client_that_neither_sends_nor_reads_is_cut_off_and_told_so()
    {
        using var upload = await Start();
        await upload.SendAsync(Line());
        await upload.ReadAsync(results: 1);
        ItemAnswer.ReadAll(await upload.ReadAsync(results: 2)).Select(r => (r.Line, r.Told, r.IsLast)).ShouldBe([(1, "accepted", false), (2, "request-timeout", true)]);
        (await State(await upload.HeaderAsync("Upload-Id"))).ShouldBe("cut-off");
    }

    [Fact(Timeout = 120_000)]
    public async Task a_table_whose_header_does_not_come_is_a_timeout()
    {
        using var client = new TcpClient();
        await client.ConnectAsync(Desk.Host.Address.Host, Desk.Host.Address.Port, Ct);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes(
            $"POST {Desk.Evidence}/csv HTTP/1.1\r\nHost: vault\r\nAuthorization: {Desk.Staff.DefaultRequestHeaders.Authorization}\r\nContent-Type: text/csv\r\nContent-Length: 100\r\n\r\ntype;"), Ct);
        using var answer = new StreamReader(stream);
        (await answer.ReadLineAsync(Ct)).ShouldBe("HTTP/1.1 408 Request Timeout");
    }

    [Fact(Timeout = 120_000)]
    public async Task a_client_that_is_slow_and_alive_is_waited_for()
    {
        using var upload = await Start();
        // Longer in all than it may be silent, and no line is whole in that time.
        var line = Line();
        for (var i = 0; i < line.Length; i += line.Length / 6)
        {
            await upload.SendAsync(line[i..Math.Min(line.Length, i + (line.Length / 6))]);
            await Task.Delay(TimeSpan.FromSeconds(1), Ct);
        }

        await upload.EndAsync();
        await upload.ReadToEndAsync();
        ItemAnswer.ReadAll(upload.ResultsSoFar()).ShouldHaveSingleItem().Told.ShouldBe("accepted");
        (await State(await upload.HeaderAsync("Upload-Id"))).ShouldBe("complete");
    }

    [Fact(Timeout = 120_000)]
    public async Task a_client_that_waits_for_a_result_which_the_vault_owes_is_not_silent()
    {
        using var upload = await Start();
        await upload.SendAsync(Line());
        await upload.ReadAsync(results: 1);
        await using (var connection = await _host!.Services.GetRequiredService<VaultDatabase>().Source.OpenConnectionAsync(Ct))
        await using (var transaction = await connection.BeginTransactionAsync(Ct))
        {
            // The vault itself stands still for longer than a client may be silent.
            await using var command = new Npgsql.NpgsqlCommand("lock table vault.mt_events in exclusive mode", connection, transaction);
            await command.ExecuteNonQueryAsync(Ct);
            await upload.SendAsync(Line());
            await Task.Delay(TimeSpan.FromSeconds(6), Ct);
        }

        await upload.ReadAsync(results: 2);
        await upload.SendAsync(Line());
        ItemAnswer.ReadAll(await upload.ReadAsync(results: 3)).Select(r => r.Told).ShouldBe(["accepted", "accepted", "accepted"]);
    }

    [Fact(Timeout = 120_000)]
    public async Task a_client_that_reads_slowly_is_waited_for()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere the system does not tell what of an answer was taken.");
        await using var host = await VaultHost.StartAsync(new Dictionary<string, string> { ["Vault:UploadSilenceSeconds"] = "3" });
        var desk = await Desk.NewAsync(host);
        using var upload = await RawUpload.StartAsync(host.Address, desk.Evidence, desk.Staff, Ct);
        // Ten megabytes of results: more than what lies between the two can hold, of which the vault's system wants a third to be gone before it takes more.
        for (var i = 0; i < 20; i++) await upload.SendAsync(string.Concat(Enumerable.Repeat(Bad, 100)));
        await upload.EndAsync();
        await upload.ReadSlowlyAsync(times: 36, TimeSpan.FromMilliseconds(400));
        await upload.ReadToEndAsync();
        upload.Ended.ShouldBeTrue("it was given up");
        upload.ResultsSoFar().Count(c => c == '\n').ShouldBe(2_000);
        (await desk.Staff.ReadAsync($"{desk.P}/uploads/{await upload.HeaderAsync("Upload-Id")}").Expect(HttpStatusCode.OK))["state"].ShouldBe("complete");
    }

    [Fact(Timeout = 120_000)]
    public async Task a_client_that_reads_only_once_it_has_sent_learns_that_the_reading_ended()
    {
        using var upload = await Start();
        for (var i = 0; i < 50; i++) await upload.SendAsync(string.Concat(Enumerable.Repeat(Bad, 100)));
        // Much more than what lies between the two can hold.
        var filler = new string(' ', 1 << 20) + "\n";
        for (var i = 0; i < 64; i++) await upload.SendAsync(filler);
        await upload.EndAsync();
        await upload.ReadToEndAsync();
        upload.Ended.ShouldBeTrue("it was cut off in the middle of its answer");
        var told = ItemAnswer.ReadAll(upload.ResultsSoFar());
        (told[^1].Told, told[^1].IsLast).ShouldBe(("rate-limited", true));
        told[^1].Line.ShouldBeLessThan(5_064);
    }

    [Fact(Timeout = 120_000)]
    public async Task a_client_that_has_sent_all_and_reads_nothing_is_given_up()
    {
        await using var host = await VaultHost.StartAsync(new Dictionary<string, string> { ["Vault:UploadSilenceSeconds"] = "3" });
        var desk = await Desk.NewAsync(host);
        using var upload = await RawUpload.StartAsync(host.Address, desk.Evidence, desk.Staff, Ct);
        var id = await upload.HeaderAsync("Upload-Id");
        // More results than what lies between the two can hold.
        for (var i = 0; i < 100; i++) await upload.SendAsync(string.Concat(Enumerable.Repeat(Bad, 100)));
        await upload.EndAsync();
        var state = "running";
        while (state == "running")
        {
            await Task.Delay(200, Ct);
            state = (await desk.Staff.ReadAsync($"{desk.P}/uploads/{id}").Expect(HttpStatusCode.OK))["state"]!;
        }

        state.ShouldBe("cut-off");
    }

    [Fact(Timeout = 120_000)]
    public async Task an_open_upload_of_a_revoked_key_ends_though_it_sends_nothing()
    {
        var key = (await Desk.Staff.PostAsync("/v1/keys", new { principal = Desk.Principal, name = "stolen" }).Expect(HttpStatusCode.Created)).Body;
        using var thief = _host!.Client(key.GetProperty("key").GetString());
        using var upload = await Start(thief);
        // Lines that never end: bytes move, and no item comes.
        await upload.SendAsync("{");
        (await Desk.Staff.DeleteAsync(new Uri($"/v1/keys/{key.GetProperty("id").GetString()}", UriKind.Relative), Ct)).EnsureSuccessStatusCode();
        using var stop = new CancellationTokenSource();
        var sending = Task.Run(async () =>
        {
            try
            {
                while (!stop.IsCancellationRequested)
                {
                    await upload.SendAsync(" ");
                    await Task.Delay(500, Ct);
                }
            }
            catch (IOException)
            {
                // It was ended.
            }
        }, Ct);
        ItemAnswer.ReadAll(await upload.ReadAsync(results: 1)).Select(r => r.Told).ShouldBe(["unauthenticated"]);
        await stop.CancelAsync();
        await sending;
    }

    [Fact(Timeout = 120_000)]
    public async Task a_key_has_only_so_many_uploads_open_and_a_server_too()
    {
        using var first = await Start();
        using var second = await Start();
        await first.HeaderAsync("Upload-Id");
        await second.HeaderAsync("Upload-Id");
        var answer = await Desk.Post(Line(), contentType: "application/x-ndjson").Expect(HttpStatusCode.TooManyRequests, "rate-limited");
        answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(5));
        // Another's go on until the server has all that it may have; single items always do.
        using var third = await Start(Desk.ByAgency);
        await third.HeaderAsync("Upload-Id");
        await Desk.Post(Line(), Desk.ByAgency, "application/x-ndjson").Expect(HttpStatusCode.ServiceUnavailable, "unavailable");
        await Desk.Accept(Desk.Call(Desk.Phone()));

        await first.EndAsync();
        await first.ReadToEndAsync();
        for (var i = 0; ; i++)
        {
            var again = await Desk.Post(Line(), contentType: "application/x-ndjson");
            if (again.Status == HttpStatusCode.OK) break;
            i.ShouldBeLessThan(50);
            await Task.Delay(20, Ct);
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task more_results_than_may_wait_end_the_reading_with_a_word_about_it()
    {
        using var upload = await Start();
        for (var i = 0; i < 100; i++) await upload.SendAsync(string.Concat(Enumerable.Repeat(Bad, 100)));
        await upload.EndAsync();
        await upload.ReadToEndAsync();
        var told = ItemAnswer.ReadAll(upload.ResultsSoFar());
        told[^1].Told.ShouldBe("rate-limited");
        told.Count.ShouldBeLessThan(10_000);
        (await State(await upload.HeaderAsync("Upload-Id"))).ShouldBe("cut-off");
    }

    // Refused with a result of some five kilobytes.
    private static string Bad { get; } = $$"""{"type":"call.attempted",{{string.Join(',', Enumerable.Range(0, 40).Select(i => $"\"x{i}\":1"))}}}""" + "\n";

    private static string Line() => Desk.Call(Desk.Phone()).ToJsonString() + "\n";

    private Task<RawUpload> Start(HttpClient? by = null) => RawUpload.StartAsync(Desk.Host.Address, Desk.Evidence, by ?? Desk.Staff, Ct);

    private async Task<string> State(string id) => (await Desk.Staff.ReadAsync($"{Desk.P}/uploads/{id}").Expect(HttpStatusCode.OK))["state"]!;
}
