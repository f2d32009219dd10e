using EvidenceVault.Server.Access;
using EvidenceVault.Server.AccessLog;

namespace EvidenceVault.Server.Dossiers;

/// <summary>Registers the services and endpoints of this capability.</summary>
public static class DossiersSetup
{
    public static void AddDossiers(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<DossierReader>();
        builder.Services.AddSingleton<ClientRefs>();
    }

    public static void MapDossiers(this WebApplication app)
    {
        app.MapPost("/v1/principals/{principal}/consumers/search", SearchConsumers.Post).WithName("searchConsumers").Requires(Scopes.EvidenceRead).TakesReason();
        app.MapGet("/v1/principals/{principal}/consumers/{id}/dossier", GetDossier.Get).WithName("getDossier").Requires(Scopes.EvidenceRead).TakesReason();
    }
}
