using System.Diagnostics;
using System.Text.Json;

namespace EvidenceVault.TestBed;

/// <summary>One set of embedded services, in a directory of its own, worked by <c>ops/services</c>.</summary>
public sealed class ServicesDirectory
{
    private readonly string _path = Directory.CreateTempSubdirectory("evidence-vault-").FullName;

    /// <summary>PostgreSQL's data directory: elsewhere where its user cannot reach this one.</summary>
    public string PostgresData => Path.Combine(State("home"), "data");

    public Task StartAsync() => RunAsync("start");

    public string PathOf(string name) => Path.Combine(_path, name);

    /// <summary>A connection string as the superuser.</summary>
    public string Superuser(string connection) =>
        new Npgsql.NpgsqlConnectionStringBuilder(connection) { Username = State("superuser"), Password = State("superuserPassword") }.ConnectionString;

    public Task KillAsync(string service) => RunAsync("kill", service);

    public async Task<ServiceConnections> ConnectionsAsync() =>
        ServiceConnections.FromAssignments(JsonSerializer.Deserialize<Dictionary<string, string>>(await RunAsync("env", "--json"))!);

    public async Task<ServiceProcesses> ProcessesAsync()
    {
        using var status = JsonDocument.Parse(await RunAsync("status", "--json"));
        Process Of(string service) => Process.GetProcessById(status.RootElement.GetProperty(service).GetProperty("pid").GetInt32());
        return new(Of("postgres"), Of("blob"));
    }

    public async Task CleanAsync()
    {
        await RunAsync("clean");
        Directory.Delete(_path, recursive: true);
    }

    /// <summary>For the process's exit, where nothing can be awaited.</summary>
    public void CleanNow()
    {
        using var process = Launch("clean");
        process.WaitForExit();
        Directory.Delete(_path, recursive: true);
    }

    private string State(string name)
    {
        using var state = JsonDocument.Parse(File.ReadAllText(PathOf("services.json")));
        return state.RootElement.GetProperty("postgres").GetProperty(name).GetString()!;
    }

    private async Task<string> RunAsync(params string[] arguments)
    {
        using var process = Launch(arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"ops/services {string.Join(' ', arguments)} failed:\n{await output}{await errors}");
        return await output;
    }

    private Process Launch(params string[] arguments)
    {
        var start = new ProcessStartInfo("bash", [Checkout.PathOf("ops", "services"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["VAULT_DATA"] = _path;
        start.Environment["PG_PORT"] = "0";
        start.Environment["BLOB_PORT"] = "0";
        return Process.Start(start)!;
    }
}
