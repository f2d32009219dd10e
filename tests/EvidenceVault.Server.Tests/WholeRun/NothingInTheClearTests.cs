using System.Net;
using System.Security.Cryptography;
using System.Text;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Intake;
using Npgsql;

namespace EvidenceVault.Server.Tests.WholeRun;

/// <summary>
/// What lies on disk when a real server has worked: PostgreSQL's files with the write-ahead log, the blob server's, and what the server wrote to its log. No number, name,
/// address, note or recording is in it, and no byte of a key that was destroyed is left in the key store's files.
/// </summary>
public sealed class NothingInTheClearTests(CrashTests.Ground ground) : IClassFixture<CrashTests.Ground>
{
    private const int Patience = 300_000;
    private const string P = $"/v1/principals/{RunningVault.Principal}";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private RunningVault Vault => ground.Vault!;

    [Fact(Timeout = Patience)]
    public async Task neither_who_a_person_is_nor_a_recording_lies_on_disk()
    {
        var phone = Desk.Phone();
        var (name, email, note) = ("Wilhelmina Onvindbaar", "wilhelmina.onvindbaar@voorbeeld.example", "Belde terug over de zeldzame kwartelkoning.");
        var spoken = string.Concat(Enumerable.Repeat("Ja hoor dat mag u doen meneer. ", 300));
        var consent = Desk.Consent(phone);
        consent["consumer"]!["name"] = name;
        consent["consumer"]!["email"] = email;
        consent["note"] = note;
        var reference = (string)consent["ref"]!;
        (await Vault.Upload(consent.ToJsonString() + "\n")).Single().Status.ShouldBe("accepted");
        await Vault.Upload(Desk.Call("not a number " + phone, "bad").ToJsonString() + "\n");
        var consumer = Guid.Parse((await Vault.Staff.PostAsync($"{P}/consumers/search", new { phone }).Expect(HttpStatusCode.OK))["id"]!);
        var recording = await Recording(phone, Encoding.UTF8.GetBytes(spoken));
        (await Vault.Staff.GetStringAsync(new Uri($"{P}/exhibits/{recording}/content", UriKind.Relative), Ct)).ShouldBe(spoken);
        (await Vault.Staff.ReadAsync($"{P}/consumers/{consumer}/dossier").Expect(HttpStatusCode.OK)).Text.ShouldContain(name);
        var pack = (await Vault.Staff.PostAsync($"{P}/packs", new { scope = new { consumer }, content = "facts", audience = "internal", language = "nl" }).Expect(HttpStatusCode.Accepted))["id"];
        await Until(async () => (await Vault.Staff.ReadAsync($"{P}/packs/{pack}").Expect(HttpStatusCode.OK))["state"] == "ready");
        byte[][] keys = [await Wrapped($"consumer_key where consumer = '{consumer}'"), await Wrapped($"exhibit_key where exhibit = '{recording}'"), await Wrapped($"exhibit_key where exhibit = 'pack:{pack}'")];

        await Checkpoint();
        string[] secrets = [phone, $"0{phone[3..]}", phone[3..], name, "Onvindbaar", email, "onvindbaar@", note, "kwartelkoning", "Ja hoor dat mag u doen", reference];
        var clear = secrets.Select(Encoding.UTF8.GetBytes).ToArray();
        // A search that finds what is there: what events say in the clear, and the wrapped keys.
        (await FilesWith(Directories(), Encoding.UTF8.GetBytes(recording))).ShouldNotBeEmpty();
        foreach (var key in keys) (await FilesWith(Directories(), key)).ShouldNotBeEmpty();
        for (var i = 0; i < secrets.Length; i++) (await FilesWith(Directories(), clear[i])).ShouldBeEmpty(secrets[i]);
        foreach (var secret in secrets) Vault.Server.Output.ShouldNotContain(secret);

    }

