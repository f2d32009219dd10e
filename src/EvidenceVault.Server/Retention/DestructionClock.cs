using EvidenceVault.Server.Intake;
using EvidenceVault.Server.Store;
using NodaTime;

namespace EvidenceVault.Server.Retention;

/// <summary>
/// The time by which it is decided that something goes for good: the earlier of the server's and the database's. One clock that is wrong destroys nothing before
/// its term; at most it keeps something for longer.
/// </summary>
/// <param name="clock">The server's clock.</param>
/// <param name="database">Tells the database's present instant, which all servers share.</param>
public sealed class DestructionClock(IClock clock, Func<CancellationToken, Task<Instant>> database)
{
    /// <summary>A clock that asks a database.</summary>
    public DestructionClock(IClock clock, VaultDatabase database)
        : this(clock, ct => Ask(database, ct))
    {
    }

    /// <summary>Cut to microseconds, as rows and events hold them.</summary>
    public async Task<Instant> Now(CancellationToken ct) => Instants.CutToMicroseconds(Instant.Min(clock.GetCurrentInstant(), await database(ct)));

    private static async Task<Instant> Ask(VaultDatabase database, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand("select clock_timestamp()");
        await using var row = await command.ExecuteReaderAsync(ct);
        await row.ReadAsync(ct);
        return row.GetFieldValue<Instant>(0);
    }
}
