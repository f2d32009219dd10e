using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using EvidenceVault.Server.Packs;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Intake;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace EvidenceVault.Server.Tests.Retention;

/// <summary>24 months after the last call the number is shown only in packs for an inquiry and to the person.</summary>
public sealed class NumberTermTests : IAsyncLifetime
{
    // The last instant of the 24 months.
    private static readonly Instant Last = Instant.FromUtc(2028, 3, 2, 9, 15);

    private readonly RetentionHost _host = new();
    private readonly string _phone = Desk.Phone();
    private Guid _consumer;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _host.InitializeAsync();
        var consent = Desk.Consent(_phone);
        consent["consumer"]!["name"] = "Willemijn Proefpersoon";
        await _host.Desk.Accept(consent);
        var verified = Desk.Verified(_phone, consent["ref"]!.DeepClone());
        verified["number"] = _phone;
        await _host.Desk.Accept(verified);
        await _host.Desk.Accept(Desk.Call(_phone));
        _consumer = (await _host.Desk.Find(_phone))!.Value;
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private async Task<JsonElement> Consumer(string query = "", HttpClient? by = null) =>
        (await (by ?? _host.Desk.Staff).ReadAsync($"{_host.P}/consumers/{_consumer}/dossier{query}").Expect(HttpStatusCode.OK)).Body.GetProperty("consumer");

    [Fact]
    public async Task until_then_the_dossier_shows_it_and_after_that_its_end_alone_saying_why()
    {
        _host.Clock.Reset(Last);
        var before = await Consumer();
        before.GetProperty("phone").GetString().ShouldBe(_phone);
        before.GetProperty("phoneMasked").ValueKind.ShouldBe(JsonValueKind.Null);

        _host.Clock.Advance(Duration.FromMilliseconds(1));
        var after = await Consumer();
        after.GetProperty("phone").GetString().ShouldBe($"+31 ••• {_phone[^3..]}");
        after.GetProperty("phoneMasked").GetProperty("nl").GetString()!.ShouldContain("24 maanden");
        after.GetProperty("name").GetString().ShouldBe("Willemijn Proefpersoon");
        // Nor is it to be had by asking how things stood when it was shown.
        (await Consumer("?asOf=2026-09-15T10:00:00Z")).GetProperty("phone").GetString().ShouldBe($"+31 ••• {_phone[^3..]}");
        // Nor as of before anything was known.
        (await Consumer("?asOf=2000-01-01T00:00:00Z")).GetProperty("phone").GetString().ShouldBe($"+31 ••• {_phone[^3..]}");
        // Searching goes on.
        (await _host.Desk.Find(_phone)).ShouldBe(_consumer);
    }

    [Fact]
    public async Task a_later_call_or_consent_shows_it_again()
    {
        _host.Clock.Reset(Last + Duration.FromDays(30));
        (await Consumer()).GetProperty("phone").GetString().ShouldNotBe(_phone);
        await _host.Desk.Accept(Desk.Consent(_phone, occurredAt: "2028-03-20T10:15:00+01:00"));
        (await Consumer()).GetProperty("phone").GetString().ShouldBe(_phone);
        _host.Clock.Reset(Instant.FromUtc(2030, 3, 20, 9, 16));
        (await Consumer()).GetProperty("phone").GetString().ShouldNotBe(_phone);
        await _host.Desk.Accept(Desk.Call(_phone, occurredAt: "2030-03-20T10:15:30+01:00"));
        (await Consumer()).GetProperty("phone").GetString().ShouldBe(_phone);
    }

    [Fact]
    public async Task no_answer_about_calls_or_contradictions_has_a_number_in_it()
    {
        _host.Clock.Reset(Last + Duration.FromDays(30));
        await _host.Settle();
        var calls = await _host.Desk.Staff.ReadAsync($"{_host.P}/calls").Expect(HttpStatusCode.OK);
        calls.Body.GetProperty("items").GetArrayLength().ShouldBe(1);
        foreach (var path in new[] { $"{_host.P}/calls", $"{_host.P}/parties/{_host.Desk.Principal}/contradictions", $"{_host.P}/suppressions", $"{_host.P}/consumers/{_consumer}/dossier?all=true" })
            (await _host.Desk.Staff.ReadAsync(path).Expect(HttpStatusCode.OK)).Text.ShouldNotContain(_phone[3..]);
    }

    [Theory]
    [InlineData("internal", null, "2026-09-15T10:00:00Z", true)]
    [InlineData("internal", null, "2000-01-01T00:00:00Z", true)]
    [InlineData("authority", null, "2026-09-15T10:00:00Z", true)]
    [InlineData("authority", "ACM-1", "2026-09-15T10:00:00Z", false)]
    [InlineData("authority", "of-no-case", "2026-09-15T10:00:00Z", true)]
    [InlineData("consumer", null, "2026-09-15T10:00:00Z", false)]
    public async Task a_pack_masks_it_but_for_an_inquiry_and_for_the_person(string audience, string? inquiry, string asOf, bool masked)
    {
        _host.Clock.Reset(Last + Duration.FromDays(30));
        await _host.Anna.PutAsync($"{_host.P}/inquiries/ACM-1", new { authority = "ACM", reference = "ACM/28", legalBasis = "Awb 5:16", scope = new { consumers = new[] { _consumer } }, deadline = "2028-05-01" }).Expect(HttpStatusCode.Created);
        // As of an earlier instant it is masked as well.
        var order = new { scope = new { consumer = _consumer }, content = "facts", audience, language = "nl", inquiry, asOf };
        var pack = (await _host.Anna.PostAsync($"{_host.P}/packs", order).Expect(HttpStatusCode.Accepted))["id"]!;
        var streams = _host.Vault.Services.GetRequiredService<PackStreams>();
        var data = await _host.Vault.Services.GetRequiredService<PackSources>().Gather(_host.Desk.Principal, (await streams.Load(_host.Desk.Principal, pack, Ct))!, Ct);
        data!.Consumer.PhoneIsMasked.ShouldBe(masked);
        data.Consumer.Phones.ShouldBe([masked ? $"+31 ••• {_phone[^3..]}" : _phone]);
        JsonSerializer.Serialize(data, EvidenceVault.Server.Hosting.VaultJson.Answers).Contains(_phone[3..], StringComparison.Ordinal).ShouldBe(!masked);
    }

    [Fact]
    public async Task an_export_masks_it_unless_it_answers_a_request_of_the_person()
    {
        _host.Clock.Reset(Last + Duration.FromDays(30));
        var end = _phone[3..];
        (await Export("")).ShouldAllBe(text => !text.Contains(end, StringComparison.Ordinal));
        await _host.Desk.Staff.PutAsync($"{_host.P}/access-requests/AVG-1", new { kind = "access", consumer = _consumer, receivedAt = "2028-03-31T12:00:00+02:00" }).Expect(HttpStatusCode.Created);
        (await Export("?request=AVG-1")).Count(text => text.Contains(_phone, StringComparison.Ordinal)).ShouldBe(3);
    }

    private async Task<List<string>> Export(string query)
    {
        using var answer = await _host.Desk.Staff.GetAsync(new Uri($"{_host.P}/consumers/{_consumer}/export{query}", UriKind.Relative), Ct);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        await using var zip = new ZipArchive(await answer.Content.ReadAsStreamAsync(Ct));
        var texts = new List<string>();
        foreach (var entry in zip.Entries)
        {
            using var reader = new StreamReader(await entry.OpenAsync(Ct), Encoding.UTF8);
            texts.Add(await reader.ReadToEndAsync(Ct));
        }

        return texts;
    }
}
