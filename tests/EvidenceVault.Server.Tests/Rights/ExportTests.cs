using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Packs;

namespace EvidenceVault.Server.Tests.Rights;

public sealed class ExportTests
{
    [Fact]
    public async Task an_export_holds_all_that_is_kept_decrypted_and_with_true_hashes()
    {
        var host = await VaultHost.SharedAsync();
        var history = await Told(host);
        using var staff = host.Client(await host.CreateKeyAsync(history.Principal));
        var files = await Export(staff, $"/v1/principals/{history.Principal}/consumers/{history.Consumer}/export");

        Text(files, "README.txt").ShouldContain("artikel 15 AVG");
        Text(files, "README.txt").ShouldContain("article 15 GDPR");
        Text(files, "data/identity.json").ShouldContain("Marjolein van der Veen");
        Text(files, "data/facts.json").ShouldContain(History.Note);
        Text(files, "data/facts.json").ShouldContain("\"ref\": \"g1\"");
        Text(files, "data/facts.json").ShouldContain(History.Complaint);
        files.Values.ShouldAllBe(bytes => !Encoding.UTF8.GetString(bytes).Contains(History.Agent, StringComparison.Ordinal));
        JsonElement.Parse(Text(files, "data/consents.json")).GetArrayLength().ShouldBeGreaterThan(0);
        JsonElement.Parse(Text(files, "data/calls.json")).GetArrayLength().ShouldBeGreaterThan(0);
        Text(files, "wordings/web-1.txt").ShouldBe(History.Wording);
        files.Where(f => f.Key.StartsWith("recordings-and-files/", StringComparison.Ordinal)).Select(f => (f.Key, Encoding.UTF8.GetString(f.Value))).Order().ShouldBe(
            [("recordings-and-files/2026-08-01-form-capture-b-form.txt", "formulier"), ("recordings-and-files/2026-08-01-message-b-sms.txt", "JA")]);
        foreach (var listed in JsonElement.Parse(Text(files, "contents.json")).EnumerateArray())
            Convert.ToHexStringLower(SHA256.HashData(files[listed.GetProperty("path").GetString()!])).ShouldBe(listed.GetProperty("sha256").GetString());
        JsonElement.Parse(Text(files, "contents.json")).GetArrayLength().ShouldBe(files.Count - 1);
    }

    [Fact]
    public async Task an_export_and_each_file_in_it_are_in_the_access_log()
    {
        var host = await VaultHost.SharedAsync();
        var history = await Told(host);
        using var staff = host.Client(await host.CreateKeyAsync(history.Principal, holder: "officer-1"));
        await Export(staff, $"/v1/principals/{history.Principal}/consumers/{history.Consumer}/export");
        var log = (await staff.ReadAsync($"/v1/principals/{history.Principal}/access-log?holder=officer-1").Expect(HttpStatusCode.OK)).Body.GetProperty("items");
        log.EnumerateArray().Select(e => e.GetProperty("kind").GetString()).ShouldBe(["exhibit-content", "exhibit-content", "export"]);
    }

    [Fact]
    public async Task who_may_not_listen_or_is_not_the_principals_own_gets_no_export()
    {
        var host = await VaultHost.SharedAsync();
        var history = await Told(host);
        var path = $"/v1/principals/{history.Principal}/consumers/{history.Consumer}/export";
        using var reader = host.Client(await host.CreateKeyAsync(history.Principal, scopes: ["evidence:read"]));
        await reader.ReadAsync(path).Expect(HttpStatusCode.Forbidden, ProblemCodes.ScopeMissing);
        using var listener = host.Client(await host.CreateKeyAsync(history.Principal, scopes: ["exhibit:listen"]));
        await listener.ReadAsync(path).Expect(HttpStatusCode.Forbidden, ProblemCodes.ScopeMissing);
        using var agency = host.Client(await host.CreateKeyAsync(null, history.Agency));
        await agency.ReadAsync(path).Expect(HttpStatusCode.NotFound, ProblemCodes.NotFound);
        using var staff = host.Client(await host.CreateKeyAsync(history.Principal));
        await staff.ReadAsync(path.Replace($"{history.Consumer}", $"{history.Consumer}"[..^1] + "x", StringComparison.Ordinal)).Expect(HttpStatusCode.NotFound, ProblemCodes.NotFound);
        (await staff.ReadAsync($"{path}?request=none-such")).Code.ShouldBe(ProblemCodes.InvalidParameter);
    }

    [Fact]
    public async Task an_export_answers_the_request_it_is_for()
    {
        var host = await VaultHost.SharedAsync();
        var history = await Told(host);
        using var staff = host.Client(await host.CreateKeyAsync(history.Principal));
        var p = $"/v1/principals/{history.Principal}";
        var order = new { kind = "access", consumer = history.Consumer, receivedAt = "2026-01-31T12:00:00+01:00" };
        var made = await staff.PutAsync($"{p}/access-requests/AVG-1", order).Expect(HttpStatusCode.Created);
        made["dueAt"]!.ShouldStartWith("2026-02-28T");
        made["late"].ShouldBe("true");
        (await staff.PutAsync($"{p}/access-requests/AVG-1", order).Expect(HttpStatusCode.OK))["answeredAt"].ShouldBe("null");
        await staff.PutAsync($"{p}/access-requests/AVG-1", order with { kind = "portability" }).Expect(HttpStatusCode.Conflict, ProblemCodes.ReferenceReused);

        await Export(staff, $"{p}/consumers/{history.Consumer}/export?request=AVG-1");
        var answered = (await staff.ReadAsync($"{p}/access-requests/AVG-1").Expect(HttpStatusCode.OK))["answeredAt"];
        answered.ShouldNotBe("null");
        await Export(staff, $"{p}/consumers/{history.Consumer}/export?request=AVG-1");
        (await staff.ReadAsync($"{p}/access-requests/AVG-1").Expect(HttpStatusCode.OK))["answeredAt"].ShouldBe(answered);
        (await staff.PutAsync($"{p}/access-requests/AVG-1", order).Expect(HttpStatusCode.OK))["answeredAt"].ShouldBe(answered);
    }

