using EvidenceVault.Server.Hosting;

namespace EvidenceVault.Server.Exhibits;

/// <summary>Registers the services and endpoints of this capability. It asks for an <see cref="IExhibitTerms"/>, which retention registers.</summary>
public static class ExhibitsSetup
{
    public static void AddExhibits(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        var connection = builder.Configuration.GetConnectionString("Blobs");
        services.AddSingleton(s => BlobStorage.Container(connection, s.GetRequiredService<VaultSettings>().BlobContainer));
        services.AddSingleton<EvidenceBlobs>();
        services.AddSingleton<Uploads>();
        services.AddSingleton<UploadParts>();
        services.AddSingleton<ExhibitStreams>();
        services.AddSingleton<ExhibitContents>();
        services.AddSingleton<ExhibitDocuments>();
        services.AddSingleton<DamageAlarms>();
        services.AddHostedService<SweepUploads>();
    }

    public static void MapExhibits(this WebApplication app)
    {
        app.MapShowExhibit();
        app.MapListExhibits();
        app.MapStoreContent();
        app.MapAppendContent();
        app.MapReadContent();
    }
}
