using System.Net;
using System.Text;
using System.Text.Json;
using EvidenceVault.Server.Tests.Infrastructure;

namespace EvidenceVault.Server.Tests.Packs;

/// <summary>One consumer's history at a principal of its own: a consent shown, confirmed and withdrawn, two calls, a complaint and a correction.</summary>
internal sealed record History(string Principal, string Agency, Guid Consumer, string Phone)
{
    public const string Wording = "Ja, Zonkracht mag mij bellen over stroom en gas.";
    public const string Complaint = "Ik had nee gezegd en word tóch gebeld.";
    public const string Note = "Mevrouw wil liever in de avond gebeld worden.";
    public const string Agent = "agent-zeven";

    private static int Numbers = 12_000_000;

    /// <summary>Hands it in.</summary>
    /// <param name="client">A client for a server.</param>
    /// <param name="operatorKey">The server's operator key.</param>
    public static async Task<History> HandIn(HttpClient client, string operatorKey)
    {
        var (principal, agency) = (VaultHost.Slug("zonkracht"), VaultHost.Slug("noord"));
        var phone = $"+316{Interlocked.Add(ref Numbers, 7)}";
        await Put(client, operatorKey, $"/v1/principals/{principal}", new { name = "Zonkracht Energie B.V.", kvk = "12345678", callerNumbers = new[] { "+31201234567" }, registrations = Array.Empty<object>() });
        await Put(client, operatorKey, $"/v1/parties/{agency}", new { name = "Belbureau Noord B.V.", kvk = "23456789", role = "agency", callerNumbers = new[] { "+31501234567" } });
        var key = await Key(client, operatorKey, principal, null);
        await Put(client, key, $"/v1/principals/{principal}/mandates/m1", new { from = principal, to = agency, validFrom = "2026-01-01", mayDelegate = false, capacity = "processor" });
        await Put(client, key, $"/v1/principals/{principal}/campaigns/najaar-2026", new { name = "Najaarsactie 2026", products = new[] { "electricity" }, nature = "commercial", validFrom = "2026-07-01" });
        await Put(client, key, $"/v1/principals/{principal}/wordings/web-1", new
        {
            text = Wording,
            language = "nl",
            products = new[] { "electricity", "gas" },
            callersNamed = new[] { principal },
            means = new[] { "human" },
            withdrawalText = "Intrekken kan via zonkracht.example/stop.",
            place = "https://zonkracht.example/aanvraag",
            liveFrom = "2026-01-01",
        });
        await Exhibit(client, key, principal, phone, "b-form", "form-capture", "consent", "formulier");
        await Exhibit(client, key, principal, phone, "b-sms", "message", "verification", "JA");
        await Post(client, key, principal, Items(principal, agency, phone));
        var found = await Send(client, HttpMethod.Post, key, $"/v1/principals/{principal}/consumers/search", JsonSerializer.Serialize(new { phone }));
        return new(principal, agency, found.GetProperty("id").GetGuid(), phone);
    }

    /// <summary>Issues a key of the principal, or of its agency.</summary>
    public static async Task<string> Key(HttpClient client, string operatorKey, string? principal, string? party, string[]? scopes = null) =>
        (await Send(client, HttpMethod.Post, operatorKey, "/v1/keys", JsonSerializer.Serialize(new { principal, party, name = "test", holder = "person-1", scopes })))
            .GetProperty("key").GetString()!;

    /// <summary>Sends a request, which must succeed.</summary>
    public static async Task<JsonElement> Send(HttpClient client, HttpMethod method, string key, string path, string? body)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        request.Headers.Authorization = new("Bearer", key);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        response.IsSuccessStatusCode.ShouldBeTrue($"{method} {path}: {text}");
        return JsonElement.Parse(text);
    }

    private static Task Put(HttpClient client, string key, string path, object body) => Send(client, HttpMethod.Put, key, path, JsonSerializer.Serialize(body));

    private static async Task Exhibit(HttpClient client, string key, string principal, string phone, string id, string kind, string purpose, string content)
    {
        var bytes = Encoding.UTF8.GetBytes(content);
        await Put(client, key, $"/v1/principals/{principal}/exhibits/{id}", new
        {
            kind,
            purposes = new[] { purpose },
            contentType = "text/plain",
            size = bytes.Length,
            sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)),
            recordedAt = "2026-08-01T10:00:00+02:00",
            consumer = new { phone },
        });
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri($"/v1/principals/{principal}/exhibits/{id}/content", UriKind.Relative)) { Content = new ByteArrayContent(bytes) };
        request.Headers.Authorization = new("Bearer", key);
        using var response = await client.SendAsync(request);
        response.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    private static async Task Post(HttpClient client, string key, string principal, object[] items)
    {
        var answer = await Send(client, HttpMethod.Post, key, $"/v1/principals/{principal}/evidence", JsonSerializer.Serialize(items));
        foreach (var result in answer.EnumerateArray()) result.GetProperty("status").GetString().ShouldBe("accepted", result.GetRawText());
    }

    private static object[] Items(string principal, string agency, string phone)
    {
        var consumer = new { phone, name = "Marjolein van der Veen", email = "m.vanderveen@post.example", kind = "private" };
        object Call(string at, string outcome, string? note) => new
        {
            type = "call.attempted",
            @ref = $"call-{at}",
            occurredAt = at,
            consumer,
            party = agency,
            campaign = "najaar-2026",
            direction = "outbound",
            means = "human",
            nature = "commercial",
            startedAt = at,
            outcome,
            callerNumber = "+31501234567",
            callerIdShown = true,
            objectionOffer = "agent",
            offerMade = true,
            products = new[] { "electricity" },
            agent = Agent,
            note,
            recorded = outcome == "answered",
            reliesOn = new { basis = "consent", @ref = "g1" },
        };
        return
        [
            new
            {
                type = "consent.granted", @ref = "g1", occurredAt = "2026-08-01T10:00:00+02:00", consumer, channel = "phone", products = new[] { "electricity", "gas" },
                method = "web-form", wording = "web-1", exhibits = new[] { "b-form" },
                capture = new { place = "https://zonkracht.example/aanvraag", action = "ticked-box", preTicked = false, bundledWithTerms = false, conditional = false },
            },
            new { type = "consent.verification-requested", @ref = "v1", occurredAt = "2026-08-01T10:01:00+02:00", consumer, consent = "g1", method = "sms", number = phone },
            new { type = "consent.verified", @ref = "v2", occurredAt = "2026-08-01T10:13:30+02:00", consumer, consent = "g1", method = "sms", number = phone, exhibits = new[] { "b-sms" } },
            Call("2026-09-17T15:20:30+02:00", "answered", Note),
            new { type = "consent.withdrawn", @ref = "w1", occurredAt = "2026-10-20T21:14:02+02:00", consumer, via = "footer-link" },
            Call("2026-10-28T18:41:09+01:00", "no-answer", null),
            new
            {
                type = "complaint.received", @ref = "k1", occurredAt = "2026-10-28T19:30:00+01:00", consumer, about = "telemarketing", text = Complaint, via = "email",
                call = "call-2026-10-28T18:41:09+01:00",
            },
        ];
    }
}
