using System.Text;
using EvidenceVault.Server.Intake.Lanes;
using EvidenceVault.Server.Store;
using EvidenceVault.Server.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

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
        // As many lanes as there are turns, whatever the machine.
        var busy = new List<Desk>();
        for (var turns = 2 * Math.Max(2, Environment.ProcessorCount); busy.Count * LaneSet.LanesPerPrincipal < turns;) busy.Add(await Desk.NewAsync(host));
        var desk = await Desk.NewAsync(host);
        await desk.Accept(Desk.Call(Desk.Phone()));

        await using var connection = await host.Services.GetRequiredService<VaultDatabase>().Source.OpenConnectionAsync(Ct);
        await using var transaction = await connection.BeginTransactionAsync(Ct);
        foreach (var principal in busy.Select(d => d.Principal))
        {
            for (byte lane = 0; lane < LaneSet.LanesPerPrincipal; lane++)
            {
                await using var take = new Npgsql.NpgsqlCommand("select pg_advisory_xact_lock($1)", connection, transaction);
                take.Parameters.Add(new() { Value = LaneSet.LockOf(principal, [lane]) });
                await take.ExecuteNonQueryAsync(Ct);
            }
        }

        var uploads = busy.ConvertAll(d => d.Upload(Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(0, 100).Select(_ => Desk.Call(Desk.Phone()).ToJsonString())))));
        var lanes = busy.Count * LaneSet.LanesPerPrincipal;
        for (var until = DateTime.UtcNow + Patience; await Waiting() < lanes; await Task.Delay(50, Ct))
            if (DateTime.UtcNow > until) throw new TimeoutException("The uploads do not wait for their lanes.");
        await desk.Accept(Desk.Call(Desk.Phone())).WaitAsync(Patience, Ct);
        uploads.ShouldAllBe(u => !u.IsCompleted);

        await transaction.CommitAsync(Ct);
        foreach (var results in await Task.WhenAll(uploads)) results.Select(r => r.Status).ShouldAllBe(s => s == "accepted");

        async Task<int> Waiting() => int.Parse((await host.Query("select count(*)::text from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())"))[0], System.Globalization.CultureInfo.InvariantCulture);
    }
}
