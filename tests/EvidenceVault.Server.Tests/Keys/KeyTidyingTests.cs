using EvidenceVault.Server.Keys;
using EvidenceVault.Server.Tests.Infrastructure;

namespace EvidenceVault.Server.Tests.Keys;

/// <summary>The tables of keys are written anew, so that nothing of those destroyed is left in their files.</summary>
public sealed class KeyTidyingTests : IAsyncLifetime
{
    private TestDatabase? _own;
    private KeyDatabase? _keys;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private KeyDatabase Keys => _keys!;

    public async ValueTask InitializeAsync()
    {
        _own = await EmbeddedServices.CreateDatabaseAsync("tidying");
        _keys = new KeyDatabase(_own.Connections.Keys);
        await _keys.ApplySchema(Ct);
    }

    public async ValueTask DisposeAsync()
    {
        if (_keys is not null) await _keys.DisposeAsync();
        if (_own is not null) await _own.DisposeAsync();
    }

    [Fact]
    public async Task large_tables_are_written_anew_once_a_day_however_often_servers_start()
    {
        var first = await File();
        var began = Started();
        await began.Run(Ct);
        var anew = await File();
        anew.ShouldNotBe(first);
        began.IsOwed.ShouldBeFalse();

        // Others start within the day, and what they destroy waits.
        await began.Run(Ct);
        await Started().Run(Ct);
        (await File()).ShouldBe(anew);

        await Ago("23 hours 59 minutes");
        await Started().Run(Ct);
        (await File()).ShouldBe(anew);
        await Ago("24 hours 1 minute");
        await Started().Run(Ct);
        (await File()).ShouldNotBe(anew);
    }

    [Fact]
    public async Task what_waits_is_owed_once_the_day_is_over()
    {
        await Started().Run(Ct);
        await Ago("23 hours 59 minutes 58 seconds");
        var tidying = Started();
        await tidying.Run(Ct);
        tidying.IsOwed.ShouldBeFalse();
        await Task.Delay(TimeSpan.FromSeconds(2.5), Ct);
        tidying.IsOwed.ShouldBeTrue();
    }

    [Fact]
    public async Task small_tables_are_written_anew_each_time()
    {
        var tidying = new KeyTidying(Keys);
        await tidying.Run(Ct);
        var anew = await File();
        await tidying.Run(Ct);
        (await File()).ShouldNotBe(anew);
        tidying.IsOwed.ShouldBeFalse();
    }

    // A server that just started, to which any table is large.
    private KeyTidying Started() => new(Keys) { SmallBytes = 0 };

    private async Task<string> File()
    {
        await using var command = Keys.Source.CreateCommand("select relfilenode::text || '/' || (select relfilenode from pg_class where oid = 'consumer_key'::regclass) from pg_class where oid = 'exhibit_key'::regclass");
        return (string)(await command.ExecuteScalarAsync(Ct))!;
    }

    private async Task Ago(string interval)
    {
        await using var command = Keys.Source.CreateCommand($"update written_anew set at = now() - interval '{interval}'");
        (await command.ExecuteNonQueryAsync(Ct)).ShouldBe(1);
    }
}
