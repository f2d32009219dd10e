using System.Net;
using System.Text.Json.Nodes;
using EvidenceVault.Server.Tests.Infrastructure;

namespace EvidenceVault.Server.Tests.Books;

/// <summary>Good bodies, to be spoiled one field at a time.</summary>
internal static class Bodies
{
    public static JsonObject Principal => Parse("""
        { "name": "Zonkracht Energie B.V.", "kvk": "12345678", "callerNumbers": ["020 123 4567"],
          "registrations": [ { "kind": "licence", "article": "Wok 3", "reference": "KSA-2026-1", "validFrom": "2026-01-01", "validTo": null, "exhibit": null } ] }
        """);

    public static JsonObject Party => Parse("""{ "name": "Belbureau Noord B.V.", "kvk": "23456789", "role": "agency", "callerNumbers": ["+31501234567"] }""");

    public static JsonObject Mandate(string from, string to) => Parse($$"""
        { "from": "{{from}}", "to": "{{to}}", "campaigns": ["najaar-2026"], "validFrom": "2026-01-01", "validTo": null, "mayDelegate": false, "capacity": "processor", "contract": null }
        """);

    public static JsonObject Campaign => Parse("""
        { "name": "Najaarsactie 2026", "products": ["electricity", "gas"], "nature": "commercial", "validFrom": "2026-07-01", "validTo": null, "basis": "consent" }
        """);

    public static JsonObject Wording => Parse("""
        { "text": "Ja, Zonkracht mag mij bellen over stroom en gas.", "language": "nl", "products": ["electricity", "gas"], "callersNamed": ["zonkracht-energie"],
          "means": ["human"], "withdrawalText": "Intrekken kan via zonkracht.example/stop.", "place": "https://zonkracht.example/aanvraag",
          "firstCallTerm": null, "consentTerm": "P12M", "liveFrom": "2026-01-01", "liveTo": null }
        """);

    public static JsonObject Script => Parse("""{ "campaign": "najaar-2026", "text": "Goedemiddag, u spreekt met …" }""");

    public static JsonObject With(this JsonObject body, string field, string json)
    {
        body[field] = JsonNode.Parse(json);
        return body;
    }

    public static JsonObject Without(this JsonObject body, string field)
    {
        body.Remove(field);
        return body;
    }

    public static Task<Answer> PutAsync(this HttpClient client, string path, JsonObject body) => client.SendAsync(HttpMethod.Put, path, body.ToJsonString());

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();
}

/// <summary>A principal with a key that may set it up, and a party beside it.</summary>
internal sealed record Setting(VaultHost Host, string Principal, string Party, HttpClient Client)
{
    public string P => $"/v1/principals/{Principal}";

    public static async Task<Setting> NewAsync(VaultHost? host = null)
    {
        host ??= await VaultHost.SharedAsync();
        var principal = await host.CreatePrincipalAsync();
        return new(host, principal, await host.CreatePartyAsync(), host.Client(await host.CreateKeyAsync(principal)));
    }

    /// <summary>Spoils a body and gives what was found wrong.</summary>
    public async Task<IReadOnlyList<string>> Faults(string path, JsonObject body)
    {
        var answer = await Client.PutAsync(path, body);
        answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity, answer.Text);
        return answer.Errors;
    }
}
