using EvidenceVault.Domain.AccessLog;
using EvidenceVault.Server.Access;
using EvidenceVault.Server.Intake;
using EvidenceVault.Server.Store;
using Marten;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace EvidenceVault.Server.AccessLog;

/// <summary>An access as it is searched for. Follows from the events.</summary>
/// <param name="Id">Tells accesses of one instant apart.</param>
/// <param name="At">When.</param>
/// <param name="Kind">What was done.</param>
/// <param name="KeyId">The key.</param>
/// <param name="Holder">The opaque name of the person behind it; null where none was given.</param>
/// <param name="Party">The party or principal that holds it.</param>
/// <param name="Consumer">Whom it was about, where that is known.</param>
/// <param name="Exhibit">The exhibit given.</param>
/// <param name="Pack">The pack given.</param>
/// <param name="Reason">Why.</param>
public sealed record AccessRow(
    Guid Id, Instant At, AccessKind Kind, string KeyId, string? Holder, string Party, Guid? Consumer, string? Exhibit, string? Pack, string? Reason)
{
    private const string Columns = "(principal, id, at, kind, key_id, holder, party, consumer, exhibit, pack, reason)";

    public static AccessRow Of(HttpContext http, AccessKind kind, Guid? consumer, string? exhibit = null, string? pack = null) => Of(
        http.Caller(), AccessReason.Of(http), http.RequestServices.GetRequiredService<IClock>(), kind, consumer, exhibit, pack);

    public static AccessRow Of(Caller caller, string? reason, IClock clock, AccessKind kind, Guid? consumer, string? exhibit = null, string? pack = null) => new(
        new Guid(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16)), Instants.CutToMicroseconds(clock.GetCurrentInstant()), kind, caller.KeyId, caller.Person, caller.Holder,
        consumer, exhibit, pack, reason);

    /// <summary>Writes it with whatever a session saves: beside the event that it follows from.</summary>
    public void Queue(IDocumentSession session, string principal) => session.QueueSqlCommand(
        $"insert into {VaultStore.Schema}.access_log {Columns} values (?, ?, ?, ?, ?, ?, ?, ?::uuid, ?, ?, ?)",
        principal, Id, At, (int)Kind, KeyId, Holder!, Party, Consumer?.ToString()!, Exhibit!, Pack!, Reason!);

    /// <summary>Writes several.</summary>
    public static NpgsqlBatchCommand Insert(string principal, IReadOnlyList<AccessRow> rows) => new(
        $"insert into {VaultStore.Schema}.access_log {Columns} select $1, * from unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11)")
    {
        Parameters =
        {
            new() { Value = principal },
            new() { Value = rows.Select(r => r.Id).ToArray() },
            new() { Value = rows.Select(r => r.At).ToArray() },
            new() { Value = rows.Select(r => (int)r.Kind).ToArray() },
            new() { Value = rows.Select(r => r.KeyId).ToArray() },
            Texts(rows.Select(r => r.Holder)),
            new() { Value = rows.Select(r => r.Party).ToArray() },
            new() { Value = rows.Select(r => r.Consumer).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid },
            Texts(rows.Select(r => r.Exhibit)),
            Texts(rows.Select(r => r.Pack)),
            Texts(rows.Select(r => r.Reason)),
        },
    };

    /// <summary>The row as an event, for what has none of its own.</summary>
    public AccessNoted ToEvent() => new(At, Kind, KeyId, Holder, Party, Consumer, Reason);

    private static NpgsqlParameter Texts(IEnumerable<string?> texts) => new() { Value = texts.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };
}
