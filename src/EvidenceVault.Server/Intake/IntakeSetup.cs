using EvidenceVault.Server.Access;
using EvidenceVault.Server.Intake.Csv;
using EvidenceVault.Server.Intake.Lanes;
using EvidenceVault.Server.Intake.Progress;

namespace EvidenceVault.Server.Intake;

/// <summary>Registers the services and endpoints of this capability.</summary>
public static class IntakeSetup
{
    public static void AddIntake(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Identity.IdentityCards>();
        builder.Services.AddSingleton<BatchWriter>();
        builder.Services.AddSingleton<LaneSet>();
        builder.Services.AddSingleton<PartyRules>();
        builder.Services.AddSingleton<OpenUploads>();
        builder.Services.AddSingleton<UploadTable>();
        builder.Services.AddSingleton<UploadJournal>();
        builder.Services.AddHostedService(services => services.GetRequiredService<UploadJournal>());
    }

    public static void MapIntake(this WebApplication app)
    {
        app.MapPost("/v1/principals/{principal}/evidence", PostEvidence.Post).WithName("postEvidence").Requires(Scopes.EvidenceWrite);
        app.MapPost("/v1/principals/{principal}/evidence/csv", PostCsv.Post).WithName("postEvidenceCsv").Requires(Scopes.EvidenceWrite);
        app.MapGet("/v1/principals/{principal}/uploads", ShowUploads.List).WithName("listUploads").RequiresTenantKey();
        app.MapGet("/v1/principals/{principal}/uploads/{id}", ShowUploads.Get).WithName("getUpload").RequiresTenantKey();
        app.MapGet("/v1/templates/{type}.csv", GetTemplate.Get).WithName("getCsvTemplate").RequiresKey();
        app.MapPut("/v1/principals/{principal}/exhibits/{id}", PutExhibit.Put).WithName("putExhibit").Requires(Scopes.EvidenceWrite);
    }
}
