using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EvidenceVault.Server.Dossiers;
using EvidenceVault.Server.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace EvidenceVault.Server.Tests.Intake;

/// <summary>A principal with an agency that works for it, from whose desks evidence is handed in.</summary>
internal sealed record Desk(VaultHost Host, string Principal, string Agency, HttpClient Staff, HttpClient ByAgency)
{
    private static int Numbers = Random.Shared.Next(1_000_000);

    public string P => $"/v1/principals/{Principal}";

    public string Evidence => $"{P}/evidence";

    public static async Task<Desk> NewAsync(VaultHost? host = null)
    {
        host ??= await VaultHost.SharedAsync();
        var principal = await host.CreatePrincipalAsync();
        var agency = await host.CreatePartyAsync();
        await host.CreateMandateAsync(principal, principal, agency);
        return new(host, principal, agency, host.Client(await host.CreateKeyAsync(principal)), host.Client(await host.CreateKeyAsync(null, agency)));
    }

    /// <summary>Another agency of the same principal, and a client with its key.</summary>
    public async Task<(string Agency, HttpClient Client)> AnotherAgencyAsync()
    {
        var agency = await Host.CreatePartyAsync();
        await Host.CreateMandateAsync(Principal, Principal, agency);
        return (agency, Host.Client(await Host.CreateKeyAsync(null, agency)));
    }

    /// <summary>A mobile number that no other test uses.</summary>
    public static string Phone() => $"+31612{Interlocked.Increment(ref Numbers) % 1_000_000:000000}";

    /// <summary>A reference that no other test uses.</summary>
    public static string Ref(string prefix = "R") => $"{prefix}-{System.Security.Cryptography.RandomNumberGenerator.GetString("abcdefghjkmnpqrstvwxyz", 14)}";

    /// <summary>An item that is small and good: a phone call that nobody answered.</summary>
    public static JsonObject Call(string phone, string? reference = null, string occurredAt = "2026-03-02T10:15:00+01:00") => new()
    {
        ["type"] = "call.attempted",
        ["ref"] = reference ?? Ref("C"),
        ["occurredAt"] = occurredAt,
        ["consumer"] = new JsonObject { ["phone"] = phone },
        ["direction"] = "outbound",
        ["means"] = "human",
        ["nature"] = "commercial",
        ["outcome"] = "no-answer",
    };

    public static JsonObject Consent(string phone, string? reference = null, string occurredAt = "2026-03-01T10:15:00+01:00") => new()
    {
        ["type"] = "consent.granted",
        ["ref"] = reference ?? Ref("G"),
        ["occurredAt"] = occurredAt,
        ["consumer"] = new JsonObject { ["phone"] = phone },
        ["channel"] = "phone",
        ["products"] = new JsonArray("electricity"),
        ["method"] = "web-form",
    };

    public static JsonObject Verified(string phone, JsonNode consent, string? reference = null) => new()
    {
        ["type"] = "consent.verified",
        ["ref"] = reference ?? Ref("V"),
        ["occurredAt"] = "2026-03-01T11:15:00+01:00",
        ["consumer"] = new JsonObject { ["phone"] = phone },
        ["consent"] = consent,
        ["method"] = "sms",
    };

    public static JsonObject Correction(string phone, JsonNode corrects, JsonObject item, string? reference = null) => new()
    {
        ["type"] = "correction.made",
        ["ref"] = reference ?? Ref("K"),
        ["occurredAt"] = "2026-03-05T09:00:00+01:00",
        ["consumer"] = new JsonObject { ["phone"] = phone },
        ["corrects"] = corrects,
        ["reason"] = "Verkeerd overgenomen.",
        ["item"] = item,
    };

    public Task<Answer> Post(JsonNode item, HttpClient? by = null) => Post(item.ToJsonString(), by);

    public Task<Answer> Post(string body, HttpClient? by = null, string contentType = "application/json") =>
        (by ?? Staff).SendAsync(HttpMethod.Post, Evidence, body, contentType);

