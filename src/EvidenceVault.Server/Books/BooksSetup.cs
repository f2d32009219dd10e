namespace EvidenceVault.Server.Books;

/// <summary>Registers the services and endpoints of this capability.</summary>
public static class BooksSetup
{
    public static void AddBooks(this WebApplicationBuilder builder) => _ = builder;

    public static void MapBooks(this WebApplication app) => _ = app;
}
