using EvidenceVault.Domain.Exhibits;
using EvidenceVault.Server.Access;
using EvidenceVault.Server.Intake;
using EvidenceVault.Server.Keys;
using EvidenceVault.Server.Store;
using JasperFx.Events;
using Marten;
using NodaTime;
using Npgsql;
using SessionOptions = Marten.Services.SessionOptions;

namespace EvidenceVault.Server.Exhibits;

/// <summary>Keeps and opens the content of exhibits, with the events that say so.</summary>
public sealed class ExhibitContents(IDocumentStore store, VaultDatabase database, KeyStore keys, EvidenceBlobs blobs, Uploads uploads, UploadParts parts, IClock clock)
{
    /// <summary>Keeps the content of an awaited exhibit. False where somebody else's upload of it was there first; then this one is gone.</summary>
    /// <exception cref="ContentMismatchException">It is not what was announced; nothing was kept.</exception>
    /// <exception cref="BlobsUnavailableException">The blob store failed; nothing was kept.</exception>
    public async Task<bool> Keep(string principal, Exhibit exhibit, string uploadedBy, AnnouncedContentStream content, CancellationToken ct)
    {
        var principalKeys = await keys.OfPrincipal(principal, ct);
        var key = await NewKey(principal, exhibit, ct);
        var blob = await uploads.Begin(principal, exhibit.Id, ct);
        IReadOnlyList<string>? replaced = null;
        try
        {
            await blobs.Put(blob, key, content, ct);
            if (!content.Complete) throw new InvalidOperationException("The blob was committed before its content was read to the end.");
            replaced = await Cite(principalKeys, exhibit, uploadedBy, blob, ct);
        }
        finally
        {
            if (replaced is null) await uploads.Abandon(blob);
        }

        if (replaced is null) return false;
        await parts.Remove(replaced);
        return true;
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

    /// <summary>Keeps an exhibit of which the parts came in already, and now the last bytes. As <see cref="Keep"/>; null where other parts came or went meanwhile.</summary>
    /// <exception cref="BlobDamagedException">A part is not there as it was put, or no longer.</exception>
    public async Task<bool?> KeepParts(string principal, Exhibit exhibit, string uploadedBy, ReadOnlyMemory<byte> last, CancellationToken ct)
    {
        var key = await NewKey(principal, exhibit, ct);
        var taken = await parts.Take(principal, exhibit.Id, ct);
        if (taken.Sum(part => part.Count) + last.Length != exhibit.Announced.Size) return null;
        await using var whole = new PartsStream(taken, part => blobs.Open(part.Blob, key, part.Count, 0, part.Count, ct), last);
        await using var content = new AnnouncedContentStream(whole, exhibit.Announced.Size, exhibit.Announced.Sha256);
        return await Keep(principal, exhibit, uploadedBy, content, ct);
    }

    /// <summary>Notes on the exhibit's stream that somebody is given bytes of it.</summary>
    public async Task NoteRead(string principal, string exhibit, Caller caller, long from, long to, CancellationToken ct)
    {
        await using var session = store.LightweightSession(principal);
        var read = new ExhibitRead(Now(), exhibit, caller.KeyId, caller.Person ?? caller.Holder, from, to);
        // Waits its turn: several listeners, or one player asking for ranges, write to one stream.
        await session.Events.AppendExclusive(Streams.Exhibit(exhibit), ct, read);
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

    // The blobs of parts that this replaces; null where the content was stored already. Marten tries again where the database went away, on a transaction that went with it.
    private async Task<IReadOnlyList<string>?> Cite(PrincipalKeys principal, Exhibit exhibit, string uploadedBy, string blob, CancellationToken ct)
    {
        await using var connection = await database.Source.OpenConnectionAsync(ct);
        try
        {
            return await Cite(connection, principal, exhibit, uploadedBy, blob, ct);
        }
        catch (InvalidOperationException e) when (connection.State != System.Data.ConnectionState.Open)
        {
            throw new NpgsqlException("The connection was lost.", e);
        }
    }

    private async Task<IReadOnlyList<string>?> Cite(NpgsqlConnection connection, PrincipalKeys principal, Exhibit exhibit, string uploadedBy, string blob, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (!await Uploads.End(transaction, blob, ct)) throw new BlobsUnavailableException("The upload took too long and was swept.");
        var options = SessionOptions.ForTransaction(transaction);
        options.TenantId = principal.Principal;
        await using var session = store.LightweightSession(options);
        var stored = new ExhibitStored(Now(), exhibit.Id, uploadedBy, blob, exhibit.Announced.Size, exhibit.Announced.Sha256);
        // The lock on the stream lets one of two uploads see the other's event; the derived id would refuse a second one in any case.
        var e = new Event<ExhibitStored>(stored) { Id = principal.OwnEventId("exhibit-stored", exhibit.Id) };
        await session.Events.AppendExclusive(Streams.Exhibit(exhibit.Id), ct, e);
        if ((await ExhibitStreams.LoadMany(session, [exhibit.Id], ct)).GetValueOrDefault(exhibit.Id) is { StoredAt: not null }) return null;
        await session.SaveChangesAsync(ct);
        var replaced = await UploadParts.End(transaction, principal.Principal, exhibit.Id, ct);
        await transaction.CommitAsync(ct);
        return replaced;
    }

    private Instant Now() => Instants.CutToMicroseconds(clock.GetCurrentInstant());
}
