namespace EvidenceVault.Server.Tests.Infrastructure;

/// <summary>
/// PostgreSQL and a blob server for all tests of this process: those that the environment names (<c>ops/test</c> does), else
/// ones started at the first use and stopped when the process ends.
/// </summary>
public static class EmbeddedServices
{
    private static readonly Lazy<Task<ServiceConnections>> Shared = new(FindOrStartAsync);
    private static readonly Lazy<Task<string>> Template = new(async () => await SchemaTemplate.MakeAsync(await Shared.Value));

    public static Task<ServiceConnections> ConnectionsAsync() => Shared.Value;

    /// <summary>
    /// A fresh, empty database with its twin for keys, and an empty blob account, for one test class. Disposing of it deletes all three.
    /// </summary>
    /// <param name="prefix">Begins the database's name, so that a server log tells whose it is.</param>
    public static async Task<TestDatabase> CreateDatabaseAsync(string prefix) =>
        await TestDatabase.CreateAsync(await ConnectionsAsync(), prefix, AreOurs);

    /// <summary>The same with the vault's tables in it, copied: making them anew takes a server seconds.</summary>
    public static async Task<TestDatabase> CreateDatabaseWithSchemaAsync(string prefix) =>
        await TestDatabase.CreateAsync(await ConnectionsAsync(), prefix, AreOurs, await Template.Value);

    // Only services started by ops/services have spare blob accounts.
    private static bool AreOurs =>
        ServiceConnections.FromEnvironment() is null || Environment.GetEnvironmentVariable("EV_TEST_SERVICES") is { Length: > 0 };

    private static async Task<ServiceConnections> FindOrStartAsync()
    {
        if (ServiceConnections.FromEnvironment() is { } given)
            return given;
        var services = new ServicesDirectory();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => services.CleanNow();
        await services.StartAsync();
        return await services.ConnectionsAsync();
    }
}
