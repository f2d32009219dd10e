using System.Net;
using System.Text.Json;
using EvidenceVault.Server.Retention;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Intake;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace EvidenceVault.Server.Tests.Retention;

/// <summary>What goes when, and why, and what a hold stops of it.</summary>
public sealed class PreviewTests : IAsyncLifetime
{
    private readonly RetentionHost _host = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _host.InitializeAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private async Task<JsonElement> Preview(string query) => (await _host.Anna.ReadAsync($"{_host.P}/retention/preview{query}").Expect(HttpStatusCode.OK)).Body;

    [Fact]
    public async Task it_tells_what_is_due_by_the_end_of_a_day_with_its_term_and_its_holds()
    {
        var phone = Desk.Phone();
        var first = await _host.Recording(phone, "2026-09-01T23:59:59+02:00");
        var second = await _host.Recording(recordedAt: "2026-09-02T00:00:00+02:00");
        await _host.Settle();
        await _host.Hold("of-one", new { consumers = new[] { (await _host.Desk.Find(phone))!.Value } }).Expect(HttpStatusCode.Created);

        var preview = await Preview("?until=2027-03-01");
        preview.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("exhibit").GetString()).ShouldBe([first]);
        preview.GetProperty("items")[0].GetProperty("holds")[0].GetString().ShouldBe("of-one");
        preview.GetProperty("items")[0].GetProperty("explanation").GetProperty("nl").GetString()!.ShouldContain("waarop geen verkoop volgde");
        preview = await Preview("?until=2027-03-02");
        preview.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("exhibit").GetString()).ShouldBe([first, second]);
        var summary = preview.GetProperty("summary");
        (summary.GetProperty("count").GetInt64(), summary.GetProperty("held").GetInt64(), summary.GetProperty("bytes").GetInt64()).ShouldBe((2, 1, 4_000));
        summary.GetProperty("months")[0].GetProperty("month").GetString().ShouldBe("2027-03");
        (await Preview("")).GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task it_is_read_in_pages()
    {
        for (var i = 0; i < 5; i++) await _host.Recording();
        await _host.Settle();
        var seen = new List<string?>();
        string? cursor = null;
        do
        {
            var page = await Preview($"?until=2027-12-31&limit=2{(cursor is null ? "" : $"&cursor={cursor}")}");
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("exhibit").GetString()));
            cursor = page.GetProperty("next").GetString();
        }
        while (cursor is not null);
        seen.Count.ShouldBe(5);
        seen.Distinct().Count().ShouldBe(5);
    }

    [Fact]
    public async Task a_date_that_is_none_is_refused() =>
        await _host.Anna.ReadAsync($"{_host.P}/retention/preview?until=morgen").Expect(HttpStatusCode.BadRequest, "invalid-parameter");

    [Fact]
    public async Task the_sweep_and_the_preview_read_by_index_whatever_is_stored_beside()
    {
        await _host.Recording(Desk.Phone());
        await _host.Settle();
        // A hundred thousand that are not due.
        await _host.Vault.Query(
            $"""
            insert into vault.exhibit_retention (principal, exhibit, kind, size, recorded_at, anchors, state, due_at, next_at, term, generation)
            select '{_host.Desk.Principal}', 'X-' || i, 0, 1, '2026-01-01', array['*'], 0, '2029-01-01'::timestamptz + i * interval '1 second', '2029-01-01'::timestamptz + i * interval '1 second', 4, 1000000
            from generate_series(1, 100000) i returning exhibit
            """);
        await _host.Vault.Query("select 'x' from (select pg_stat_force_next_flush()) f");
        var before = await Scans();
        _host.Clock.Reset(Instant.FromUtc(2027, 3, 2, 0, 0));
        while (await _host.Vault.Services.GetRequiredService<Sweep>().Run(Ct) > 0)
        {
        }

        await Preview("?until=2027-12-31&limit=10");
        await Task.Delay(1_500, Ct);
        (await Scans()).ShouldBe(before);
    }

    private async Task<string> Scans() => (await _host.Vault.Query(
        "select string_agg(relname || ' ' || seq_scan, ', ' order by relname) from pg_stat_user_tables where relname in ('exhibit_retention', 'mt_events')"))[0];
}
