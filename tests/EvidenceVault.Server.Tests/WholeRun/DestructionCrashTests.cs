using System.Net;
using System.Security.Cryptography;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Intake;
using Npgsql;

namespace EvidenceVault.Server.Tests.WholeRun;

/// <summary>
/// A person is erased by a real server, which is held between two steps and killed there, or what it runs on is. Whatever was killed, all goes, is recorded once,
/// and nothing else goes.
/// </summary>
public sealed class DestructionCrashTests(CrashTests.Ground ground) : IClassFixture<CrashTests.Ground>
{
    private const int Patience = 300_000;
    private const string P = $"/v1/principals/{RunningVault.Principal}";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private RunningVault Vault => ground.Vault!;

    [Theory(Timeout = Patience)]
    [InlineData("server")]
    [InlineData("postgres")]
    public async Task between_the_claim_and_the_key(string killed)
    {
        var (goes, stays) = (await Person(), await Person());
        await using (var keys = await Held("lock table exhibit_key in access exclusive mode", keys: true))
        {
            await Erase(goes);
            await Until(async () => await State(goes) == "1");
            (await KeyOf(goes)).ShouldBeTrue();
            await Kill(killed);
        }

        await Recover();
        await Gone(goes, stays);
    }

    [Theory(Timeout = Patience)]
    [InlineData("server")]
    [InlineData("blob")]
    public async Task between_the_key_and_the_blob(string killed)
    {
        var (goes, stays) = (await Person(), await Person());
        await using (var keys = await Held("lock table exhibit_key in access exclusive mode", keys: true))
        {
            await Erase(goes);
            await Until(async () => await State(goes) == "1");
            await ground.Services!.KillBlob();
        }

        await Until(async () => !await KeyOf(goes));
        if (killed == "server") Vault.Server.Kill();
        (await Events(goes, "exhibit.deleted")).ShouldBe(0);
        await Recover();
        await Gone(goes, stays);
    }

    [Theory(Timeout = Patience)]
    [InlineData("server")]
    [InlineData("postgres")]
    public async Task between_the_blob_and_its_record(string killed)
    {
        var (goes, stays) = (await Person(), await Person());
        var keys = await Held("lock table exhibit_key in access exclusive mode", keys: true);
        await Erase(goes);
        await Until(async () => await State(goes) == "1");
        await using (await Held($"select from vault.exhibit_retention where exhibit = '{goes.Recording}' for update"))
        {
            await keys.DisposeAsync();
            await Until(async () => !(await Vault.BlobNames()).Contains(goes.Blob));
            (await Events(goes, "exhibit.deleted")).ShouldBe(0);
            await Kill(killed);
        }

        await Recover();
        await Gone(goes, stays);
    }

    [Theory(Timeout = Patience)]
    [InlineData("server")]
    [InlineData("postgres")]
    public async Task between_the_card_and_the_consumers_key(string killed)
    {
        var (goes, stays) = (await Person(), await Person());
        // What is asked for first needs the key; from then on it can be read, and not destroyed.
        await using (await Held($"select from consumer_key where consumer = '{goes.Consumer}' for update", keys: true))
        {
            await Erase(goes);
            await Until(async () => (await Vault.Query($"select octet_length(card)::text from vault.identity_card where consumer = '{goes.Consumer}'")).Single() == "0");
            (await Vault.Query($"select (wrapped is not null)::text from consumer_key where consumer = '{goes.Consumer}'", keys: true)).ShouldBe(["true"]);
            await Kill(killed);
        }

        await Recover();
        await Gone(goes, stays);
    }

    private async Task Kill(string what)
    {
        if (what == "server") Vault.Server.Kill();
        else await ground.Services!.KillPostgres();
    }

    private async Task Recover()
    {
        await ground.Services!.StartAgainAsync();
        if (!Vault.Server.IsRunning) await Vault.Server.StartAgainAsync(Ct);
        else await Vault.Server.ReadyAsync(Ct);
        // What was left is anyone's after two minutes, which nobody wants to wait for here.
        await Vault.Query("update vault.exhibit_retention set next_at = now() where state = 1 returning exhibit");
    }

