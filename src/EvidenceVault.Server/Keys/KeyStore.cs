using System.Collections.Concurrent;
using System.Security.Cryptography;
using EvidenceVault.Server.Hosting;
using Npgsql;

namespace EvidenceVault.Server.Keys;

/// <summary>The wrapped keys of principals, consumers and exhibits, in a database of their own.</summary>
/// <remarks>
/// The key-encryption key wraps one key per principal, held in memory; that wraps one key per consumer and per exhibit. A key is
/// always durable here before anything encrypted with it is committed elsewhere; a key left over by a crash in between opens nothing.
/// </remarks>
public sealed class KeyStore(KeyDatabase database, IKeyEncryptionKey kek, KeyTidying tidying)
{
    // Bounds memory, not correctness: about 300 bytes each.
    private const int MostConsumersHeld = 200_000;

    private readonly ConcurrentDictionary<string, PrincipalKeys> _principals = new(StringComparer.Ordinal);
    private readonly Remembered<Guid, ConsumerKeys> _consumers = new(MostConsumersHeld);

    // What was destroyed before this server started may not have been tidied away.
    private int _destroyed = 1;

    private NpgsqlDataSource Source => database.Source;

    /// <summary>The keys of a principal.</summary>
    /// <exception cref="KeysMissingException">There are none, although there is such a principal: they are never made anew in silence.</exception>
    public async Task<PrincipalKeys> OfPrincipal(string principal, CancellationToken ct)
    {
        if (_principals.TryGetValue(principal, out var held)) return held;
        await using var command = Source.CreateCommand("select wrapped from principal_key where principal = $1");
        command.Parameters.Add(new() { Value = principal });
        if (await command.ExecuteScalarAsync(ct) is not byte[] wrapped) throw new KeysMissingException($"The keys of the principal {principal} are missing, or were destroyed when its contract ended.");
        return _principals.GetOrAdd(principal, new PrincipalKeys(principal, kek.Unwrap(wrapped, Purpose(principal))));
    }

    /// <summary>Whether the database answers, and the key-encryption key is the one that its keys were wrapped with.</summary>
    /// <exception cref="CryptographicException">It is another one.</exception>
    public async Task Probe(CancellationToken ct)
    {
        await using var command = Source.CreateCommand("select principal, wrapped from principal_key where wrapped is not null limit 1");
        await using var reader = await command.ExecuteReaderAsync(ct);
        if (await reader.ReadAsync(ct)) kek.Unwrap(reader.GetFieldValue<byte[]>(1), Purpose(reader.GetString(0)));
    }

