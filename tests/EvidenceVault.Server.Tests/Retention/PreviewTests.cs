using System.Globalization;
using System.Net;
using System.Text.Json;
using EvidenceVault.Server.Retention;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Intake;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Extensions;

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
    public async Task a_hold_of_which_it_was_decided_that_what_is_past_its_term_goes_keeps_nothing_in_it()
    {
        await _host.Recording();
        await _host.Hold("conflict", new { from = "2020-01-01" }).Expect(HttpStatusCode.Created);
        _host.Clock.Reset(Instant.FromUtc(2027, 3, 2, 0, 0));
        await _host.Sweep();
        var later = await _host.Recording(recordedAt: "2027-02-01T10:15:00+01:00");
        await _host.Settle();
        (await Preview("?until=2027-12-31")).GetProperty("summary").GetProperty("held").GetInt64().ShouldBe(2);
        await _host.Bram.PostAsync($"{_host.P}/holds/conflict/decisions", new { decision = "delete", reason = "Niet meer nodig." }).Expect(HttpStatusCode.OK);
        var preview = await Preview("?until=2027-12-31");
        preview.GetProperty("summary").GetProperty("held").GetInt64().ShouldBe(0);
        preview.GetProperty("items").EnumerateArray().ShouldAllBe(i => i.GetProperty("holds").GetArrayLength() == 0);
        (await _host.StateOf(later)).ShouldBe("stored");
        _host.Clock.Reset(Instant.FromUtc(2027, 8, 2, 12, 0));
        await _host.Sweep();
        (await _host.StateOf(later)).ShouldBe("deleted");
    }

    [Fact]
    public async Task its_sums_are_those_of_what_it_lists_by_the_month_of_our_clock()
    {
        // At the edges of months here, in summer time and in winter time, and in between; made and called by and for several.
        await _host.Vault.Query(
            $"""
            insert into vault.exhibit_retention (principal, exhibit, kind, size, recorded_at, anchors, state, due_at, next_at, term, generation)
            select '{_host.Desk.Principal}', 'X-' || lpad(i::text, 4, '0'), 0, i, '2026-01-01'::timestamptz + i % 31 * interval '1 day',
                case when i % 7 = 0 then array['*'] else array['*', 'k:camp-' || i % 5, 'p:agency-' || i % 3] end, (i % 11 = 0)::int, due, due, 3 + i % 2, 1000000
            from generate_series(1, 250) i, lateral (select date_trunc('month', '2027-01-01'::timestamp + i % 12 * interval '31 days') at time zone 'Europe/Amsterdam'
                + (array['-1 microsecond', '0', '10 days'])[1 + i % 3]::interval as due) d
            returning exhibit
            """);
        await _host.Hold("campaign-and-party", new { campaigns = new[] { "camp-1" }, parties = new[] { "agency-2" } }).Expect(HttpStatusCode.Created);
        await _host.Hold("party", new { parties = new[] { "agency-0" }, to = "2026-01-12" }).Expect(HttpStatusCode.Created);
        await CompareSums();
        await _host.Hold("period", new { from = "2026-01-05", to = "2026-01-07" }).Expect(HttpStatusCode.Created);
        await _host.Hold("period-to-come", new { from = "2026-01-30" }).Expect(HttpStatusCode.Created);
        (await CompareSums()).ShouldBeGreaterThan(20);
    }

    // How many are held.
    private async Task<long> CompareSums()
    {
        var listed = new Dictionary<(string Month, string Term), (long Count, long Bytes, long Held)>();
        JsonElement? summary = null;
        string? cursor = null;
        do
        {
            var page = await Preview($"?until=2028-03-31&limit=100{(cursor is null ? "" : $"&cursor={cursor}")}");
            summary ??= page.GetProperty("summary");
            foreach (var item in page.GetProperty("items").EnumerateArray())
            {
                var month = DateTimeOffset.Parse(item.GetProperty("dueAt").GetString()!, CultureInfo.InvariantCulture).ToInstant().InZone(DateTimeZoneProviders.Tzdb["Europe/Amsterdam"]).Date;
                var key = (month.ToString("uuuu-MM", CultureInfo.InvariantCulture), item.GetProperty("term").GetString()!);
                var (count, bytes, held) = listed.GetValueOrDefault(key);
                // One that is claimed already goes, whatever is held by now.
                var isHeld = item.GetProperty("holds").GetArrayLength() > 0 && !item.GetProperty("isClaimed").GetBoolean();
                listed[key] = (count + 1, bytes + item.GetProperty("size").GetInt64(), held + (isHeld ? 1 : 0));
            }

            cursor = page.GetProperty("next").GetString();
        }
        while (cursor is not null);
        var told = summary.Value.GetProperty("months").EnumerateArray().ToDictionary(
            m => (m.GetProperty("month").GetString()!, m.GetProperty("term").GetString()!),
            m => (m.GetProperty("count").GetInt64(), m.GetProperty("bytes").GetInt64(), m.GetProperty("held").GetInt64()));
        told.ShouldBe(listed, ignoreOrder: true);
        summary.Value.GetProperty("count").GetInt64().ShouldBe(250);
        return summary.Value.GetProperty("held").GetInt64();
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
