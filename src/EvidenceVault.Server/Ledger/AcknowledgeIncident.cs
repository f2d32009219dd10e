using EvidenceVault.Server.Access;
using EvidenceVault.Server.Hosting;

namespace EvidenceVault.Server.Ledger;

/// <summary><c>POST /ledger/incidents/{id}/acknowledgement</c>: an operator knows of it, and the ledger goes on. The incident stays to be seen.</summary>
public static class AcknowledgeIncident
{
    public static async Task<IResult> Post(string id, HttpContext http, LedgerIncidents incidents, CancellationToken ct) =>
        Guid.TryParse(id, out var incident) && await incidents.Acknowledge(incident, http.Caller().KeyId, ct) ? Results.NoContent() : Problem.NotFound.ToResult();
}
