using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Intake;

namespace EvidenceVault.Server.Tests.WholeRun;

/// <summary>
/// The samples through a real server, with good requests and bad: afterwards no log line, no trace, no metric, no problem document and no row of
/// any table says who anybody is.
/// </summary>
public sealed class PrivacyTests
{
    private const int LinesOfLarger = 200;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private readonly Spy _spy = new();
    private readonly StringBuilder _problems = new();

    [Fact]
    public async Task nothing_that_is_kept_or_told_says_who_anybody_is()
    {
        await using var trap = new TelemetryTrap();
        await using var vault = await RunningVault.StartAsync(environment: trap.Environment);
        var clients = await SetUp(vault);
        foreach (var (principal, uploader, lines) in Uploads())
        {
            foreach (var line in lines) _spy.Learn(JsonNode.Parse(line)!);
            var told = await vault.Upload(string.Join('\n', lines), clients[uploader], principal);
            told.ShouldAllBe(r => r.Status == "accepted");
        }

        var staff = clients[RunningVault.Principal];
        await ReadBack(vault, staff);
        await Show(staff);
        await Provoke(vault, staff);
        using (var setUp = vault.Operator) Search("metrics", (await setUp.ReadAsync("/metrics").Expect(HttpStatusCode.OK)).Text);
        // What still waits to be told is told at the end.
        await vault.Server.StopAsync(TestContext.Current.CancellationToken);

        _spy.Secrets.ShouldBeGreaterThan(1_000);
        trap.Caught.ShouldContain("/v1/traces");
        trap.Caught.ShouldContain("/v1/metrics");
        trap.Caught.ShouldContain("vault.lane.write");
        vault.Server.Output.ShouldContain("/v1/principals/{principal}/evidence");
        vault.Server.Output.ShouldContain("/v1/principals/{principal}/packs/{id}/content");
        vault.Server.Output.ShouldContain("/v1/principals/{principal}/exhibits/{id}/content");
        _problems.Length.ShouldBeGreaterThan(10_000);
        Search("logs", vault.Server.Output);
        Search("traces and metrics", trap.Caught);
        Search("problems", _problems.ToString());
        var rows = await Rows(vault);
        foreach (var type in new[] { "call.attempted", "exhibit.stored", "exhibit.read", "pack.made", "pack.read", "policy.set", "wording.filed" }) rows.ShouldContain(type);
        Search("databases", rows);

        await ProveThatItCanFail(vault);
    }

    private async Task ProveThatItCanFail(RunningVault vault)
    {
        var secret = "+31622021305";
        foreach (var planted in new[]
        {
            secret, "0622021305", "31622021305", "Lars Postma", Convert.ToBase64String(Encoding.UTF8.GetBytes($"x{secret}")),
            Convert.ToBase64String(Encoding.UTF8.GetBytes($"{{\"name\":\"Lars Postma\"}}")), Convert.ToHexStringLower(Encoding.UTF8.GetBytes(secret)), "HC-C25-0003",
        })
            _spy.Find($"{{\"detail\":\"{planted}\"}}").ShouldNotBeEmpty(planted);
        // Within what was searched: in the body of an event, in a header, and as bytes on a card.
        const string one = "(select id from vault.mt_events where type = 'call.attempted' limit 1)";
        foreach (var change in new[]
        {
            $"update vault.mt_events set data = data || '{{\"agent\":\"0622021305\"}}' where id = {one}",
            $"update vault.mt_events set headers = headers || '{{\"x\":\"{Convert.ToBase64String(Encoding.UTF8.GetBytes("Lars Postma"))}\"}}' where id = {one}",
            $"update vault.identity_card set card = card || '{secret}'::bytea where ctid = (select ctid from vault.identity_card limit 1)",
        })
        {
            await vault.Query($"begin; {change}; select ''; commit");
            _spy.Find(await Rows(vault)).ShouldNotBeEmpty(change);
            await vault.Query("update vault.mt_events set data = data - 'agent', headers = headers - 'x' where jsonb_typeof(headers) = 'object'; select ''");
        }
    }

    private void Search(string where, string text) => _spy.Find(text).ShouldBeEmpty($"in {where}");

    private static async Task<Dictionary<string, HttpClient>> SetUp(RunningVault vault)
    {
        var clients = new Dictionary<string, HttpClient>();
        using var setUp = vault.Operator;
        foreach (var (party, body) in Read("parties.json"))
        {
            (await setUp.SendAsync(HttpMethod.Put, $"/v1/parties/{party}", body!.ToJsonString())).Status.ShouldBe(HttpStatusCode.Created);
            clients[party] = await vault.ClientFor(null, party);
        }

        foreach (var principal in new[] { "stichting-zeehondenwacht", RunningVault.Principal })
        {
            (await setUp.SendAsync(HttpMethod.Put, $"/v1/principals/{principal}", Read(principal, "principal.json").ToJsonString())).Status.ShouldBeOneOf(HttpStatusCode.Created, HttpStatusCode.OK);
            clients[principal] = await vault.ClientFor(principal, null);
            foreach (var kind in new[] { "campaigns", "mandates", "wordings", "scripts" })
                foreach (var (reference, body) in Read(principal, $"{kind}.json"))
                    (await clients[principal].SendAsync(HttpMethod.Put, $"/v1/principals/{principal}/{kind}/{reference}", body!.ToJsonString())).Status.ShouldBe(HttpStatusCode.Created);
            (await clients[principal].SendAsync(HttpMethod.Put, $"/v1/principals/{principal}/policy", Read(principal, "policy.json").ToJsonString())).Status.ShouldBe(HttpStatusCode.Created);
        }

        return clients;
    }