    [Fact(Timeout = Patience)]
    public async Task no_byte_of_a_destroyed_key_is_left_in_the_key_stores_files_and_the_others_are_there()
    {
        var keys = new List<(Guid Consumer, byte[] OfConsumer, byte[] OfRecording)>();
        for (var i = 0; i < 24; i++)
        {
            var phone = Desk.Phone();
            (await Vault.Upload(Desk.Consent(phone).ToJsonString() + "\n")).Single().Status.ShouldBe("accepted");
            var consumer = Guid.Parse((await Vault.Staff.PostAsync($"{P}/consumers/search", new { phone }).Expect(HttpStatusCode.OK))["id"]!);
            var recording = await Recording(phone, RandomNumberGenerator.GetBytes(100));
            keys.Add((consumer, await Wrapped($"consumer_key where consumer = '{consumer}'"), await Wrapped($"exhibit_key where exhibit = '{recording}'")));
        }

        await Checkpoint();
        foreach (var (_, ofConsumer, ofRecording) in keys)
        {
            (await FilesWith(await KeyFiles(), ofConsumer)).ShouldNotBeEmpty();
            (await FilesWith(await KeyFiles(), ofRecording)).ShouldNotBeEmpty();
        }

        // The last in their pages: what a database frees there it does not overwrite.
        var (stay, go) = (keys[..12], keys[12..]);
        foreach (var (consumer, _, _) in go) await Erase(consumer);
        await Until(async () =>
        {
            await Checkpoint();
            var files = await KeyFiles();
            foreach (var (_, ofConsumer, ofRecording) in go)
                // Half of one would be too much as well: the first bytes and the last are looked for by themselves.
                foreach (var part in (byte[][])[ofConsumer[..16], ofConsumer[^16..], ofRecording[..16], ofRecording[^16..]])
                    if ((await FilesWith(files, part)).Count > 0) return false;
            return true;
        });
        foreach (var (_, ofConsumer, ofRecording) in stay)
        {
            (await FilesWith(await KeyFiles(), ofConsumer)).ShouldNotBeEmpty();
            (await FilesWith(await KeyFiles(), ofRecording)).ShouldNotBeEmpty();
        }
    }

    private async Task<string> Recording(string phone, byte[] content)
    {
        var id = Desk.Ref("VL");
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
        return id;
    }

    private async Task Erase(Guid consumer)
    {
        using var setUp = Vault.Operator;
        foreach (var (holder, path, body) in new (string, string, object)[]
        {
            ("anna", $"{P}/consumers/{consumer}/erasure", new { ground = "consent-withdrawn" }),
            ("bram", $"{P}/consumers/{consumer}/erasure/approval", new { decision = "erase", reason = "Beoordeeld." }),
        })
        {
            using var staff = Vault.With((await setUp.PostAsync("/v1/keys", new { principal = RunningVault.Principal, party = (string?)null, name = "test", holder }).Expect(HttpStatusCode.Created))["key"]!);
            var answer = await staff.PostAsync(path, body);
            answer.Status.ShouldBeOneOf(HttpStatusCode.Accepted, HttpStatusCode.OK);
        }
    }

    private async Task<byte[]> Wrapped(string from) => Convert.FromHexString((await Vault.Query($"select encode(wrapped, 'hex') from {from}", keys: true)).Single());

    private List<string> Directories() => [ground.Services!.PostgresData, ground.Services.BlobData, ground.Services.Logs];

    // The files of the key store's tables.
    private async Task<List<string>> KeyFiles() =>
        [.. (await Vault.Query("select pg_relation_filepath(c.oid) from pg_class c where c.relname in ('consumer_key', 'exhibit_key') and c.relkind = 'r'", keys: true))
            .Select(path => Path.Combine(ground.Services!.PostgresData, path))];

    private async Task Checkpoint()
    {
        await using var connection = new NpgsqlConnection($"{ground.Services!.Superuser};Pooling=false");
        await connection.OpenAsync(Ct);
        await using var command = new NpgsqlCommand("checkpoint", connection);
        await command.ExecuteNonQueryAsync(Ct);
    }

    private static async Task<List<string>> FilesWith(IEnumerable<string> places, byte[] sought)
    {
        var found = new List<string>();
        foreach (var place in places)
            foreach (var file in File.Exists(place) ? [place] : Directory.EnumerateFiles(place, "*", SearchOption.AllDirectories))
            {
                try
                {
                    if ((await File.ReadAllBytesAsync(file, Ct)).AsSpan().IndexOf(sought) >= 0) found.Add(file);
                }
                catch (FileNotFoundException)
                {
                    // It went meanwhile.
                }
            }

        return found;
    }

    private static async Task Until(Func<Task<bool>> isSo)
    {
        for (var until = DateTime.UtcNow.AddSeconds(90); !await isSo();)
        {
            if (DateTime.UtcNow > until) throw new TimeoutException("It did not come to that.");
            await Task.Delay(500, Ct);
        }
    }
}
