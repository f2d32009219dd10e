using EvidenceVault.Domain.Access;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Store;
using JasperFx;
using Marten;
using NodaTime;

namespace EvidenceVault.Server.Access;

/// <summary><c>DELETE /v1/keys/{id}</c>: revokes a key, at once on this server and within two seconds on the others.</summary>
public static class RevokeKey
{
    public static void MapRevokeKey(this RouteGroupBuilder keys) =>
        keys.MapDelete("{id}", Delete).Requires(Scopes.SetupWrite, orOperator: true).WithName("revokeKey");

    public static async Task<IResult> Delete(string id, HttpContext context, ApiKeys keys, IDocumentStore store, IClock clock, CancellationToken ct)
    {
        var caller = context.Caller();
        var stored = ApiKeyText.IsId(id) ? await keys.Find(id, ct) : null;
        if (stored is null || (!caller.IsOperator && stored.Key.Principal != caller.Principal)) return Problem.NotFound.ToResult();
        if (stored.Key.RevokedAt is null) await Revoke(id, caller.KeyId, store, clock, ct);
        keys.Changed();
        return Results.NoContent();
    }

    private static async Task Revoke(string id, string by, IDocumentStore store, IClock clock, CancellationToken ct)
    {
        await using var session = store.LightweightSession(VaultStore.VaultTenant);
        // The second of two events: whoever loses a race finds the key revoked already.
        session.Events.Append(Streams.Key(id), 2, new KeyRevoked(id, by));
        session.QueueSqlCommand("update vault.api_key set revoked_at = ? where id = ? and revoked_at is null", clock.GetCurrentInstant(), id);
        try
        {
            await session.SaveChangesAsync(ct);
        }
        catch (ConcurrencyException)
        {
            // Somebody else revoked it in this very moment.
        }
    }
}