    private static IEnumerable<(string Principal, string Uploader, string[] Lines)> Uploads()
    {
        foreach (var principal in new[] { "stichting-zeehondenwacht", RunningVault.Principal })
            foreach (var file in Directory.EnumerateFiles(Checkout.PathOf("samples", "data", principal, "evidence"), "*.ndjson").Order())
            {
                var uploader = Path.GetFileNameWithoutExtension(file).Replace("-afterwards", "", StringComparison.Ordinal).Replace("-late", "", StringComparison.Ordinal);
                // From the end too: what came late, with notes and corrections, stands there.
                var lines = File.ReadAllLines(file);
                yield return (principal, uploader, principal == RunningVault.Principal && lines.Length > LinesOfLarger ? [.. lines[..(LinesOfLarger / 2)], .. lines[^(LinesOfLarger / 2)..]] : lines);
            }
    }

    private static JsonObject Read(params string[] path) => JsonNode.Parse(File.ReadAllText(Checkout.PathOf(["samples", "data", .. path])))!.AsObject();

    private static async Task ReadBack(RunningVault vault, HttpClient staff)
    {
        // The showcase is in the slice or not; any number of it will do.
        foreach (var line in File.ReadLines(Checkout.PathOf("samples", "data", RunningVault.Principal, "evidence", "zonkracht-energie.ndjson")).Take(20))
        {
            var phone = JsonNode.Parse(line)!["consumer"]?["phone"]?.GetValue<string>();
            if (phone is null) continue;
            var id = (await staff.PostAsync($"/v1/principals/{RunningVault.Principal}/consumers/search", new { phone }).Expect(HttpStatusCode.OK))["id"];
            await staff.ReadAsync($"/v1/principals/{RunningVault.Principal}/consumers/{id}/dossier?all=true").Expect(HttpStatusCode.OK);
        }
    }

