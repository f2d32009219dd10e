using EvidenceVault.Server.Access;

namespace EvidenceVault.Server.Suppressions;

/// <summary>Registers the services and endpoints of this capability.</summary>
public static class SuppressionsSetup
{
    public static void AddSuppressions(this WebApplicationBuilder builder) =>
        builder.Services.AddSingleton<SuppressionFeed>().AddSingleton<KeptHashes>();

    public static void MapSuppressions(this WebApplication app)
    {
        var suppressions = app.MapGroup("/v1/principals/{principal}/suppressions");
        // A dialler that may ask before each call may know whom not to call as well.
        suppressions.MapGet("", FollowSuppressions.Get).RequiresEither(Scopes.EvidenceRead, Scopes.ClearanceRequest).WithName("followSuppressions");
        suppressions.MapGet("key", FollowSuppressions.Key).RequiresEither(Scopes.EvidenceRead, Scopes.ClearanceRequest).WithName("getSuppressionKey");
        suppressions.MapGet("acknowledgements", ShowAcknowledgements.Get).RequiresEither(Scopes.EvidenceRead, Scopes.ClearanceRequest).WithName("listAcknowledgements");
        suppressions.MapPost("acknowledgements", AcknowledgeSuppressions.Post).RequiresEither(Scopes.EvidenceWrite, Scopes.ClearanceRequest).WithName("acknowledgeSuppressions");
        suppressions.MapGet("{eventId}", ShowAcknowledgements.OfOne).RequiresEither(Scopes.EvidenceRead, Scopes.ClearanceRequest).WithName("getSuppression");
    }
}
