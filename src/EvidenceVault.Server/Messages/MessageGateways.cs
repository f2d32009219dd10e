using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Keys;
using EvidenceVault.Server.Store;
using NodaTime;

namespace EvidenceVault.Server.Messages;

/// <summary>Where a principal has its text messages handed over.</summary>
public sealed record MessageGateway(string Principal, string Url, Instant CreatedAt);

/// <summary>Keeps the principals' gateways, one each. The secrets are sealed with the principals' keys.</summary>
public sealed class MessageGateways(VaultDatabase database, KeyStore keyStore)
{
    private const string BelongsTo = "message-gateway";

    public async Task<MessageGateway?> Find(string principal, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand($"select url, created_at from {VaultStore.Schema}.message_gateway where principal = $1");
        command.Parameters.Add(new() { Value = principal });
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) ? new(principal, row.GetString(0), row.GetFieldValue<Instant>(1)) : null;
    }

    /// <summary>Makes one; false: there is one.</summary>
    public async Task<bool> Make(MessageGateway gateway, byte[] secret, CancellationToken ct)
    {
        var keys = await keyStore.OfPrincipal(gateway.Principal, ct);
        await using var command = database.Source.CreateCommand(
            $"insert into {VaultStore.Schema}.message_gateway (principal, url, created_at, secret) values ($1, $2, $3, $4) on conflict do nothing");
        command.Parameters.Add(new() { Value = gateway.Principal });
        command.Parameters.Add(new() { Value = gateway.Url });
        command.Parameters.Add(new() { Value = gateway.CreatedAt });
        command.Parameters.Add(new() { Value = keys.Seal(secret, BelongsTo) });
        return await command.ExecuteNonQueryAsync(ct) == 1;
    }

    /// <summary>Gives it another address, with the same secret.</summary>
    public async Task Readdress(string principal, string url, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand($"update {VaultStore.Schema}.message_gateway set url = $2 where principal = $1");
        command.Parameters.Add(new() { Value = principal });
        command.Parameters.Add(new() { Value = url });
        await command.ExecuteNonQueryAsync(ct);
    }

    public async Task<bool> Remove(string principal, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand($"delete from {VaultStore.Schema}.message_gateway where principal = $1");
        command.Parameters.Add(new() { Value = principal });
        return await command.ExecuteNonQueryAsync(ct) == 1;
    }

    /// <summary>Its address and secret; null: there is none.</summary>
    public async Task<(string Url, byte[] Secret)?> Open(string principal, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand($"select url, secret from {VaultStore.Schema}.message_gateway where principal = $1");
        command.Parameters.Add(new() { Value = principal });
        await using var row = await command.ExecuteReaderAsync(ct);
        if (!await row.ReadAsync(ct)) return null;
        return (row.GetString(0), (await keyStore.OfPrincipal(principal, ct)).Open(row.GetFieldValue<byte[]>(1), BelongsTo));
    }
}