    // A file about somebody, heard again, and a pack of all there is about the same person.
    private static async Task Show(HttpClient staff)
    {
        const string p = $"/v1/principals/{RunningVault.Principal}";
        var phone = File.ReadLines(Checkout.PathOf("samples", "data", RunningVault.Principal, "evidence", "zonkracht-energie.ndjson"))
            .Select(line => JsonNode.Parse(line)!["consumer"]?["phone"]?.GetValue<string>()).OfType<string>().First();
        var bytes = Encoding.UTF8.GetBytes($"Ja, u spreekt met {phone}.");
        var exhibit = ItemCase.Of("exhibit.announced").Full(phone, RunningVault.Principal).Without("/segments").Without("/consent").Without("/call");
        exhibit["size"] = bytes.Length;
        exhibit["sha256"] = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));
        var id = exhibit["id"]!.GetValue<string>();
        (await staff.SendAsync(HttpMethod.Post, $"{p}/evidence", exhibit.ToJsonString())).Status.ShouldBe(HttpStatusCode.Created);
        using (var content = new ByteArrayContent(bytes)) (await staff.PutAsync(new Uri($"{p}/exhibits/{id}/content", UriKind.Relative), content, Ct)).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await staff.GetByteArrayAsync(new Uri($"{p}/exhibits/{id}/content", UriKind.Relative), Ct)).ShouldBe(bytes);

        var consumer = (await staff.PostAsync($"{p}/consumers/search", new { phone }).Expect(HttpStatusCode.OK))["id"];
        var pack = (await staff.PostAsync(
            $"{p}/packs", new { scope = new { consumer }, content = "facts-and-findings", audience = "internal", language = "nl" }).Expect(HttpStatusCode.Accepted))["id"];
        while ((await staff.ReadAsync($"{p}/packs/{pack}").Expect(HttpStatusCode.OK))["state"] is var state && state != "ready")
        {
            state.ShouldNotBe("failed");
            await Task.Delay(100, Ct);
        }

        (await staff.GetByteArrayAsync(new Uri($"{p}/packs/{pack}/content", UriKind.Relative), Ct)).Length.ShouldBeGreaterThan(10_000);
    }

    // Errors with a person's data in every place a client could put them.
    private async Task Provoke(RunningVault vault, HttpClient staff)
    {
        string[] secrets = ["+31622021305", "0622021305", "Lars Postma", "sanne.degraaf@post.example"];
        const string p = $"/v1/principals/{RunningVault.Principal}";
        foreach (var secret in secrets)
        {
            var escaped = Uri.EscapeDataString(secret);
            foreach (var path in new[]
            {
                $"{p}/consumers/{escaped}/dossier", $"{p}/consumers/{Guid.NewGuid()}/dossier?asOf={escaped}", $"{p}/exhibits/{escaped}", $"{p}/exhibits/{escaped}/content",
                $"{p}/mandates/{escaped}", $"{p}/{escaped}", $"/v1/principals/{escaped}", $"/v1/parties/{escaped}", $"/{escaped}?{escaped}={escaped}", $"{p}/exhibits?cursor={escaped}",
            })
                Keep(await staff.SendAsync(HttpMethod.Get, path, null, change: r =>
                {
                    foreach (var header in new[] { "X-Correlation-ID", "User-Agent", "Referer", "If-None-Match", "Cookie", "traceparent", "tracestate", "baggage", "Accept-Language", "X-Forwarded-For" })
                        r.Headers.TryAddWithoutValidation(header, header == "baggage" ? $"who={escaped}" : secret);
                }));
            foreach (var path in new[] { $"{p}/exhibits/{escaped}", $"{p}/mandates/{escaped}", $"{p}/wordings/{escaped}", $"{p}/campaigns/{escaped}", $"/v1/parties/{escaped}" })
                Keep(await staff.SendAsync(HttpMethod.Put, path, JsonSerializer.Serialize(new Dictionary<string, object> { [secret] = secret, ["name"] = new[] { secret } })));
            foreach (var body in new[] { $"{{\"phone\":[\"{secret}\"]}}", $"{{\"phone\":\"{secret} x\"}}", $"{{\"{secret}\":1}}", $"{{\"phone\":\"{secret}", $"{secret}" })
                Keep(await staff.SendAsync(HttpMethod.Post, $"{p}/consumers/search", body));
            await Spoil(vault, staff, secret);
        }

        await FailInside(vault, staff, secrets);
    }

    // Each field of each type of item with a person's data in its place.
    private async Task Spoil(RunningVault vault, HttpClient staff, string secret)
    {
        var bad = new List<string>();
        foreach (var type in ItemCase.All)
        {
            var full = type.Full("+31622021305", RunningVault.Principal);
            foreach (var (pointer, _) in full.Fields())
                foreach (var value in new JsonNode[] { secret, new JsonArray(secret), new JsonObject { [secret] = secret } })
                    bad.Add(full.With(pointer, value.DeepClone()).With("/extra", secret).ToJsonString());
            bad.Add(full.ToJsonString()[..^20]);
            bad.Add(full.ToJsonString().Replace("\"campaign\":", $"\"{secret}\":1,\"{secret}\":", StringComparison.Ordinal));
        }

        foreach (var result in await vault.Upload(string.Join('\n', bad), staff))
        {
            result.Status.ShouldBe("rejected");
            _problems.AppendLine(result.Json.GetProperty("problem").GetRawText());
        }
    }

    // The database itself fails, and says a person's data in doing so.
    private async Task FailInside(RunningVault vault, HttpClient staff, string[] secrets)
    {
        await vault.Query(
            $"""
            create function vault.boom() returns trigger language plpgsql as $$ begin raise exception 'boom {string.Join(' ', secrets)}'; end $$;
            create trigger boom before insert or update on vault.identity_card for each row execute function vault.boom();
            select '';
            """);
        foreach (var result in await vault.Upload(string.Join('\n', Enumerable.Range(0, 20).Select(_ => Desk.Call(Desk.Phone()).ToJsonString())), staff))
        {
            result.Code.ShouldBe("internal");
            _problems.AppendLine(result.Json.GetProperty("problem").GetRawText());
        }

        Keep(await staff.SendAsync(HttpMethod.Post, vault.Evidence, Desk.Call(Desk.Phone()).ToJsonString()));
        await vault.Query("drop trigger boom on vault.identity_card; drop function vault.boom(); select ''");
        await vault.Query("alter table vault.identity_card rename to hidden; select ''");
        Keep(await staff.PostAsync($"/v1/principals/{RunningVault.Principal}/consumers/search", new { phone = secrets[0] }));
        await vault.Query("alter table vault.hidden rename to identity_card; select ''");
    }

    private void Keep(Answer answer)
    {
        ((int)answer.Status).ShouldBeGreaterThanOrEqualTo(400, answer.Text);
        answer.ContentType.ShouldBe("application/problem+json", answer.Text);
        _problems.AppendLine(answer.Text).AppendLine(answer.Headers.ToString());
    }

    /// <summary>Every row of every table of both databases, bytes as hex.</summary>
    private static async Task<string> Rows(RunningVault vault)
    {
        var all = new StringBuilder();
        foreach (var keys in new[] { false, true })
        {
            var tables = await vault.Query(
                "select format('%I.%I', table_schema, table_name) from information_schema.tables where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')", keys);
            tables.ShouldNotBeEmpty();
            foreach (var table in tables)
                foreach (var row in await vault.Query($"select t::text from {table} t", keys)) all.AppendLine(row);
        }

        return all.ToString();
    }
}