    [Fact]
    public async Task requests_for_proof_are_listed_with_their_fifth_working_day_beside_those_registered()
    {
        var host = await VaultHost.SharedAsync();
        var history = await Told(host);
        using var staff = host.Client(await host.CreateKeyAsync(history.Principal));
        var p = $"/v1/principals/{history.Principal}";
        async Task HandIn(string type, string reference, string at) =>
            await staff.PostAsync($"{p}/evidence", new { type, @ref = reference, occurredAt = at, consumer = new { phone = history.Phone } }).Expect(HttpStatusCode.Created);
        await staff.PutAsync($"{p}/access-requests/AVG-2", new { kind = "access", consumer = history.Consumer, receivedAt = "2026-03-01T12:00:00+01:00" }).Expect(HttpStatusCode.Created);
        // Good Friday counts; Easter Monday and King's Day do not.
        await HandIn("consent.proof-requested", "late", "2026-04-01T12:00:00+02:00");
        await HandIn("consent.proof-provided", "late-answer", "2026-04-10T12:00:00+02:00");
        await HandIn("consent.proof-requested", "open", "2026-04-22T12:00:00+02:00");

        var items = (await staff.ReadAsync($"{p}/access-requests").Expect(HttpStatusCode.OK)).Body.GetProperty("items").EnumerateArray().Where(i => i.GetProperty("receivedAt").GetString()!.StartsWith("2026-0", StringComparison.Ordinal)).ToList();
        var mine = items.Where(i => string.CompareOrdinal(i.GetProperty("receivedAt").GetString(), "2026-05") < 0).ToList();
        mine.Select(i => i.GetProperty("kind").GetString()).ShouldBe(["proof", "proof", "access"]);
        mine[0].GetProperty("dueAt").GetString()!.ShouldStartWith("2026-04-30T21:59:59");
        mine[1].GetProperty("dueAt").GetString()!.ShouldStartWith("2026-04-09T21:59:59");
        mine.ShouldAllBe(i => i.GetProperty("late").GetBoolean());
        (mine[0].GetProperty("answeredAt").ValueKind, mine[1].GetProperty("answeredAt").ValueKind).ShouldBe((JsonValueKind.Null, JsonValueKind.String));
        var first = (await staff.ReadAsync($"{p}/access-requests?limit=1").Expect(HttpStatusCode.OK)).Body;
        var second = (await staff.ReadAsync($"{p}/access-requests?limit=1&cursor={first.GetProperty("next").GetString()}").Expect(HttpStatusCode.OK)).Body;
        second.GetProperty("items")[0].GetRawText().ShouldNotBe(first.GetProperty("items")[0].GetRawText());
    }

    [Theory]
    [InlineData("""{ "kind": "proof", "consumer": "$", "receivedAt": "2026-01-31T12:00:00+01:00" }""", "/kind unknown-value")]
    [InlineData("""{ "kind": "access", "consumer": "0198f2c4-6f0e-7c3a-9d55-2b9c1c7d8e10", "receivedAt": "2026-01-31T12:00:00+01:00" }""", "/consumer unknown-consumer")]
    [InlineData("""{ "kind": "access", "consumer": "0612345678", "receivedAt": "2026-01-31T12:00:00+01:00" }""", "/consumer unknown-consumer")]
    [InlineData("""{ "kind": "access", "consumer": "$", "receivedAt": "2099-01-31T12:00:00+01:00" }""", "/receivedAt in-future")]
    public async Task a_request_that_makes_no_sense_is_refused(string body, string error)
    {
        var host = await VaultHost.SharedAsync();
        var history = await Told(host);
        using var staff = host.Client(await host.CreateKeyAsync(history.Principal));
        var answer = await staff.SendAsync(HttpMethod.Put, $"/v1/principals/{history.Principal}/access-requests/AVG-3", body.Replace("$", $"{history.Consumer}", StringComparison.Ordinal));
        answer.Errors.ShouldBe([error]);
        await staff.SendAsync(HttpMethod.Put, $"/v1/principals/{history.Principal}/access-requests/0612345678", body).Expect(HttpStatusCode.UnprocessableEntity, ProblemCodes.InvalidReference);
    }

    private static async Task<History> Told(VaultHost host)
    {
        using var client = host.Client();
        return await History.HandIn(client, host.OperatorKey);
    }

    private static async Task<Dictionary<string, byte[]>> Export(HttpClient client, string path)
    {
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative));
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/zip");
        using var bytes = new MemoryStream(await response.Content.ReadAsByteArrayAsync());
        using var zip = new ZipArchive(bytes, ZipArchiveMode.Read);
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var entry in zip.Entries)
        {
            using var content = new MemoryStream();
            await using (var stream = await entry.OpenAsync()) await stream.CopyToAsync(content);
            files[entry.FullName] = content.ToArray();
        }

        return files;
    }

    private static string Text(Dictionary<string, byte[]> files, string path) => Encoding.UTF8.GetString(files[path]);
}
