using EvidenceVault.Domain.Retention;
using EvidenceVault.Server.Exhibits;
using EvidenceVault.Server.Intake;
using EvidenceVault.Server.Keys;
using EvidenceVault.Server.Retention;
using EvidenceVault.Server.Scorecards;
using EvidenceVault.Server.Store;
using NodaTime;
using Npgsql;

namespace EvidenceVault.Server.ContractEnds;

/// <summary>
/// Destroys all that is kept for a principal whose contract has ended: the keys first, so that nothing can be read from then on; then the files, looking that each is
/// absent; then the rows and what was handed in beside the events. Each step can be repeated, and goes on where it broke off.
/// </summary>
public sealed class EndContract(
    VaultDatabase database, ContractEndStore ends, ContractEndProgress progress, KeyStore keys, DestructionList list, Uploads uploads, UploadParts parts, EvidenceBlobs blobs, RowsOfPrincipal rows, IClock clock)
{
    private const int FilesAtOnce = 200;
    private const int RequestsAtOnce = 8;

    private const string Files =
        $"""
        select e.seq_id, e.type, e.data ->> 'blob', array(select v ->> 'blob' from jsonb_array_elements(case jsonb_typeof(e.data -> 'volumes') when 'array' then e.data -> 'volumes' else '[]' end) v)
        from {VaultStore.Schema}.mt_events e
        where e.tenant_id = $1 and e.seq_id > $2 and e.type in ('exhibit.stored', 'pack.made', 'pack.countersigned')
        and not exists (select from {VaultStore.Schema}.exhibit_retention r where r.principal = $1 and r.exhibit = e.data ->> 'exhibit' and r.state = 2)
        and not exists (select from {VaultStore.Schema}.pack p where p.principal = $1 and p.id = e.data ->> 'pack' and p.is_deleted)
        order by e.seq_id limit $3
        """;

    /// <summary>Does all of it, and records that. Where it breaks off, it is done again later.</summary>
    /// <returns>False: something was put against it while it began, so nothing was done, and it is looked at again after a pause.</returns>
    /// <exception cref="BlobsUnavailableException">The storage failed.</exception>
    public async Task<bool> Run(string principal, Duration pauseWhileHeld, CancellationToken ct)
    {
        var done = await progress.Read(principal, ct);
        if (done.KeysGoneAt is not { } keysGoneAt)
        {
            // Where they are gone already a backup was put back, and nothing can stand against it any more.
            if (!await keys.HasPrincipal(principal, ct)) await keys.DestroyPrincipal(principal, ct);
            else if (!await ends.UnlessHeld(principal, pauseWhileHeld, () => keys.DestroyPrincipal(principal, ct), ct)) return false;
            keysGoneAt = Now();
            done = done with { KeysGoneAt = keysGoneAt, Consumers = await Cards(principal, ct) };
            await list.Add([new(principal, DestroyedKeyOf.Principal, principal)], ct);
            await progress.Save(principal, done, ct);
        }

        await EndUploads(principal, ct);
        while (await NextFiles(principal, done.Files, ct) is { Count: > 0 } files)
        {
            await Parallel.ForEachAsync(files, new ParallelOptions { MaxDegreeOfParallelism = RequestsAtOnce, CancellationToken = ct }, async (file, one) =>
            {
                foreach (var blob in file.Blobs) await blobs.Destroy(blob, one);
            });
            var packs = files.Count(f => f.Type == "pack.made");
            done = done with { Files = files[^1].Sequence, Packs = done.Packs + packs, Exhibits = done.Exhibits + files.Count(f => f.Type == "exhibit.stored") };
            await progress.Save(principal, done, ct);
        }

        await PassesEnd(ct);
        while (await rows.Delete(principal, ct) > 0)
        {
            // What was being written meanwhile is seen the next time.
        }

        while (await rows.StripAnnexes(principal, done.Annexes, ct) is ({ } last, var stripped))
        {
            done = done with { Annexes = last, AnnexCount = done.AnnexCount + stripped };
            await progress.Save(principal, done, ct);
        }

        await EndUploads(principal, ct);
        await Record(principal, new(Now(), keysGoneAt, done.Consumers, done.Exhibits, done.Packs, done.AnnexCount, await blobs.SoftDeleteDays(ct)), ct);
        return true;
    }

    // Whatever was being judged is written then, and nothing more is judged: the gate has long been closed. Held for a moment only, for others are judged too.
    private async Task PassesEnd(CancellationToken ct)
    {
        await using var connection = await database.Source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var batch = new NpgsqlBatch(connection, transaction);
        foreach (var take in JudgingPass.TakeAll()) batch.BatchCommands.Add(take);
        await batch.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private async Task EndUploads(string principal, CancellationToken ct)
    {
        await parts.DropAllOf(principal, ct);
        await uploads.RemoveAllOf(principal, ct);
    }

    private async Task<long> Cards(string principal, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand($"select count(*) from {VaultStore.Schema}.identity_card where principal = $1 and card <> ''::bytea");
        command.Parameters.Add(new() { Value = principal });
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    private async Task Record(string principal, ContractEnded ended, CancellationToken ct)
    {
        await using var connection = await database.Source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using (var claim = new NpgsqlCommand($"select from {VaultStore.Schema}.contract_end where principal = $1 and state = {(int)ContractEndState.Ending} for update", connection, transaction))
        {
            claim.Parameters.Add(new() { Value = principal });
            await using var row = await claim.ExecuteReaderAsync(ct);
            // Another server was first.
            if (!await row.ReadAsync(ct)) return;
        }

        await ends.Record(transaction, principal, ended, ContractEndState.Ended, null, ended.OccurredAt, ct);
        await transaction.CommitAsync(ct);
    }

    private async Task<List<(long Sequence, string Type, string[] Blobs)>> NextFiles(string principal, long after, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand(Files);
        foreach (var value in (object[])[principal, after, FilesAtOnce]) command.Parameters.Add(new() { Value = value });
        await using var found = await command.ExecuteReaderAsync(ct);
        var files = new List<(long, string, string[])>();
        while (await found.ReadAsync(ct)) files.Add((found.GetInt64(0), found.GetString(1), [found.GetString(2), .. found.GetFieldValue<string[]>(3)]));
        return files;
    }

    private Instant Now() => Instants.CutToMicroseconds(clock.GetCurrentInstant());
}
