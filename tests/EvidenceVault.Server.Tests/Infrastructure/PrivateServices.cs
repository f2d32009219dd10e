namespace EvidenceVault.Server.Tests.Infrastructure;

/// <summary>Services that one test has to itself, so that it may kill them. Starting takes some seconds: for crash tests only.</summary>
/// <remarks>
/// A killed PostgreSQL keeps all that it acknowledged. A killed blob server forgets what it was told in its last five seconds: Azurite
/// writes its index that often. Wait, or upload anew, before expecting a blob to be there after <see cref="KillBlob"/>.
/// </remarks>
public sealed class PrivateServices : IAsyncDisposable
{
    private readonly ServicesDirectory _services = new();

    private PrivateServices()
    {
    }

    /// <summary>The databases <c>vault</c> and <c>vault_keys</c>, both empty, and an empty blob account. The ports stay over a restart.</summary>
    public ServiceConnections Connections { get; private set; } = new("", "", "");

    public static async Task<PrivateServices> StartAsync()
    {
        var services = new PrivateServices();
        try
        {
            await services.StartAgainAsync();
            return services;
        }
        catch
        {
            await services.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends PostgreSQL and all its sessions at once, with SIGKILL.</summary>
    public Task KillPostgres() => _services.KillAsync("postgres");

    /// <summary>Ends the blob server with SIGKILL.</summary>
    public Task KillBlob() => _services.KillAsync("blob");

    /// <summary>Starts whichever of the two does not run, and waits until it answers.</summary>
    public async Task StartAgainAsync()
    {
        await _services.StartAsync();
        Connections = await _services.ConnectionsAsync();
    }

    public async ValueTask DisposeAsync() => await _services.CleanAsync();
}