    /// <summary>Makes the keys of a principal that is about to be created, durable when this returns. Where there are some, they stay.</summary>
    public async Task MakePrincipal(string principal, CancellationToken ct)
    {
        await using var command = Source.CreateCommand("insert into principal_key (principal, wrapped) values ($1, $2) on conflict do nothing");
        command.Parameters.Add(new() { Value = principal });
        command.Parameters.Add(new() { Value = kek.Wrap(RandomNumberGenerator.GetBytes(32), Purpose(principal)) });
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>The keys of consumers; those whose keys were destroyed are left out.</summary>
    /// <exception cref="KeysMissingException">Keys are missing that were not destroyed.</exception>
    public async Task<IReadOnlyDictionary<Guid, ConsumerKeys>> OfConsumers(
        PrincipalKeys principal, IReadOnlyCollection<Guid> consumers, CancellationToken ct)
    {
        var found = new Dictionary<Guid, ConsumerKeys>(consumers.Count);
        var missing = new List<Guid>();
        foreach (var consumer in consumers)
        {
            if (_consumers.TryGet(consumer, out var keys)) found[consumer] = keys;
            else missing.Add(consumer);
        }

        if (missing.Count == 0) return found;
        await using var command = Source.CreateCommand("select consumer, wrapped from consumer_key where principal = $1 and consumer = any($2)");
        command.Parameters.Add(new() { Value = principal.Principal });
        command.Parameters.Add(new() { Value = missing.ToArray() });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = 0;
        while (await reader.ReadAsync(ct))
        {
            rows++;
            var consumer = reader.GetGuid(0);
            if (reader.IsDBNull(1)) continue;
            found[consumer] = Hold(new ConsumerKeys(consumer, principal.Unwrap(reader.GetFieldValue<byte[]>(1), consumer.ToString("N"))));
        }

        return rows == missing.Count ? found : throw new KeysMissingException($"Keys of {missing.Count - rows} consumers are missing.");
    }

    /// <summary>The keys of one consumer; null where they were destroyed.</summary>
    public async Task<ConsumerKeys?> OfConsumer(PrincipalKeys principal, Guid consumer, CancellationToken ct) =>
        (await OfConsumers(principal, [consumer], ct)).GetValueOrDefault(consumer);

    /// <summary>Makes keys for new consumers, durable when this returns.</summary>
    public async Task<IReadOnlyList<ConsumerKeys>> MakeConsumers(PrincipalKeys principal, int count, CancellationToken ct)
    {
        var ids = new Guid[count];
        var wrapped = new byte[count][];
        var made = new ConsumerKeys[count];
        Span<byte> id = stackalloc byte[16];
        for (var i = 0; i < count; i++)
        {
            RandomNumberGenerator.Fill(id);
            ids[i] = new Guid(id);
            var key = RandomNumberGenerator.GetBytes(32);
            wrapped[i] = principal.Wrap(key, ids[i].ToString("N"));
            made[i] = new ConsumerKeys(ids[i], key);
        }

        await using var command = Source.CreateCommand("insert into consumer_key (principal, consumer, wrapped) select $1, * from unnest($2, $3)");
        command.Parameters.Add(new() { Value = principal.Principal });
        command.Parameters.Add(new() { Value = ids });
        command.Parameters.Add(new() { Value = wrapped });
        await command.ExecuteNonQueryAsync(ct);
        foreach (var keys in made) Hold(keys);
        return made;
    }

    /// <summary>The 32-byte key of an exhibit; made where there is none yet and <paramref name="make"/> is set. Null where it was destroyed.</summary>
    /// <exception cref="KeysMissingException">It is missing, and not to be made.</exception>
    public async Task<byte[]?> OfExhibit(PrincipalKeys principal, string exhibit, bool make, CancellationToken ct)
    {
        var belongsTo = $"exhibit/{exhibit}";
        if (make)
        {
            await using var insert = Source.CreateCommand("insert into exhibit_key (principal, exhibit, wrapped) values ($1, $2, $3) on conflict do nothing returning wrapped");
            insert.Parameters.Add(new() { Value = principal.Principal });
            insert.Parameters.Add(new() { Value = exhibit });
            insert.Parameters.Add(new() { Value = principal.Wrap(RandomNumberGenerator.GetBytes(32), belongsTo) });
            if (await insert.ExecuteScalarAsync(ct) is byte[] made) return principal.Unwrap(made, belongsTo);
        }

        await using var command = Source.CreateCommand("select wrapped from exhibit_key where principal = $1 and exhibit = $2");
        command.Parameters.Add(new() { Value = principal.Principal });
        command.Parameters.Add(new() { Value = exhibit });
        return await command.ExecuteScalarAsync(ct) switch
        {
            byte[] wrapped => principal.Unwrap(wrapped, belongsTo),
            null => throw new KeysMissingException("The key of an exhibit or pack is missing."),
            _ => null,
        };
    }

    /// <summary>Destroys the keys of exhibits for good, durable when this returns: nothing encrypted with them can be read any more, in no copy. That one was destroyed already is no error.</summary>
    public async Task DestroyExhibits(string principal, IReadOnlyCollection<string> exhibits, CancellationToken ct)
    {
        // A row is left, also where none was: a key lost is one thing, a key destroyed another, and none is made anew.
        await using var command = Source.CreateCommand(
            """
            insert into exhibit_key (principal, exhibit, wrapped) select distinct $1, e, null::bytea from unnest($2) e
            on conflict (principal, exhibit) do update set wrapped = null where exhibit_key.wrapped is not null
            """);
        command.Parameters.Add(new() { Value = principal });
        // In one order everywhere, so that two servers never wait for each other's rows.
        command.Parameters.Add(new() { Value = exhibits.Order(StringComparer.Ordinal).ToArray() });
        if (await command.ExecuteNonQueryAsync(ct) > 0) Interlocked.Increment(ref _destroyed);
    }

    /// <summary>Destroys the key of a consumer for good, durable when this returns. That it was destroyed already is no error.</summary>
    public async Task DestroyConsumer(string principal, Guid consumer, CancellationToken ct)
    {
        await using var command = Source.CreateCommand("update consumer_key set wrapped = null where principal = $1 and consumer = $2 and wrapped is not null");
        command.Parameters.Add(new() { Value = principal });
        command.Parameters.Add(new() { Value = consumer });
        if (await command.ExecuteNonQueryAsync(ct) > 0) Interlocked.Increment(ref _destroyed);
        Forget(consumer);
    }

    /// <summary>
    /// Destroys the key of a principal for good, durable when this returns: every other key of its was wrapped with it. Can be repeated.
    /// </summary>
    public async Task DestroyPrincipal(string principal, CancellationToken ct)
    {
        // All at once: of a principal without a key, no other key is looked for.
        await using var command = Source.CreateCommand(
            """
            with exhibits as (delete from exhibit_key where principal = $1), consumers as (delete from consumer_key where principal = $1)
            update principal_key set wrapped = null where principal = $1
            """);
        command.CommandTimeout = 600;
        command.Parameters.Add(new() { Value = principal });
        await command.ExecuteNonQueryAsync(ct);
        ForgetPrincipal(principal);
        Interlocked.Increment(ref _destroyed);
    }

    /// <summary>The principals whose keys were destroyed.</summary>
    public async Task<IReadOnlyList<string>> DestroyedPrincipals(CancellationToken ct)
    {
        await using var command = Source.CreateCommand("select principal from principal_key where wrapped is null");
        await using var reader = await command.ExecuteReaderAsync(ct);
        var found = new List<string>();
        while (await reader.ReadAsync(ct)) found.Add(reader.GetString(0));
        return found;
    }

    /// <summary>Whether the keys of a principal are there.</summary>
    public async Task<bool> HasPrincipal(string principal, CancellationToken ct)
    {
        await using var command = Source.CreateCommand("select exists (select from principal_key where principal = $1 and wrapped is not null)");
        command.Parameters.Add(new() { Value = principal });
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>Forgets the keys of a principal that this server holds in memory, and with them those of all consumers, whose principal is not held.</summary>
    public void ForgetPrincipal(string principal)
    {
        if (_principals.TryRemove(principal, out _)) _consumers.Clear();
    }

    /// <summary>Forgets a key that this server holds in memory; another server destroyed it.</summary>
    public void Forget(Guid consumer) => _consumers.Forget(consumer);

    /// <summary>Those of exhibits whose keys are there, although they were destroyed: a backup of this database was put back.</summary>
    public async Task<IReadOnlyList<string>> ExhibitsWithKeys(string principal, IReadOnlyCollection<string> exhibits, CancellationToken ct)
    {
        await using var command = Source.CreateCommand("select exhibit from exhibit_key where principal = $1 and exhibit = any($2) and wrapped is not null");
        command.Parameters.Add(new() { Value = principal });
        command.Parameters.Add(new() { Value = exhibits.ToArray() });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var found = new List<string>();
        while (await reader.ReadAsync(ct)) found.Add(reader.GetString(0));
        return found;
    }

    /// <summary>Has the database forget what destroyed keys left in its pages, where this server destroyed any since. For when nothing else is to be done.</summary>
    public async Task Tidy(CancellationToken ct)
    {
        if (Interlocked.Exchange(ref _destroyed, 0) == 0 && !tidying.IsOwed) return;
        try
        {
            await tidying.Run(ct);
        }
        catch
        {
            Interlocked.Increment(ref _destroyed);
            throw;
        }
    }

    /// <summary>The 32-byte key of a pack, as that of an exhibit. No exhibit's id has a colon in it.</summary>
    public Task<byte[]?> OfPack(PrincipalKeys principal, string pack, bool make, CancellationToken ct) => OfExhibit(principal, NameOfPack(pack), make, ct);

    /// <summary>The name under which the key of a pack stands beside those of exhibits.</summary>
    public static string NameOfPack(string pack) => $"pack:{pack}";

    private ConsumerKeys Hold(ConsumerKeys keys) => _consumers.Keep(keys.Consumer, keys);

    private static string Purpose(string principal) => $"principal/{principal}";
}

/// <summary>Keys are missing that must be there: the database of keys is not the one that belongs to this vault, or is older than it.</summary>
public sealed class KeysMissingException(string message) : Exception(message);
