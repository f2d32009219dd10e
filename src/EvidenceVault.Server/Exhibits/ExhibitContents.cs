using System.Text.Json;
using EvidenceVault.Domain.AccessLog;
using EvidenceVault.Domain.Exhibits;
using EvidenceVault.Server.Access;
using EvidenceVault.Server.AccessLog;
using EvidenceVault.Server.Erasure;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Intake;
using EvidenceVault.Server.Keys;
using EvidenceVault.Server.Retention;
using EvidenceVault.Server.Scorecards;
using EvidenceVault.Server.Store;
using Marten;
using NodaTime;
using Npgsql;

namespace EvidenceVault.Server.Exhibits;

/// <summary>Keeps and opens the content of exhibits, with the events that say so.</summary>
public sealed class ExhibitContents(IDocumentStore store, VaultDatabase database, KeyStore keys, EvidenceBlobs blobs, Uploads uploads, UploadParts parts, EventNames names, IClock clock)
{
    /// <summary>Keeps the content of an awaited exhibit. Null where somebody else's upload of it was there first; then this one is gone.</summary>
    /// <exception cref="ContentMismatchException">It is not what was announced; nothing was kept.</exception>
    /// <exception cref="BlobsUnavailableException">The blob store failed; nothing was kept.</exception>
    public async Task<Exhibit?> Keep(string principal, Exhibit exhibit, string uploadedBy, AnnouncedContentStream content, CancellationToken ct)
    {
        var principalKeys = await keys.OfPrincipal(principal, ct);
        // Two databases, each of which makes its row durable.
        var (keying, beginning) = (NewKey(principal, exhibit, ct), uploads.Begin(principal, exhibit.Id, ct));
        await Task.WhenAll(keying, beginning);
        var (key, blob) = (await keying, await beginning);
        (Exhibit Exhibit, IReadOnlyList<string> Replaced)? cited = null;
        try
        {
            await blobs.Put(blob, key, content, ct, exhibit.Announced.Size);
            if (!content.Complete) throw new InvalidOperationException("The blob was committed before its content was read to the end.");
            cited = await Cite(principalKeys, exhibit, uploadedBy, blob, ct);
        }
        finally
        {
            if (cited is null) await uploads.Abandon(blob);
        }

        if (cited is not { } done) return null;
        await parts.Remove(done.Replaced);
        return done.Exhibit;
    }

    /// <summary>Takes bytes that follow what came in so far of an awaited exhibit, durable when this returns. False where others got ahead.</summary>
    /// <exception cref="BlobsUnavailableException">The blob store failed; nothing was kept.</exception>
    public async Task<bool> KeepPart(string principal, Exhibit exhibit, long from, ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        var key = await NewKey(principal, exhibit, ct);
        var blob = await uploads.Begin(principal, exhibit.Id, ct);
        var kept = false;
        try
        {
            await blobs.Put(blob, key, BinaryData.FromBytes(bytes).ToStream(), ct);
            return kept = await parts.Add(principal, exhibit.Id, new(blob, from, bytes.Length), ct);
        }
        finally
        {
            if (!kept) await uploads.Abandon(blob);
        }
    }

    /// <summary>Keeps an exhibit of which the parts came in already, and now the last bytes. As <see cref="Keep"/>; not whole where other parts came or went meanwhile.</summary>
    /// <exception cref="BlobDamagedException">A part is not there as it was put, or no longer.</exception>
    public async Task<(bool Whole, Exhibit? Stored)> KeepParts(string principal, Exhibit exhibit, string uploadedBy, ReadOnlyMemory<byte> last, CancellationToken ct)
    {
        var key = await NewKey(principal, exhibit, ct);
        var taken = await parts.Take(principal, exhibit.Id, ct);
        if (taken.Sum(part => part.Count) + last.Length != exhibit.Announced.Size) return (false, null);
        await using var whole = new PartsStream(taken, part => blobs.Open(part.Blob, key, part.Count, 0, part.Count, ct), last);
        await using var content = new AnnouncedContentStream(whole, exhibit.Announced.Size, exhibit.Announced.Sha256);
        return (true, await Keep(principal, exhibit, uploadedBy, content, ct));
    }

