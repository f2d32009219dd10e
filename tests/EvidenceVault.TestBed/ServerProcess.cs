using System.Diagnostics;
using System.Net;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace EvidenceVault.TestBed;

/// <summary>The built server as a real process, which can be killed and started again with the same keys, port and data.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private const int MostKept = 64 << 10;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("evidence-vault-server-");
    private readonly StringBuilder _output = new();
    private readonly Lock _outputLock = new();
    private readonly Dictionary<string, string> _environment;
    private readonly Action<string>? _told;
    private Process? _process;

    private ServerProcess(ServiceConnections connections, IReadOnlyDictionary<string, string>? environment, Action<string>? told)
    {
        _told = told;
        Address = new Uri($"http://127.0.0.1:{Ports.Free()}");
        Client = new HttpClient { BaseAddress = Address };
        _environment = new(connections.AsEnvironment())
        {
            ["ASPNETCORE_URLS"] = Address.GetLeftPart(UriPartial.Authority),
            ["Vault__OperatorKey"] = OperatorKey,
            ["Vault__KeyFile"] = Path.Combine(_home.FullName, "kek.key"),
            ["Vault__SigningKeyFile"] = Path.Combine(_home.FullName, "signing.key"),
            ["Vault__ApplySchema"] = "true",
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            _environment[name] = value;
    }

    public Uri Address { get; }

    /// <summary>A client for <see cref="Address"/>, without credentials.</summary>
    public HttpClient Client { get; }

    public string OperatorKey { get; } = RandomNumberGenerator.GetHexString(48, lowercase: true);

    public bool IsRunning => _process is { HasExited: false };

    public int ProcessId => (_process ?? throw new InvalidOperationException("The server was not started.")).Id;

    /// <summary>All that the server has written so far, to both streams, over every start; its end only, where somebody else is told each line.</summary>
    public string Output
    {
        get
        {
            lock (_outputLock)
                return _output.ToString();
        }
    }

    /// <summary>Starts a server and waits until it is ready.</summary>
    /// <param name="environment">Variables to add, or to set otherwise than usual.</param>
    /// <param name="told">Is told each line the server writes, for runs whose output would not fit into memory.</param>
    public static async Task<ServerProcess> StartAsync(
        ServiceConnections connections, IReadOnlyDictionary<string, string>? environment = null, Action<string>? told = null,
        CancellationToken cancellation = default)
    {
        var server = new ServerProcess(connections, environment, told);
        try
        {
            await server.StartAgainAsync(cancellation);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends it at once, with SIGKILL: nothing is flushed or told.</summary>
    public void Kill()
    {
        if (_process is null)
            return;
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
    }

    /// <summary>Asks it to end (SIGTERM), as a deployment does, and gives its exit code.</summary>
    public async Task<int> StopAsync(CancellationToken cancellation = default)
    {
        var process = _process ?? throw new InvalidOperationException("The server was not started.");
        if (!process.HasExited)
            _ = SendSignal(process.Id, Sigterm);
        await process.WaitForExitAsync(cancellation);
        return process.ExitCode;
    }

    /// <summary>Starts it after <see cref="Kill"/> or <see cref="StopAsync"/>, and waits until it is ready.</summary>
    public async Task StartAgainAsync(CancellationToken cancellation = default)
    {
        Launch();
        await ReadyAsync(cancellation);
    }

    /// <summary>Waits until it says that it is ready.</summary>
    /// <exception cref="TimeoutException">It does not within some minutes.</exception>
    public async Task ReadyAsync(CancellationToken cancellation = default)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        while (!await IsReadyAsync(limit.Token))
        {
            if (_process!.HasExited)
                throw new InvalidOperationException($"The server ended with exit code {_process.ExitCode} before it was ready:\n{Output}");
            if (limit.IsCancellationRequested)
                throw new TimeoutException($"The server was not ready within {Patience.TotalMinutes} minutes:\n{Output}");
            await Task.Delay(50, cancellation);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (IsRunning)
            Kill();
        _process?.Dispose();
        Client.Dispose();
        _home.Delete(recursive: true);
        await Task.CompletedTask;
    }

    private void Launch()
    {
        if (IsRunning)
            throw new InvalidOperationException("The server runs already.");
        _process?.Dispose();
        var start = new ProcessStartInfo("dotnet", [Checkout.ServerAssembly])
        {
            WorkingDirectory = Path.GetDirectoryName(Checkout.ServerAssembly),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in _environment)
            start.Environment[name] = value;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private void Keep(string? line)
    {
        if (line is null)
            return;
        _told?.Invoke(line);
        lock (_outputLock)
        {
            _output.AppendLine(line);
            if (_told is not null && _output.Length > MostKept) _output.Remove(0, _output.Length - (MostKept / 2));
        }
    }

    private async Task<bool> IsReadyAsync(CancellationToken cancellation)
    {
        try
        {
            using var response = await Client.GetAsync(new Uri("/health/ready", UriKind.Relative), cancellation);
            return response.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>The most memory it held since its last start, in MiB, and what it holds now.</summary>
    public (long Peak, long Now) Memory()
    {
        _process!.Refresh();
        return (_process.PeakWorkingSet64 >> 20, _process.WorkingSet64 >> 20);
    }

    private const int Sigterm = 15;

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int SendSignal(int process, int signal);
}
