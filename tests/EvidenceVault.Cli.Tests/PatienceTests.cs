using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using EvidenceVault.Cli.Import;
using UnreachableException = EvidenceVault.Cli.Import.UnreachableException;

namespace EvidenceVault.Cli.Tests;

/// <summary>How long the command line keeps trying, and what it makes of a vault that does not answer, or not this.</summary>
public sealed class PatienceTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task a_connection_that_cannot_be_made_in_time_is_a_try_that_failed_and_no_stop()
    {
        using var full = new FullListener();
        using var vault = Connect(full.Address, seconds: 0);
        var thrown = await Should.ThrowAsync<UnreachableException>(() => vault.Meet(Ct));
        thrown.InnerException.ShouldBeAssignableTo<OperationCanceledException>();
    }

    [Fact(Timeout = 120_000)]
    public async Task a_connection_that_cannot_be_made_in_time_is_tried_again()
    {
        using var full = new FullListener();
        using var vault = Connect(full.Address, seconds: 60);
        var meeting = vault.Meet(Ct);
        // Longer than one try to connect.
        await Task.Delay(TimeSpan.FromSeconds(11), Ct);
        full.Answer();
        await meeting;
    }

    [Fact(Timeout = 120_000)]
    public async Task whoever_asks_for_something_else_takes_no_patience_away_and_gives_none()
    {
        using var stub = new StubVault(asked => asked.Path.EndsWith("busy", StringComparison.Ordinal) ? (503, StubVault.Problem(503, "unavailable")) : (200, "{}"));
        using var vault = Connect(stub.Address, seconds: 3);
        await vault.Meet(Ct);
        var since = Stopwatch.StartNew();
        var busy = Should.ThrowAsync<BusyException>(() => vault.Send(() => new(HttpMethod.Put, "busy"), Ct));
        while (!busy.IsCompleted)
        {
            using var fine = await vault.Send(() => new(HttpMethod.Put, "fine"), Ct);
            fine.StatusCode.ShouldBe(HttpStatusCode.OK);
            since.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30));
            await Task.Delay(50, Ct);
        }

        (await busy).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        since.Elapsed.ShouldBeGreaterThan(TimeSpan.FromSeconds(2.5));
    }

    [Fact(Timeout = 120_000)]
    public async Task patience_begins_at_a_requests_own_first_failure()
    {
        var failures = 0;
        using var stub = new StubVault(_ => ++failures <= 2 ? (503, StubVault.Problem(503, "unavailable")) : (200, "{}"));
        using var vault = Connect(stub.Address, seconds: 5);
        await vault.Meet(Ct);
        // Nobody asked anything for longer than patience lasts.
        await Task.Delay(TimeSpan.FromSeconds(6), Ct);
        using var answer = await vault.Send(() => new(HttpMethod.Put, "anything"), Ct);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        failures.ShouldBe(3);
    }

    [Theory]
    [InlineData(401, "unauthenticated", true)]
    [InlineData(401, "key-expired", true)]
    [InlineData(403, "scope-missing", true)]
    [InlineData(403, "content-restricted", false)]
    [InlineData(403, "second-person-required", false)]
    public async Task only_what_is_the_matter_with_the_key_ends_all(int status, string code, bool ends)
    {
        using var stub = new StubVault(_ => (status, StubVault.Problem(status, code)));
        using var vault = Connect(stub.Address, seconds: 1);
        if (ends)
        {
            await Should.ThrowAsync<WrongCallException>(() => vault.Send(() => new(HttpMethod.Put, "x"), Ct));
            return;
        }

        using var answer = await vault.Send(() => new(HttpMethod.Put, "x"), Ct);
        (await VaultProblem.Of(answer, Ct)).Code.ShouldBe(code);
    }

    private static VaultConnection Connect(Uri address, int seconds) => new(address, "p", "ev_aaaa_bbbb", TimeSpan.FromSeconds(seconds), "test");

    /// <summary>Listens, but takes no connection: once as many wait as may, others are not even made.</summary>
    private sealed class FullListener : IDisposable
    {
        private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        private readonly List<Socket> _waiting = [];

        public FullListener()
        {
            _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            _listener.Listen(1);
            Address = new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndPoint!).Port}/");
            while (TryFill())
            {
                // On.
            }
        }

        public Uri Address { get; }

        /// <summary>From now on takes every connection, and answers what is asked on it.</summary>
        public void Answer() => _ = Task.Run(async () =>
        {
            try
            {
                while (true)
                {
                    var connection = await _listener.AcceptAsync();
                    _ = Task.Run(() => Answer(connection));
                }
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // The test is over.
            }
        });

        public void Dispose()
        {
            _listener.Dispose();
            foreach (var socket in _waiting) socket.Dispose();
        }

        private static async Task Answer(Socket connection)
        {
            using (connection)
            {
                if (await connection.ReceiveAsync(new byte[8_192]) == 0) return;
                await connection.SendAsync(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"));
            }
        }

        private bool TryFill()
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            _waiting.Add(socket);
            socket.Blocking = false;
            try
            {
                socket.Connect(_listener.LocalEndPoint!);
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
            {
                // It is on its way, or never gets there.
            }

            return socket.Poll(TimeSpan.FromMilliseconds(500), SelectMode.SelectWrite);
        }
    }
}