    /// <summary>Hands in an item that must be taken, and gives its event id.</summary>
    public async Task<Guid> Accept(JsonObject item, HttpClient? by = null) =>
        Guid.Parse((await Post(item, by).Expect(HttpStatusCode.Created))["eventId"]!);

    /// <summary>Hands in an item that must be refused, and gives what was wrong.</summary>
    public async Task<IReadOnlyList<string>> Refuse(JsonNode item, HttpClient? by = null)
    {
        var answer = await Post(item, by);
        answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity, answer.Text);
        return answer.Errors;
    }

    /// <summary>Hands in an NDJSON upload as it is, and gives the results.</summary>
    public async Task<IReadOnlyList<ItemAnswer>> Upload(byte[] body, HttpClient? by = null, string query = "")
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        using var response = await (by ?? Staff).PostAsync(new Uri(Evidence + query, UriKind.Relative), content);
        var text = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/x-ndjson");
        return ItemAnswer.ReadAll(text);
    }

    public Task<IReadOnlyList<ItemAnswer>> Upload(string body, HttpClient? by = null, string query = "") => Upload(Encoding.UTF8.GetBytes(body), by, query);

    public Task<IReadOnlyList<ItemAnswer>> Upload(IEnumerable<JsonNode> items, HttpClient? by = null, string query = "") =>
        Upload(string.Concat(items.Select(i => i.ToJsonString() + "\n")), by, query);

    /// <summary>Hands in an array, and gives the results.</summary>
    public Task<IReadOnlyList<ItemAnswer>> PostAll(IEnumerable<JsonNode> items, HttpClient? by = null) => PostAll(items.Select(i => i.ToJsonString()), by);

    public async Task<IReadOnlyList<ItemAnswer>> PostAll(IEnumerable<string> items, HttpClient? by = null)
    {
        var answer = await Post($"[{string.Join(',', items)}]", by).Expect(HttpStatusCode.OK);
        return [.. answer.Body.EnumerateArray().Select(r => new ItemAnswer(r))];
    }

    /// <summary>The id of the consumer behind a number; null where there is none.</summary>
    public async Task<Guid?> Find(string phone, HttpClient? by = null)
    {
        var answer = await (by ?? Staff).PostAsync($"{P}/consumers/search", new { phone }).Expect(HttpStatusCode.OK);
        var id = answer.Body.GetProperty("id");
        return id.ValueKind == JsonValueKind.Null ? null : id.GetGuid();
    }

    public async Task<DossierAnswer> Dossier(string phone, HttpClient? by = null, string query = "")
    {
        var id = (await Find(phone, by)).ShouldNotBeNull("There is no consumer with this number.");
        return new((await (by ?? Staff).ReadAsync($"{P}/consumers/{id}/dossier{query}").Expect(HttpStatusCode.OK)).Body);
    }

    /// <summary>A dossier as the server itself reads it.</summary>
    public async Task<OpenedDossier> Open(string phone) =>
        (await Host.Services.GetRequiredService<DossierReader>().Load(Principal, (await Find(phone))!.Value, TestContext.Current.CancellationToken))!;

    /// <summary>How many events the store holds of this principal's dossiers.</summary>
    public async Task<int> CountOfFacts() => int.Parse(
        (await Host.Query($"select count(*)::text from vault.mt_events where tenant_id = '{Principal}' and stream_id like 'dossier/%'"))[0],
        System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>What was answered about one item.</summary>
internal sealed record ItemAnswer(JsonElement Json)
{
    public long Line => Json.GetProperty("line").GetInt64();

    public string? Ref => Json.GetProperty("ref").GetString();

    public string Status => Json.GetProperty("status").GetString()!;

    public Guid? EventId => Json.GetProperty("eventId") is { ValueKind: JsonValueKind.String } id ? id.GetGuid() : null;

    public string? Code => Json.GetProperty("problem") is { ValueKind: JsonValueKind.Object } problem ? problem.GetProperty("code").GetString() : null;

    public int? ProblemStatus => Json.GetProperty("problem") is { ValueKind: JsonValueKind.Object } problem ? problem.GetProperty("status").GetInt32() : null;

    /// <summary>Whether it says that nothing after it was looked at.</summary>
    public bool IsLast => Json.TryGetProperty("last", out var last) && last.GetBoolean();

    /// <summary>The bad fields, as "pointer code".</summary>
    public IReadOnlyList<string> Errors => Json.GetProperty("problem") is { ValueKind: JsonValueKind.Object } problem && problem.TryGetProperty("errors", out var errors)
        ? [.. errors.EnumerateArray().Select(e => $"{e.GetProperty("pointer").GetString()} {e.GetProperty("code").GetString()}")]
        : [];

    /// <summary>The code, else the status: enough to compare a whole upload with what was expected.</summary>
    public string Told => Code ?? Status;

    public static IReadOnlyList<ItemAnswer> ReadAll(string ndjson) =>
        [.. ndjson.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => new ItemAnswer(JsonElement.Parse(line)))];

    public override string ToString() => Json.GetRawText();
}

