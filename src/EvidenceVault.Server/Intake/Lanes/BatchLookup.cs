using EvidenceVault.Server.Store;
using Npgsql;

namespace EvidenceVault.Server.Intake.Lanes;

/// <summary>What the store already holds of a batch, read under the lane's lock.</summary>
public sealed class BatchLookup
{
    /// <summary>The events that are there already, with the hash of their content.</summary>
    public Dictionary<Guid, byte[]> Events { get; } = [];

    /// <summary>The consumers known by number.</summary>
    public Dictionary<byte[], KnownConsumer> Consumers { get; } = new(ByteArrayComparer.Instance);

    /// <summary>The exhibit streams that are there already.</summary>
    public HashSet<string> Streams { get; } = new(StringComparer.Ordinal);

    /// <summary>Takes the locks of the lanes, which every server takes, and reads in the same round trip. The locks go with the transaction.</summary>
    public static async Task<BatchLookup> Read(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string principal, IReadOnlyList<long> locks, IReadOnlyList<PendingItem> batch)
    {
        var macs = batch.Select(p => p.NumberMac).OfType<byte[]>().Distinct(ByteArrayComparer.Instance).ToArray();
        var exhibits = batch.Where(p => p.Item.Exhibit is not null)
            .Select(p => Store.Streams.Exhibit(p.Item.Exhibit!(null).Exhibit)).Distinct(StringComparer.Ordinal).ToArray();
        await using var commands = new NpgsqlBatch(connection, transaction);
        foreach (var key in locks) commands.BatchCommands.Add(new("select pg_advisory_xact_lock($1)") { Parameters = { new() { Value = key } } });
        foreach (var command in (NpgsqlBatchCommand[])
            [
                new("select id, headers ->> 'mac' from vault.mt_events where id = any($1)")
                {
                    Parameters = { new() { Value = batch.Select(p => p.EventId).ToArray() } },
                },
                new("select number_mac, consumer, card from vault.identity_card where principal = $1 and number_mac = any($2)")
                {
                    Parameters = { new() { Value = principal }, new() { Value = macs } },
                },
                new("select id from vault.mt_streams where tenant_id = $1 and id = any($2)")
                {
                    Parameters = { new() { Value = principal }, new() { Value = exhibits } },
                },
            ]) commands.BatchCommands.Add(command);
        var found = new BatchLookup();
        await using var reader = await commands.ExecuteReaderAsync();
        for (var i = 0; i < locks.Count; i++) await reader.NextResultAsync();
        while (await reader.ReadAsync()) found.Events[reader.GetGuid(0)] = Convert.FromBase64String(reader.GetString(1));
        await reader.NextResultAsync();
        while (await reader.ReadAsync())
            found.Consumers[reader.GetFieldValue<byte[]>(0)] = new KnownConsumer(reader.GetGuid(1), reader.GetFieldValue<byte[]>(2));
        await reader.NextResultAsync();
        while (await reader.ReadAsync()) found.Streams.Add(reader.GetString(0));
        return found;
    }
}

/// <summary>A consumer whose number is known, with the sealed card.</summary>
public sealed record KnownConsumer(Guid Id, byte[] Card);
