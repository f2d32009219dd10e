using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using EvidenceVault.Cli.Witnessing;
using EvidenceVault.Verification.Ledger;
using NodaTime;

namespace EvidenceVault.Cli.Tests;

/// <summary>A witness that logs come to, over real sockets.</summary>
public sealed class WitnessServerTests : IDisposable
{
    private static readonly NoteSigner Log = new("one.example/log", NoteSignatureKind.Plain, [.. Enumerable.Repeat((byte)7, 32)]);
    private static readonly NoteSigner Other = new("two.example/log", NoteSignatureKind.Plain, [.. Enumerable.Repeat((byte)8, 32)]);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("evidence-vault-listening-");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string State => Path.Combine(_folder.FullName, "state.json");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task under_an_alarm_nothing_is_cosigned_whoever_comes_and_after_a_restart_neither()
    {
        await using (var witness = new Listening(State))
        {
            (await witness.Submit(Submission(Log, 0, "a"))).ShouldBe(HttpStatusCode.OK);
            (await witness.Submit(Submission(Log, 1, "x"))).ShouldBe(HttpStatusCode.UnprocessableEntity);
            (await WitnessState.Read(State, Ct)).Alarm!.Kind.ShouldBe("forked");
            (await witness.Submit(Submission(Log, 1, "a", "b"))).ShouldBe(HttpStatusCode.ServiceUnavailable);
            (await witness.Submit(Submission(Log, 1, "a"))).ShouldBe(HttpStatusCode.ServiceUnavailable);
        }

        await using (var again = new Listening(State)) (await again.Submit(Submission(Log, 1, "a", "b"))).ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await WitnessState.Read(State, Ct)).Last()!.Size.ShouldBe(1);
        File.Move(State, $"{State}.aside");
        await using (var anew = new Listening(State)) (await anew.Submit(Submission(Log, 0, "a", "b"))).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task one_state_is_of_one_log_whichever_keys_are_trusted()
    {
        await using var witness = new Listening(State);
        (await witness.Submit(Submission(Log, 0, "a"))).ShouldBe(HttpStatusCode.OK);
        // The other log has the same first leaf: all but its name would do.
        (await witness.Submit(Submission(Other, 1, "a", "b"))).ShouldBe(HttpStatusCode.NotFound);
        (await witness.Submit(Submission(Other, 1, "x"))).ShouldBe(HttpStatusCode.NotFound);
        (await WitnessState.Read(State, Ct)).Alarm.ShouldBeNull("another log's tree is no fork of this one");
        (await witness.Latest(Other)).ShouldBe(HttpStatusCode.NotFound);
        (await witness.Latest(Log)).ShouldBe(HttpStatusCode.OK);
        (await witness.Submit(Submission(Log, 1, "a", "b"))).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task one_who_never_says_all_keeps_nobody_waiting_and_is_cut_off()
    {
        await using var witness = new Listening(State, TimeSpan.FromSeconds(4));
        using var stalled = new TcpClient();
        await stalled.ConnectAsync(IPAddress.Loopback, witness.Address.Port, Ct);
        var stream = stalled.GetStream();
        await stream.WriteAsync("POST /w/add-checkpoint HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 500\r\n\r\nold 0\n"u8.ToArray(), Ct);
        await Task.Delay(300, Ct);
        var began = TimeProvider.System.GetTimestamp();
        (await witness.Submit(Submission(Log, 0, "a"))).ShouldBe(HttpStatusCode.OK);
        TimeProvider.System.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromSeconds(3), "nobody waits for the other one");

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        using var reader = new StreamReader(stream);
        var heard = await reader.ReadToEndAsync(patience.Token);
        heard.ShouldStartWith("HTTP/1.1 408 ", customMessage: "it is told, and cut off");
        (await witness.Submit(Submission(Log, 1, "a", "b"))).ShouldBe(HttpStatusCode.OK);
    }

    private static WitnessSubmission Submission(NoteSigner by, long old, params string[] leaves)
    {
        var tree = new MerkleTree();
        foreach (var leaf in leaves) tree.Append(MerkleHash.OfLeaf(Encoding.UTF8.GetBytes(leaf)));
        var checkpoint = new Checkpoint(by.Key.Name, tree.Size, tree.Root);
        var tiles = tree.TakeChanged().ToDictionary(t => (t.Level, t.Number), t => t.Hashes);
        return new(old, new ProofMaker(place => tiles[(place.Level, place.Number)]).Consistency(old, tree.Size), new(checkpoint.Text, [by.Sign(checkpoint.Text)]));
    }

    private sealed class Listening : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly HttpClient _client = new();
        private readonly Witness _witness;
        private readonly Task _serving;

        public Listening(string state, TimeSpan? patience = null)
        {
            using (var free = new TcpListener(IPAddress.Loopback, 0))
            {
                free.Start();
                Address = new Uri($"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/w/");
            }

            NoteKey[] keys = [Log.Key, Other.Key];
            _witness = new Witness(new("witness.example/one", NoteSignatureKind.Cosignature, new byte[32]), keys, state, SystemClock.Instance);
            _serving = new WitnessServer(_witness, keys, state, TextWriter.Null, SystemClock.Instance, patience).Run(Address.ToString(), _stop.Token);
        }

        public Uri Address { get; }

        public async Task<HttpStatusCode> Submit(WitnessSubmission submission)
        {
            using var body = new StringContent(submission.ToString());
            using var answer = await _client.PostAsync(new Uri(Address, "add-checkpoint"), body, Ct);
            return answer.StatusCode;
        }

        public async Task<HttpStatusCode> Latest(NoteSigner log)
        {
            using var answer = await _client.GetAsync(new Uri(Address, $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(log.Key.Name)))}/checkpoint"), Ct);
            return answer.StatusCode;
        }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _serving;
            _witness.Dispose();
            _client.Dispose();
            _stop.Dispose();
        }
    }
}
