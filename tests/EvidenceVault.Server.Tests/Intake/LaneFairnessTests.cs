using System.Text;
using EvidenceVault.Server.Intake.Lanes;
using EvidenceVault.Server.Store;
using EvidenceVault.Server.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace EvidenceVault.Server.Tests.Intake;

/// <summary>Single items do not wait for what others hand in in bulk.</summary>
public sealed class LaneFairnessTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task a_single_item_is_written_while_the_uploads_of_others_have_every_turn()
    {
        await using var host = await VaultHost.StartAsync();
        var busy = await Busy(host);
        var desk = await Desk.NewAsync(host);
        await using var held = await Hold(host, busy);
        var uploads = busy.ConvertAll(Upload);
        await Waiting(host, busy.Count * LaneSet.LanesPerPrincipal);
        await desk.Accept(Desk.Call(Desk.Phone())).WaitAsync(Patience, Ct);
        uploads.ShouldAllBe(u => !u.IsCompleted);
        await Free(held, uploads);
    }

    [Fact]
    public async Task uploads_leave_single_items_the_processors_half_of_the_time()
    {
        await using var host = await VaultHost.StartAsync();
        var busy = await Busy(host);
        var desk = await Desk.NewAsync(host);
        await desk.Accept(Desk.Call(Desk.Phone()));
        await using var held = await Hold(host, busy);
        var uploads = busy.ConvertAll(Upload);
        var turns = Math.Max(1, Environment.ProcessorCount / 2);
        await Waiting(host, turns);
        // Long enough for all the others to come as well, if they might.
        await Task.Delay(1_000, Ct);
        (await Waiting(host)).ShouldBe(turns);
        await Free(held, uploads);
    }

    // As many lanes as there are turns, whatever the machine.
    private static async Task<List<Desk>> Busy(VaultHost host)
    {
        var busy = new List<Desk>();
        for (var turns = 2 * Math.Max(2, Environment.ProcessorCount); busy.Count * LaneSet.LanesPerPrincipal < turns;) busy.Add(await Desk.NewAsync(host));
        return busy;
    }

    // So that whoever has a turn for one of their lanes keeps it.
    private static async Task<NpgsqlConnection> Hold(VaultHost host, List<Desk> busy)
    {
        var connection = await host.Services.GetRequiredService<VaultDatabase>().Source.OpenConnectionAsync(Ct);
        foreach (var principal in busy.Select(d => d.Principal))
        {
            for (byte lane = 0; lane < LaneSet.LanesPerPrincipal; lane++)
            {
                await using var take = new NpgsqlCommand("select pg_advisory_lock($1)", connection);
                take.Parameters.Add(new() { Value = LaneSet.LockOf(principal, [lane]) });
                await take.ExecuteNonQueryAsync(Ct);
            }
        }

        return connection;
    }

    private static async Task Free(NpgsqlConnection held, List<Task<IReadOnlyList<ItemAnswer>>> uploads)
    {
        await using (var free = new NpgsqlCommand("select pg_advisory_unlock_all()", held)) await free.ExecuteNonQueryAsync(Ct);
        foreach (var results in await Task.WhenAll(uploads)) results.Select(r => r.Status).ShouldAllBe(s => s == "accepted");
    }

    private static Task<IReadOnlyList<ItemAnswer>> Upload(Desk desk) =>
        desk.Upload(Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(0, 100).Select(_ => Desk.Call(Desk.Phone()).ToJsonString()))));

    private static async Task Waiting(VaultHost host, int lanes)
    {
        for (var until = DateTime.UtcNow + Patience; await Waiting(host) < lanes; await Task.Delay(50, Ct))
            if (DateTime.UtcNow > until) throw new TimeoutException("The uploads do not wait for their lanes.");
    }

    private static async Task<int> Waiting(VaultHost host) => int.Parse(
        (await host.Query("select count(*)::text from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())"))[0],
        System.Globalization.CultureInfo.InvariantCulture);
}