    private async Task Gone(Somebody goes, Somebody stays)
    {
        await Until(async () => await State(goes) == "2" && await Erasure(goes) == "3");
        (await KeyOf(goes)).ShouldBeFalse();
        (await Vault.BlobNames()).ShouldNotContain(goes.Blob);
        (await Vault.Query($"select (wrapped is null)::text from consumer_key where consumer = '{goes.Consumer}'", keys: true)).ShouldBe(["true"]);
        (await Events(goes, "exhibit.deleted")).ShouldBe(1);
        (await Vault.Query($"select count(*)::text from vault.mt_events where stream_id = 'erasure/{goes.Consumer:N}' and type = 'consumer.erased'")).ShouldBe(["1"]);
        (await Vault.Staff.ReadAsync($"{P}/exhibits/{goes.Recording}/certificate").Expect(HttpStatusCode.OK)).Body.GetProperty("term").GetString().ShouldBe("erased");
        using var content = await Vault.Staff.GetAsync(new Uri($"{P}/exhibits/{goes.Recording}/content", UriKind.Relative), Ct);
        content.StatusCode.ShouldBe(HttpStatusCode.Gone);

        (await Vault.Staff.GetByteArrayAsync(new Uri($"{P}/exhibits/{stays.Recording}/content", UriKind.Relative), Ct)).ShouldBe(stays.Content);
        var dossier = await Vault.Staff.ReadAsync($"{P}/consumers/{stays.Consumer}/dossier").Expect(HttpStatusCode.OK);
        dossier.Body.GetProperty("consumer").GetProperty("phone").GetString().ShouldBe(stays.Phone);
    }

    private async Task<Somebody> Person()
    {
        var phone = Desk.Phone();
        (await Vault.Upload(Desk.Consent(phone).ToJsonString() + "\n")).Single().Status.ShouldBe("accepted");
        var consumer = Guid.Parse((await Vault.Staff.PostAsync($"{P}/consumers/search", new { phone }).Expect(HttpStatusCode.OK))["id"]!);
        var (id, content) = (Desk.Ref("VL"), RandomNumberGenerator.GetBytes(4_000));
        await Vault.Staff.PutAsync($"{P}/exhibits/{id}", new
        {
            kind = "voicelog",
            purposes = new[] { "consent" },
            contentType = "audio/ogg",
            size = content.Length,
            sha256 = Convert.ToHexStringLower(SHA256.HashData(content)),
            recordedAt = "2026-09-01T10:15:00+02:00",
            consumer = new { phone },
        }).Expect(HttpStatusCode.Created);
        using var body = new ByteArrayContent(content);
        using var put = await Vault.Staff.PutAsync(new Uri($"{P}/exhibits/{id}/content", UriKind.Relative), body, Ct);
        put.StatusCode.ShouldBe(HttpStatusCode.Created);
        return new(phone, consumer, id, content, (await Vault.Query($"select data ->> 'blob' from vault.mt_events where stream_id = 'exhibit/{id}' and type = 'exhibit.stored'")).Single());
    }

    private async Task Erase(Somebody who)
    {
        using var anna = await Staff("anna");
        using var bram = await Staff("bram");
        await anna.PostAsync($"{P}/consumers/{who.Consumer}/erasure", new { ground = "consent-withdrawn" }).Expect(HttpStatusCode.Accepted);
        await bram.PostAsync($"{P}/consumers/{who.Consumer}/erasure/approval", new { decision = "erase", reason = "Beoordeeld." }).Expect(HttpStatusCode.OK);
    }

    private async Task<HttpClient> Staff(string holder)
    {
        using var setUp = Vault.Operator;
        return Vault.With((await setUp.PostAsync("/v1/keys", new { principal = RunningVault.Principal, party = (string?)null, name = "test", holder }).Expect(HttpStatusCode.Created))["key"]!);
    }

    // A transaction that keeps whoever wants the same waiting, until it is disposed of or its server was killed.
    private async Task<NpgsqlConnection> Held(string sql, bool keys = false)
    {
        var to = ground.Services!.Connections;
        var connection = new NpgsqlConnection($"{(keys ? to.Keys : to.Vault)};Pooling=false");
        await connection.OpenAsync(Ct);
        await using var command = new NpgsqlCommand($"begin; {sql}", connection);
        await command.ExecuteNonQueryAsync(Ct);
        return connection;
    }

    private async Task<string> State(Somebody who) => (await Vault.Query($"select state::text from vault.exhibit_retention where exhibit = '{who.Recording}'")).Single();

    private async Task<string> Erasure(Somebody who) => (await Vault.Query($"select state::text from vault.erasure where consumer = '{who.Consumer}'")).Single();

    private async Task<bool> KeyOf(Somebody who)
    {
        // While the table is locked it cannot be asked, and is as it was.
        try
        {
            return (await Vault.Query($"set lock_timeout = 100; select (wrapped is not null)::text from exhibit_key where exhibit = '{who.Recording}'", keys: true)).Single() == "true";
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            return true;
        }
    }

    private async Task<int> Events(Somebody who, string type) =>
        int.Parse((await Vault.Query($"select count(*)::text from vault.mt_events where stream_id = 'exhibit/{who.Recording}' and type = '{type}'")).Single(), System.Globalization.CultureInfo.InvariantCulture);

    private static async Task Until(Func<Task<bool>> isSo)
    {
        for (var until = DateTime.UtcNow.AddSeconds(90); !await isSo();)
        {
            if (DateTime.UtcNow > until) throw new TimeoutException("It did not come to that.");
            await Task.Delay(100, Ct);
        }
    }

    private sealed record Somebody(string Phone, Guid Consumer, string Recording, byte[] Content, string Blob);
}
