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
public sealed class ExhibitContents(IDocumentStore store, VaultDatabase database, KeyStore keys, EvidenceBlobs blobs, Uploads uploads, IClock clock)
{
    /// <summary>Keeps the content of an awaited exhibit. False where somebody else's upload of it was there first; then this one is gone.</summary>
    /// <exception cref="ContentMismatchException">It is not what was announced; nothing was kept.</exception>
    /// <exception cref="BlobsUnavailableException">The blob store failed; nothing was kept.</exception>
    public async Task<bool> Keep(string principal, Exhibit exhibit, string uploadedBy, AnnouncedContentStream content, CancellationToken ct)
    {
        var principalKeys = await keys.OfPrincipal(principal, ct);
        var key = await keys.OfExhibit(principalKeys, exhibit.Id, make: true, ct) ?? throw new InvalidOperationException("A key just made is gone.");
        var blob = await uploads.Begin(principal, exhibit.Id, ct);
        var kept = false;
        try
        {
            await blobs.Put(blob, key, content, ct);
            if (!content.Complete) throw new InvalidOperationException("The blob was committed before its content was read to the end.");
            kept = await Cite(principalKeys, exhibit, uploadedBy, blob, ct);
            return kept;
        }
        finally
        {
            if (!kept) await uploads.Abandon(blob);
        }
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

    // Marten tries again where the database went away, on a transaction that went with it.
    private async Task<bool> Cite(PrincipalKeys principal, Exhibit exhibit, string uploadedBy, string blob, CancellationToken ct)
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

    private async Task<bool> Cite(NpgsqlConnection connection, PrincipalKeys principal, Exhibit exhibit, string uploadedBy, string blob, CancellationToken ct)
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
        if ((await ExhibitStreams.LoadMany(session, [exhibit.Id], ct)).GetValueOrDefault(exhibit.Id) is { StoredAt: not null }) return false;
        await session.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    private Instant Now() => Instants.CutToMicroseconds(clock.GetCurrentInstant());
}
