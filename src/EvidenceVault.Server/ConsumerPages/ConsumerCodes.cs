using System.Globalization;
using System.Security.Cryptography;
using EvidenceVault.Server.Keys;
using EvidenceVault.Server.Store;
using NodaTime;

namespace EvidenceVault.Server.ConsumerPages;

/// <summary>Codes of six digits that prove a number: for ten minutes, for one use, and five tries. Only a keyed hash of each is kept.</summary>
/// <remarks>A number that nobody knows gets a row as well, with a code that is sent to nobody: from outside the two cannot be told apart.</remarks>
public sealed class ConsumerCodes(VaultDatabase database, KeyStore keyStore, IClock clock)
{
    /// <summary>Minutes for which a code holds.</summary>
    public const int Minutes = 10;

    private const int MostTries = 5;
    private const int MostAnHour = 3;
    // Of whoever knows a number, each request is a message to somebody else.
    private const int MostADay = 6;

    private static readonly Duration KeptFor = Duration.FromDays(1);

    /// <summary>Makes a code. Its id, and the code where it may be sent: not to a number that was sent several already.</summary>
    /// <param name="principal">The principal.</param>
    /// <param name="phone">The number asked for.</param>
    /// <param name="consumer">Whose it is; null: nobody's.</param>
    /// <param name="ct">Gives up.</param>
    public async Task<(Guid Id, string? Code)> Make(string principal, string phone, Guid? consumer, CancellationToken ct)
    {
        var keys = await keyStore.OfPrincipal(principal, ct);
        var (id, code, now) = (ConsumerLinks.NewId(), RandomNumberGenerator.GetString("0123456789", 6), clock.GetCurrentInstant());
        await using var connection = await database.Source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var batch = new Npgsql.NpgsqlBatch(connection, transaction)
        {
            BatchCommands =
            {
                new($"delete from {VaultStore.Schema}.consumer_code where created_at < $1") { Parameters = { new() { Value = now - KeptFor } } },
                // Else several requests at once for one number would each find none before them.
                new("select pg_advisory_xact_lock(hashtextextended('consumer-code/' || $1 || encode($2, 'hex'), 0))")
                {
                    Parameters = { new() { Value = principal }, new() { Value = keys.NumberMac(phone) } },
                },
            },
        };
        await batch.ExecuteNonQueryAsync(ct);
        await using var insert = new Npgsql.NpgsqlCommand(
            $"""
            with before as (
                select count(*) filter (where created_at > $8) < $9 and count(*) < $10 as may_send
                from {VaultStore.Schema}.consumer_code where principal = $1 and number_mac = $3 and created_at > $11 and is_sent)
            insert into {VaultStore.Schema}.consumer_code (principal, id, number_mac, consumer, code_mac, created_at, expires_at, is_sent)
            select $1, $2, $3, case when may_send then $4 end, $5, $6, $7, may_send from before returning is_sent
            """,
            connection, transaction)
        {
            Parameters =
            {
                new() { Value = principal }, new() { Value = id }, new() { Value = keys.NumberMac(phone) },
                new() { Value = (object?)consumer ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid }, new() { Value = Mac(keys, id, code) }, new() { Value = now },
                new() { Value = now + Duration.FromMinutes(Minutes) }, new() { Value = now - Duration.FromHours(1) }, new() { Value = (long)MostAnHour },
                new() { Value = (long)MostADay }, new() { Value = now - KeptFor },
            },
        };
        var maySend = (bool)(await insert.ExecuteScalarAsync(ct))!;
        await transaction.CommitAsync(ct);
        return (id, consumer is not null && maySend ? code : null);
    }

    /// <summary>Tries a code. The consumer where it is right; else null. Each try is counted before the code is looked at.</summary>
    public async Task<Guid?> Try(string principal, Guid id, string code, CancellationToken ct)
    {
        var keys = await keyStore.OfPrincipal(principal, ct);
        await using var command = database.Source.CreateCommand(
            $"""
            update {VaultStore.Schema}.consumer_code set attempts = attempts + 1
            where principal = $1 and id = $2 and attempts < $3 and expires_at > $4 returning consumer, code_mac
            """);
        command.Parameters.Add(new() { Value = principal });
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = MostTries });
        command.Parameters.Add(new() { Value = clock.GetCurrentInstant() });
        Guid? consumer = null;
        await using (var row = await command.ExecuteReaderAsync(ct))
        {
            if (!await row.ReadAsync(ct)) return null;
            var isRight = CryptographicOperations.FixedTimeEquals(row.GetFieldValue<byte[]>(1), Mac(keys, id, code));
            if (isRight && !row.IsDBNull(0)) consumer = row.GetGuid(0);
        }

        return consumer is not null && await Use(principal, id, ct) ? consumer : null;
    }

    // Once: the row that limits how many are sent stays, and opens nothing more.
    private async Task<bool> Use(string principal, Guid id, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand(
            $"update {VaultStore.Schema}.consumer_code set attempts = $3, consumer = null where principal = $1 and id = $2 and consumer is not null");
        command.Parameters.Add(new() { Value = principal });
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = MostTries });
        return await command.ExecuteNonQueryAsync(ct) == 1;
    }

    private static byte[] Mac(PrincipalKeys keys, Guid id, string code) => keys.PageMac(string.Create(CultureInfo.InvariantCulture, $"code\n{id:N}\n{code}"));
}