    /// <summary>Notes on the exhibit's stream that somebody is given bytes of it.</summary>
    public async Task NoteRead(string principal, Exhibit exhibit, Caller caller, string? reason, long from, long to, CancellationToken ct)
    {
        await using var session = store.LightweightSession(principal);
        var read = new ExhibitRead(Now(), exhibit.Id, caller.KeyId, caller.Doer, from, to, reason);
        // Waits its turn: several listeners, or one player asking for ranges, write to one stream.
        await session.Events.AppendExclusive(Streams.Exhibit(exhibit.Id), ct, read);
        AccessRow.Of(caller, reason, clock, AccessKind.ExhibitContent, exhibit.Announced.Consumer, exhibit: exhibit.Id).Queue(session, principal);
        await session.SaveChangesAsync(ct);
    }

    /// <summary>Opens a part of a stored exhibit; null where its key was destroyed.</summary>
    public async Task<Stream?> Open(string principal, Exhibit exhibit, long from, long count, CancellationToken ct)
    {
        var key = await keys.OfExhibit(await keys.OfPrincipal(principal, ct), exhibit.Id, make: false, ct);
        return key is null ? null : await blobs.Open(exhibit.Blob!, key, exhibit.Announced.Size, from, count, ct);
    }

    private async Task<byte[]> NewKey(string principal, Exhibit exhibit, CancellationToken ct) =>
        await keys.OfExhibit(await keys.OfPrincipal(principal, ct), exhibit.Id, make: true, ct) ?? throw new InvalidOperationException("A key just made is gone.");

    // The exhibit as it then stands, and the blobs of parts that this replaces; null where the content was stored already.
    private async Task<(Exhibit Exhibit, IReadOnlyList<string> Replaced)?> Cite(
        PrincipalKeys principal, Exhibit exhibit, string uploadedBy, string blob, CancellationToken ct)
    {
        var now = Now();
        await using var connection = await database.Source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        // Under the lane's lock, until it is committed: whoever erases the person finds the content, or the person is found gone, and it goes right away.
        if (exhibit.Announced.Consumer is { } named) await ForgetConsumer.Lock(transaction, principal.Principal, named, ct);
        // The lock on the stream lets one of two uploads see the other's event; the derived id would refuse a second one in any case.
        var state = await UploadParts.LockAndFind(transaction, principal.Principal, exhibit.Id, ct);
        if (!await Uploads.End(transaction, blob, ct)) throw new BlobsUnavailableException("The upload took too long and was swept.");
        if (state.Stored) return null;
        var append = new EventAppend(names, principal.Principal, now);
        var stored = new ExhibitStored(now, exhibit.Id, uploadedBy, blob, exhibit.Announced.Size, exhibit.Announced.Sha256);
        append.Add(
            Streams.Exhibit(exhibit.Id), principal.OwnEventId("exhibit-stored", exhibit.Id), stored, JsonSerializer.SerializeToUtf8Bytes(stored, VaultJson.Options), "{}"u8.ToArray());
        var command = append.ToCommand();
        await using (var batch = new NpgsqlBatch(connection, transaction) { BatchCommands = { command, RetentionRow.Add(principal.Principal, exhibit) } })
        {
            // What has come counts as evidence of whoever it names, and of nobody else.
            if (exhibit.Announced.Consumer is { } about) batch.BatchCommands.Add(JudgingDue.Add(principal.Principal, [about]));
            await batch.ExecuteNonQueryAsync(ct);
        }

        append.Check(command);
        var replaced = state.Parts == 0 ? [] : await UploadParts.End(transaction, principal.Principal, exhibit.Id, ct);
        await transaction.CommitAsync(ct);
        return (exhibit with { StoredAt = now, Blob = blob }, replaced);
    }

    private Instant Now() => Instants.CutToMicroseconds(clock.GetCurrentInstant());
}
