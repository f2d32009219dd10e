using System.Security.Cryptography;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Keys;
using EvidenceVault.Verification.Ledger;
using Npgsql;

namespace EvidenceVault.Server.Ledger;

/// <summary>Opens the ledger of a vault that has none, when the schema is applied, and takes note of a new key.</summary>
public sealed class LedgerOpening(LedgerDatabase database, LedgerKey key, VaultSettings settings)
{
    // One server at a time.
    private const string Lock = "select pg_advisory_xact_lock(hashtext('evidence-vault/ledger'))";

    public async Task Open(CancellationToken ct)
    {
        await using var connection = await database.Source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await Execute(connection, LedgerDatabase.Command(Lock), ct);
        var keys = await Keys(connection, ct);
        // A key that came by itself would be one that nobody has heard of.
        if (keys.Count > 0 && !File.Exists(settings.LedgerKeyPath))
            throw new InvalidOperationException(
                $"The ledger's key file {settings.LedgerKeyPath} is missing, while the database has a ledger signed with it. Put it back; or, where it is lost, make a file with 32 random bytes as base64 there, which will be listed as a new key.");
        KeyFile.CreateIfMissing(settings.LedgerKeyPath);

        // What was recorded before there was a ledger waits for its leaf as well. The trigger is there already, and had waited for whoever was writing.
        if (await Execute(connection, LedgerDatabase.Command(
            "insert into vault.ledger_head (one, size, origin, opened_at) values (1, 0, $1, clock_timestamp()) on conflict do nothing", NewOrigin()), ct) > 0)
            await Execute(connection, LedgerDatabase.Command("insert into vault.ledger_pending (seq_id, event_id) select seq_id, id from vault.mt_events on conflict do nothing"), ct);
        // Under the lock of whoever numbers events: the new key signs what the old one signed last, and the old one nothing after that.
        await using var read = new NpgsqlCommand("select origin from vault.ledger_head where one = 1 for update", connection, transaction);
        var signer = key.Signer((string)(await read.ExecuteScalarAsync(ct))!);
        await Register(connection, signer, keys, ct);
        await transaction.CommitAsync(ct);
    }

    private static async Task Register(NpgsqlConnection connection, NoteSigner signer, Dictionary<string, bool> keys, CancellationToken ct)
    {
        if (keys.TryGetValue(signer.Key.Text, out var current))
        {
            if (!current) throw new InvalidOperationException("The ledger's key file holds a key that was replaced before. A replaced key never comes back: give the file of the current one, or a new one.");
            return;
        }

        await Execute(connection, LedgerDatabase.Command("update vault.ledger_key set valid_until = clock_timestamp() where valid_until is null"), ct);
        await Execute(connection, LedgerDatabase.Command("insert into vault.ledger_key (key, valid_from) values ($1, clock_timestamp())", signer.Key.Text), ct);
        if (keys.Count > 0)
        {
            await SignHead(connection, signer, NoteKey.Parse(keys.Single(k => k.Value).Key), ct);
            return;
        }

        var empty = new Checkpoint(signer.Key.Name, 0, MerkleHash.Empty);
        await Execute(connection, LedgerDatabase.Command(
            "insert into vault.ledger_checkpoint (size, note, signed_at) values (0, $1, clock_timestamp()) on conflict do nothing", CheckpointNote.Of(empty, signer)), ct);
    }

    // A new key signs no tree but the one that the key before it signed last: its own signature is put beside that.
    private static async Task SignHead(NpgsqlConnection connection, NoteSigner signer, NoteKey before, CancellationToken ct)
    {
        await using var read = new NpgsqlCommand("select c.note from vault.ledger_head h join vault.ledger_checkpoint c on c.size = h.size where h.one = 1", connection);
        if (await read.ExecuteScalarAsync(ct) is not string text || SignedNote.Parse(text) is not { } note || note.SignersAmong(before).Count == 0) return;
        await Execute(connection, LedgerDatabase.Command(
            "update vault.ledger_checkpoint set note = $1 where size = (select size from vault.ledger_head where one = 1)",
            (note with { Signatures = [.. note.Signatures, signer.Sign(note.Text)] }).ToString()), ct);
    }

    // Fixed from now on, whatever the vault's address becomes.
    private string NewOrigin() =>
        settings.LedgerOrigin.Length > 0 ? settings.LedgerOrigin
        : settings.PublicUrl.Length > 0 ? $"{new Uri(settings.PublicUrl).Authority}/evidence-vault"
        : $"evidence-vault/{RandomNumberGenerator.GetHexString(16, lowercase: true)}";

    private static async Task<Dictionary<string, bool>> Keys(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var read = new NpgsqlCommand("select key, valid_until is null from vault.ledger_key", connection);
        await using var rows = await read.ExecuteReaderAsync(ct);
        var keys = new Dictionary<string, bool>(StringComparer.Ordinal);
        while (await rows.ReadAsync(ct)) keys[rows.GetString(0)] = rows.GetBoolean(1);
        return keys;
    }

    private static async Task<int> Execute(NpgsqlConnection connection, NpgsqlBatchCommand command, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { command } };
        return await batch.ExecuteNonQueryAsync(ct);
    }
}
