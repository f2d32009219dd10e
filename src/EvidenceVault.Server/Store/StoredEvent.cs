using System.Text.Json;
using System.Text.Json.Serialization;
using EvidenceVault.Server.Hosting;
using NodaTime;
using Npgsql;

namespace EvidenceVault.Server.Store;

/// <summary>An event read straight from Marten's table, as part of a larger question. See decision 0004.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Stream">Its stream.</param>
/// <param name="Version">Its place in the stream, from 1.</param>
/// <param name="RecordedAt">When the vault recorded it.</param>
/// <param name="Data">Its body.</param>
/// <param name="Annex">The sealed annex, base64; null where it has none.</param>
public sealed record StoredEvent(Guid Id, string Stream, long Version, Instant RecordedAt, object Data, string? Annex)
{
    /// <summary>What to select, in the order in which <see cref="Read"/> takes it.</summary>
    public const string Columns = "id, stream_id, version, timestamp, type, data, headers ->> 'annex'";

    private static readonly Dictionary<string, Type> Types = VaultStore.EventAliases.ToDictionary(a => a.Value, a => a.Key, StringComparer.Ordinal);

    // An older server passes over what a newer one added.
    private static readonly JsonSerializerOptions Json = new(VaultJson.Options) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip };

    /// <summary>The event in the current row.</summary>
    /// <exception cref="InvalidOperationException">Its type is not known here: a newer server wrote it.</exception>
    public static StoredEvent Read(NpgsqlDataReader row)
    {
        var type = row.GetString(4);
        if (!Types.TryGetValue(type, out var body)) throw new InvalidOperationException($"Events of the type {type} are not known to this version of the vault.");
        return new StoredEvent(
            row.GetGuid(0), row.GetString(1), row.GetInt64(2), row.GetFieldValue<Instant>(3),
            JsonSerializer.Deserialize(row.GetFieldValue<byte[]>(5), body, Json)!, row.IsDBNull(6) ? null : row.GetString(6));
    }
}