/// <summary>A dossier as it was answered.</summary>
internal sealed record DossierAnswer(JsonElement Json)
{
    public IReadOnlyList<JsonElement> Timeline => [.. Json.GetProperty("timeline").EnumerateArray()];

    public IReadOnlyList<string?> Refs => [.. Timeline.Select(e => e.GetProperty("ref").GetString())];

    public JsonElement Fact(string reference) => Timeline.Single(e => e.GetProperty("ref").GetString() == reference);

    public IReadOnlyList<string?> Unresolved(string reference) => [.. Fact(reference).GetProperty("unresolved").EnumerateArray().Select(e => e.GetString())];

    public JsonElement Consumer => Json.GetProperty("consumer");

    public IReadOnlyList<JsonElement> Consents => [.. Json.GetProperty("consents").EnumerateArray()];

    public IReadOnlyList<JsonElement> Calls => [.. Json.GetProperty("calls").EnumerateArray()];

    public IReadOnlyList<JsonElement> Exhibits => [.. Json.GetProperty("exhibits").EnumerateArray()];
}

/// <summary>Spoils JSON one field at a time.</summary>
internal static class Spoiling
{
    /// <summary>A copy with a field set; the pointer names it, and its parents are there.</summary>
    public static JsonObject With(this JsonObject item, string pointer, JsonNode? value)
    {
        var copy = item.DeepClone().AsObject();
        var (parent, name) = Parent(copy, pointer);
        if (parent is JsonArray list) list[int.Parse(name, System.Globalization.CultureInfo.InvariantCulture)] = value;
        else parent.AsObject()[name] = value;
        return copy;
    }

    public static JsonObject Without(this JsonObject item, string pointer)
    {
        var copy = item.DeepClone().AsObject();
        var (parent, name) = Parent(copy, pointer);
        parent.AsObject().Remove(name).ShouldBeTrue($"{pointer} is not there.");
        return copy;
    }

    /// <summary>Every field of an object and of those within, by pointer.</summary>
    public static IEnumerable<(string Pointer, JsonNode? Value)> Fields(this JsonNode node, string pointer = "")
    {
        if (node is JsonObject fields)
        {
            foreach (var (name, value) in fields)
            {
                yield return ($"{pointer}/{name}", value);
                if (value is not null)
                    foreach (var within in value.Fields($"{pointer}/{name}")) yield return within;
            }
        }

        if (node is not JsonArray list) yield break;
        for (var i = 0; i < list.Count; i++)
        {
            yield return ($"{pointer}/{i}", list[i]);
            foreach (var within in list[i]!.Fields($"{pointer}/{i}")) yield return within;
        }
    }

    private static (JsonNode Parent, string Name) Parent(JsonNode node, string pointer)
    {
        var parts = pointer.Split('/')[1..];
        foreach (var part in parts[..^1])
            node = node is JsonArray list ? list[int.Parse(part, System.Globalization.CultureInfo.InvariantCulture)]! : node[part]!;
        return (node, parts[^1]);
    }
}
