using System.Net;
using System.Net.Sockets;
using System.Text;

namespace EvidenceVault.Server.Tests.WholeRun;

/// <summary>Takes traces and metrics by OTLP over HTTP, and keeps them as they came: texts stand in them in plain UTF-8.</summary>
internal sealed class TelemetryTrap : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly StringBuilder _caught = new();
    private readonly Task _work;

    public TelemetryTrap()
    {
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Address = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/";
        }

        _listener.Prefixes.Add(Address);
        _listener.Start();
        _work = Task.Run(Work);
    }

    public string Address { get; }

    /// <summary>Makes a server send everything here, and soon.</summary>
    public Dictionary<string, string> Environment => new()
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = Address,
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "1000",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "500",
        ["OTEL_BSP_MAX_QUEUE_SIZE"] = "100000",
    };

    /// <summary>All that came to an address such as <c>v1/traces</c>.</summary>
    public string Caught
    {
        get
        {
            lock (_caught) return _caught.ToString();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _work;
        _listener.Close();
    }

    private async Task Work()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            using var body = new MemoryStream();
            await context.Request.InputStream.CopyToAsync(body);
            lock (_caught) _caught.Append(context.Request.Url!.AbsolutePath).Append('\n').Append(Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length)).Append('\n');
            context.Response.ContentType = "application/x-protobuf";
            context.Response.Close();
        }
    }
}
