using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace EvidenceVault.Cli.Tests;

/// <summary>What answers as a vault in trouble does, which a sound one cannot be made to do at will. What a sound one does is tested against one.</summary>
internal sealed class StubVault : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Func<Asked, (int Status, string Body)> _answer;

    /// <param name="answer">Answers rows handed in and contents brought.</param>
    public StubVault(Func<Asked, (int Status, string Body)> answer)
    {
        _answer = answer;
        Address = new($"http://127.0.0.1:{FreePort()}/");
        _listener.Prefixes.Add(Address.ToString());
        _listener.Start();
        _ = Serve();
    }

    public Uri Address { get; }

    /// <summary>The result lines of so many rows, from the header on; a problem of its status for those that are named.</summary>
    public static string Results(int rows, bool problemsOnly, params IReadOnlyCollection<int> unavailable)
    {
        var text = new StringBuilder();
        for (var line = 2; line < rows + 2; line++)
        {
            if (unavailable.Contains(line))
                text.Append(CultureInfo.InvariantCulture, $"{{\"line\":{line},\"ref\":null,\"status\":\"rejected\",\"problem\":{Problem(503, "unavailable")}}}\n");
            else if (!problemsOnly)
                text.Append(CultureInfo.InvariantCulture, $"{{\"line\":{line},\"ref\":null,\"status\":\"accepted\",\"problem\":null}}\n");
        }

        return text.ToString();
    }

    /// <summary>The line on which a vault says that it read no further.</summary>
    public static string Last(int line, int status, string code) =>
        string.Create(CultureInfo.InvariantCulture, $"{{\"line\":{line},\"ref\":null,\"status\":\"rejected\",\"problem\":{Problem(status, code)},\"last\":true}}\n");

    public static string Totals(int accepted, int duplicate, int rejected) =>
        string.Create(CultureInfo.InvariantCulture, $"{{\"totals\":{{\"accepted\":{accepted},\"duplicate\":{duplicate},\"rejected\":{rejected}}}}}\n");

    public static string Problem(int status, string code) =>
        string.Create(CultureInfo.InvariantCulture, $"{{\"status\":{status},\"code\":\"{code}\",\"detail\":\"As the test wants it.\"}}");

    public void Dispose() => _listener.Close();

    private async Task Serve()
    {
        while (_listener.IsListening)
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

            using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
            var asked = new Asked(context.Request.HttpMethod, context.Request.Url!.PathAndQuery, await reader.ReadToEndAsync());
            var (status, body) = asked.Method == "GET" ? (200, "{}") : _answer(asked);
            context.Response.StatusCode = status;
            await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body));
            context.Response.Close();
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    /// <summary>A request.</summary>
    public sealed record Asked(string Method, string Path, string Body)
    {
        /// <summary>How many rows it hands in.</summary>
        public int Rows => Body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length - 1;

        /// <summary>Whether it announces recordings.</summary>
        public bool Announces => Path.Contains("type=exhibit.announced", StringComparison.Ordinal);

        /// <summary>Whether it brings a content.</summary>
        public bool Brings => Path.EndsWith("/content", StringComparison.Ordinal);
    }
}
