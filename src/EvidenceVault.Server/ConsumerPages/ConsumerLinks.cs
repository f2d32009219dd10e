using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Server.Books;
using EvidenceVault.Server.Intake;
using EvidenceVault.Server.Keys;
using EvidenceVault.Server.Store;
using NodaTime;
using Npgsql;

namespace EvidenceVault.Server.ConsumerPages;

/// <summary>Makes links and opens them. A token is the principal's slug and a signed id: what the link is for, whose it is and when it ends are signed with it.</summary>
public sealed class ConsumerLinks(VaultDatabase database, KeyStore keyStore, BookStore books, IClock clock)
{
    private const int IdSize = 16;
    private const int MacSize = 16;
    private const int Size = 43;

    private static readonly Duration Day = Duration.FromDays(1);

    // What ended long ago is of no use to anybody.
    private static readonly Duration KeptFor = Duration.FromDays(90);

    /// <summary>An id that nobody guesses.</summary>
    public static Guid NewId() => new(RandomNumberGenerator.GetBytes(IdSize));

    /// <summary>Keeps a link and gives its token, which is not kept.</summary>
    /// <param name="link">The link.</param>
    /// <param name="mostADay">So many that are sent a consumer gets in a day from all who ask for them; null: as many as are wanted.</param>
    /// <param name="ct">Gives up.</param>
    /// <returns>The token; null: it would be one too many, and how long it takes until it is not.</returns>
    public async Task<(string? Token, Duration Wait)> Make(ConsumerLink link, int? mostADay, CancellationToken ct)
    {
        var keys = await keyStore.OfPrincipal(link.Principal, ct);
        await using var connection = await database.Source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (link.IsSent && mostADay is { } most && await Wait(transaction, link, most, ct) is { } wait) return (null, wait);
        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.BatchCommands.Add(new($"delete from {VaultStore.Schema}.consumer_link where expires_at < $1") { Parameters = { new() { Value = link.CreatedAt - KeptFor } } });
        batch.BatchCommands.Add(new(
            $"""
            insert into {VaultStore.Schema}.consumer_link (principal, id, purpose, consumer, consent, method, is_sent, holder, key_id, created_at, expires_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            """)
        {
            Parameters =
            {
                new() { Value = link.Principal }, new() { Value = link.Id }, new() { Value = (int)link.Purpose }, new() { Value = link.Consumer },
                new() { Value = (object?)link.Consent ?? DBNull.Value }, new() { Value = (object?)(int?)link.Method ?? DBNull.Value }, new() { Value = link.IsSent },
                new() { Value = link.Holder }, new() { Value = link.KeyId }, new() { Value = link.CreatedAt }, new() { Value = link.ExpiresAt },
            },
        });
        await batch.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
        return ($"{link.Principal}.{Base64Url.EncodeToString([.. link.Id.ToByteArray(bigEndian: true), .. Mac(keys, link)])}", Duration.Zero);
    }

    /// <summary>The same of a link that nobody asked for but the consumer, who is there already.</summary>
    public async Task<string> Make(ConsumerLink link, CancellationToken ct) => (await Make(link, mostADay: null, ct)).Token!;

    /// <summary>Has a link open nothing: it was not sent, or what it is for was not recorded.</summary>
    public async Task Remove(ConsumerLink link)
    {
        await using var command = database.Source.CreateCommand($"delete from {VaultStore.Schema}.consumer_link where principal = $1 and id = $2");
        command.Parameters.Add(new() { Value = link.Principal });
        command.Parameters.Add(new() { Value = link.Id });
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }

    // How long until one more may be sent; null: it may. Under a lock: else several requests at once would each find too few before them.
    private static async Task<Duration?> Wait(NpgsqlTransaction transaction, ConsumerLink link, int mostADay, CancellationToken ct)
    {
        await using (var take = new NpgsqlCommand("select pg_advisory_xact_lock(hashtextextended('consumer-link/' || $1 || '/' || $2::text, 0))", transaction.Connection, transaction))
        {
            take.Parameters.Add(new() { Value = link.Principal });
            take.Parameters.Add(new() { Value = link.Consumer });
            await take.ExecuteNonQueryAsync(ct);
        }

        await using var command = new NpgsqlCommand(
            $"""
            select created_at from {VaultStore.Schema}.consumer_link
            where principal = $1 and consumer = $2 and is_sent and holder <> $5 and created_at > $3 order by created_at desc offset $4 limit 1
            """, transaction.Connection, transaction);
        foreach (var value in (object[])[link.Principal, link.Consumer, link.CreatedAt - Day, (long)mostADay - 1, VaultItself.Slug]) command.Parameters.Add(new() { Value = value });
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) ? row.GetFieldValue<Instant>(0) + Day - link.CreatedAt : null;
    }

    /// <summary>The link of a token; null where it is none, is for something else, or has ended.</summary>
    public async Task<ConsumerLink?> Open(string token, LinkPurpose purpose, CancellationToken ct)
    {
        if (PrincipalOf(token) is not { } principal || token.Length != principal.Length + 1 + Size) return null;
        var text = token.AsSpan(principal.Length + 1);
        if (!Base64Url.IsValid(text) || Base64Url.DecodeFromChars(text) is not { Length: IdSize + MacSize } bytes) return null;
        // The principal may be made up, and has no keys then.
        if (await books.Current(principal, ct) is null) return null;
        var link = await Find(principal, new Guid(bytes.AsSpan(0, IdSize), bigEndian: true), ct);
        if (link is null || link.Purpose != purpose || link.ExpiresAt <= clock.GetCurrentInstant()) return null;
        return CryptographicOperations.FixedTimeEquals(Mac(await keyStore.OfPrincipal(principal, ct), link), bytes.AsSpan(IdSize)) ? link : null;
    }

    /// <summary>The principal that a token names, right or wrong; null: none.</summary>
    public static string? PrincipalOf(string token) =>
        token.IndexOf('.', StringComparison.Ordinal) is > 0 and <= 40 and var dot && JsonFields.IsSlug(token[..dot]) ? token[..dot] : null;

    private async Task<ConsumerLink?> Find(string principal, Guid id, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand(
            $"""
            select purpose, consumer, consent, method, is_sent, holder, key_id, created_at, expires_at
            from {VaultStore.Schema}.consumer_link where principal = $1 and id = $2
            """);
        command.Parameters.Add(new() { Value = principal });
        command.Parameters.Add(new() { Value = id });
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct)
            ? new(
                principal, id, (LinkPurpose)row.GetInt32(0), row.GetGuid(1), row.IsDBNull(2) ? null : row.GetGuid(2), row.IsDBNull(3) ? null : (VerificationMethod)row.GetInt32(3),
                row.GetBoolean(4), row.GetString(5), row.GetString(6), row.GetFieldValue<Instant>(7), row.GetFieldValue<Instant>(8))
            : null;
    }

    private static byte[] Mac(PrincipalKeys keys, ConsumerLink link) => keys.PageMac(string.Create(
        CultureInfo.InvariantCulture,
        $"link\n{(int)link.Purpose}\n{link.Id:N}\n{link.Consumer:N}\n{link.Consent:N}\n{(int?)link.Method}\n{link.IsSent}\n{link.Holder}\n{link.ExpiresAt.ToUnixTimeMilliseconds()}"))[..MacSize];
}
