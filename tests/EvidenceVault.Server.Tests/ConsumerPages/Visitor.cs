using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Intake;
using Microsoft.Extensions.DependencyInjection;

namespace EvidenceVault.Server.Tests.ConsumerPages;

/// <summary>A principal with a wording, and a consumer who visits the pages without script.</summary>
internal sealed partial record Visitor(VaultHost Host, string Principal, HttpClient Staff, HttpClient Browser, string Phone, Guid Id)
{
    public const string Wording = "Ja, Zonkracht mag mij bellen over stroom & gas.";

    private static readonly Lazy<Task<VaultHost>> Shared = new(() => StartAsync());

    /// <summary>One server for all tests that need nothing of their own, which knows its address: without, it makes no links.</summary>
    public static Task<VaultHost> SharedAsync() => Shared.Value;

    /// <summary>A server that knows its address.</summary>
    public static Task<VaultHost> StartAsync(Dictionary<string, string>? settings = null, Action<IServiceCollection>? services = null)
    {
        settings ??= [];
        settings.TryAdd("Vault:PublicUrl", "https://kluis.example/");
        return VaultHost.StartAsync(settings, services);
    }

    /// <summary>Two consents: <c>one</c> on electricity by a web form, <c>two</c> on gas by an agency.</summary>
    public static async Task<Visitor> HandIn(VaultHost host)
    {
        var principal = await host.CreatePrincipalAsync(VaultHost.Slug("zon"));
        var staff = host.Client(await host.CreateKeyAsync(principal, holder: "someone"));
        await staff.PutAsync($"/v1/principals/{principal}/wordings/w1", new
        {
            text = Wording,
            language = "nl",
            products = new[] { "electricity" },
            callersNamed = new[] { principal },
            place = "https://zon.example/aanvraag",
            liveFrom = "2025-01-01",
        }).Expect(HttpStatusCode.Created);
        var phone = Desk.Phone();
        await Grant(staff, principal, phone, "one", "electricity", new { place = "https://zon.example/aanvraag", action = "ticked-box", preTicked = false }, "w1");
        await Grant(staff, principal, phone, "two", "gas", null, null);
        var found = await staff.PostAsync($"/v1/principals/{principal}/consumers/search", new { phone }).Expect(HttpStatusCode.OK);
        return new(host, principal, staff, host.Client(), phone, Guid.Parse(found["id"]!));
    }

    public static async Task Grant(HttpClient client, string principal, string phone, string reference, string product, object? capture, string? wording) =>
        await client.PostAsync($"/v1/principals/{principal}/evidence", new
        {
            type = "consent.granted",
            @ref = reference,
            occurredAt = DateTimeOffset.UtcNow.AddDays(-2),
            consumer = new { phone, kind = "private", name = "Marjolein van der Veen", email = "m.vanderveen@post.example" },
            channel = "phone",
            products = new[] { product },
            method = "web-form",
            capture,
            wording,
        }).Expect(HttpStatusCode.Created);

    /// <summary>Makes a link and gives its address, without the host.</summary>
    public async Task<string> Link(object order) => new Uri((await MakeLink(order).Expect(HttpStatusCode.Created))["url"]!).AbsolutePath;

    public Task<Answer> MakeLink(object order) => Staff.PostAsync($"/v1/principals/{Principal}/consumers/{Id}/links", order);

    public async Task<JsonElement> Dossier() => (await Staff.ReadAsync($"/v1/principals/{Principal}/consumers/{Id}/dossier").Expect(HttpStatusCode.OK)).Body;

    public async Task<string?> StateOf(string consent) =>
        (await Dossier()).GetProperty("consents").EnumerateArray().Single(c => c.GetProperty("ref").GetString() == consent).GetProperty("state").GetString();

    public async Task<IReadOnlyList<string?>> Timeline() => [.. (await Dossier()).GetProperty("timeline").EnumerateArray().Select(f => f.GetProperty("type").GetString())];

    /// <summary>Opens a page.</summary>
    public Task<Answer> Open(string path) => Browser.ReadAsync(path);

    /// <summary>Sends in the form of a page that has this text in it, with more fields or others; follows where it leads.</summary>
    public async Task<Answer> Press(string page, string text, params (string Name, string Value)[] fields)
    {
        var answer = await Send(page, text, null, fields);
        return answer.Status == HttpStatusCode.SeeOther ? await Open(answer.Headers.Location!.ToString()) : answer;
    }

    public async Task<Answer> Send(string page, string text, string? site, params (string Name, string Value)[] fields)
    {
        var form = Forms().Matches(page).Select(f => f.Value).First(f => f.Contains(text, StringComparison.Ordinal));
        var values = Hidden().Matches(form).ToDictionary(m => m.Groups[1].Value, m => WebUtility.HtmlDecode(m.Groups[2].Value), StringComparer.Ordinal);
        if (Buttons().Matches(form).FirstOrDefault(b => b.Groups[3].Value.Contains(text, StringComparison.Ordinal)) is { } button) values[button.Groups[1].Value] = button.Groups[2].Value;
        foreach (var (name, value) in fields) values[name] = value;
        using var content = new FormUrlEncodedContent(values);
        return await Browser.SendAsync(
            HttpMethod.Post, WebUtility.HtmlDecode(Action().Match(form).Groups[1].Value), await content.ReadAsStringAsync(), "application/x-www-form-urlencoded",
            request =>
            {
                if (site is not null) request.Headers.Add("Sec-Fetch-Site", site);
            });
    }

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Forms();

    [GeneratedRegex("""<input type="hidden" name="(\w+)" value="([^"]*)">""")]
    private static partial Regex Hidden();

    [GeneratedRegex("""<button [^>]*name="(\w+)" value="(\w+)"[^>]*>([^<]*)<""")]
    private static partial Regex Buttons();

    [GeneratedRegex("action=\"([^\"]*)\"")]
    private static partial Regex Action();
}
