namespace EvidenceVault.TestBed;

/// <summary>Services that one test has to itself, so that it may kill them. Starting takes some seconds: for crash tests only.</summary>
/// <remarks>Both keep over a kill what they acknowledged.</remarks>
public sealed class PrivateServices : IAsyncDisposable
{
    private readonly ServicesDirectory _services = new();

    private PrivateServices()
    {
    }

    /// <summary>The databases <c>vault</c> and <c>vault_keys</c>, both empty, and an empty blob account. The ports stay over a restart.</summary>
    public ServiceConnections Connections { get; private set; } = new("", "", "");

    /// <summary>PostgreSQL's data directory, with the write-ahead log.</summary>
    public string PostgresData => _services.PostgresData;

    /// <summary>The blob server's data.</summary>
    public string BlobData => _services.PathOf("blob");

    /// <summary>What both write to their logs.</summary>
    public string Logs => _services.PathOf("logs");

    /// <summary>A connection string for PostgreSQL's superuser.</summary>
    public string Superuser => _services.Superuser(Connections.Vault);

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

    /// <summary>The two as processes, to be killed at a moment that does not wait for a command to start. Other ones after each start.</summary>
    public Task<ServiceProcesses> ProcessesAsync() => _services.ProcessesAsync();

    /// <summary>Starts whichever of the two does not run, and waits until it answers.</summary>
    public async Task StartAgainAsync()
    {
        await _services.StartAsync();
        Connections = await _services.ConnectionsAsync();
    }

    public async ValueTask DisposeAsync() => await _services.CleanAsync();
}
