using System.Net;
using System.Text.Json;
using EvidenceVault.Domain.Judging;
using EvidenceVault.Domain.Judging.Structural;
using EvidenceVault.Server.Books;
using EvidenceVault.Server.Dossiers;
using EvidenceVault.Server.Scorecards;
using EvidenceVault.Server.Store;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Intake;
using EvidenceVault.Server.Tests.Suppressions;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace EvidenceVault.Server.Tests.Scorecards;

/// <summary>Waits for the judging in the background, and judges by itself to compare.</summary>
internal static class Settling
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<string> Campaign(this Desk desk, string prefix = "najaar")
    {
        var campaign = VaultHost.Slug(prefix);
        await desk.Staff.PutAsync($"{desk.P}/campaigns/{campaign}", new { name = "Najaar", products = new[] { "electricity" }, nature = "commercial", validFrom = "2026-01-01" })
            .Expect(HttpStatusCode.Created);
        return campaign;
    }

    /// <summary>A scorecard once nothing is due any more.</summary>
    public static async Task<JsonElement> Settled(this Desk desk, string path, HttpClient? by = null)
    {
        var until = DateTime.Now.AddSeconds(60);
        while (true)
        {
            var card = (await (by ?? desk.Staff).ReadAsync($"{desk.P}/{path}").Expect(HttpStatusCode.OK)).Body;
            if (!card.GetProperty("recomputing").GetBoolean()) return card;
            if (DateTime.Now > until) throw new TimeoutException($"Still recomputing: {card.GetProperty("remaining")} remain.");
            await Task.Delay(100, Ct);
        }
    }

    /// <summary>Every dossier, judged now.</summary>
    public static async Task<List<DossierReport>> Reports(this Desk desk)
    {
        var services = desk.Host.Services;
        var ids = await desk.Host.Query($"select distinct consumer::text from vault.identity_card where principal = '{desk.Principal}'");
        var dossiers = await services.GetRequiredService<DossierReader>().LoadMany(desk.Principal, [.. ids.Select(Guid.Parse)], Ct);
        var book = (await services.GetRequiredService<JudgingBooks>().Current(desk.Principal, Ct))!;
        var now = services.GetRequiredService<IClock>().GetCurrentInstant();
        return [.. dossiers.Values.Select(d => DossierReport.Of(d, book, null, now))];
    }

    /// <summary>The rows of every call, from judging every dossier now, in one order.</summary>
    public static async Task<List<CallRow>> Afresh(this Desk desk) =>
        InOrder((await desk.Reports()).SelectMany(report => CountedCall.Of(report).Select(call => CallRow.Of(report.Dossier.Consumer, call))));

    /// <summary>The rows of every call as they are kept.</summary>
    public static async Task<List<CallRow>> Kept(this Desk desk)
    {
        await using var connection = await desk.Host.Services.GetRequiredService<VaultDatabase>().Source.OpenConnectionAsync(Ct);
        await using var transaction = await connection.BeginTransactionAsync(Ct);
        var ids = await desk.Host.Query($"select distinct consumer::text from vault.judged_call where principal = '{desk.Principal}'");
        return InOrder(await CallRow.Of(transaction, desk.Principal, [.. ids.Select(Guid.Parse)], Ct));
    }

    /// <summary>What every dossier as a whole comes to, judged now: the findings and what does not fit together.</summary>
    public static async Task<List<string>> DossiersAfresh(this Desk desk) => [.. (await desk.Reports())
        .Select(r => $"{r.Dossier.Consumer} {string.Join(',', r.Findings.Select(f => Mark.Of(f.Rule, f.Result)).Select(m => $"{m.Rule} {m.Result}"))}; {string.Join(',', r.Contradictions.Select(c => c.Code))}")
        .Order(StringComparer.Ordinal)];

    /// <summary>The same as it is kept.</summary>
    public static async Task<List<string>> DossiersKept(this Desk desk) => [.. (await desk.Host.Query(
        $"select consumer::text || ' ' || array_to_string(findings, ',') || '; ' || array_to_string(contradictions, ',') from vault.judged_dossier where principal = '{desk.Principal}'"))
        .Order(StringComparer.Ordinal)];

    /// <summary>Waits until all that is kept of calls and dossiers is what judging them now comes to.</summary>
    public static async Task KeptIsAfresh(this Desk desk)
    {
        var until = DateTime.Now.AddSeconds(60);
        while (true)
        {
            var (calls, dossiers) = (await desk.Afresh(), await desk.DossiersAfresh());
            var (keptCalls, keptDossiers) = (await desk.Kept(), await desk.DossiersKept());
            if (keptCalls.SequenceEqual(calls) && keptDossiers.SequenceEqual(dossiers)) return;
            if (DateTime.Now > until)
            {
                keptDossiers.ShouldBe(dossiers);
                keptCalls.ShouldBe(calls);
            }

            await Task.Delay(200, Ct);
        }
    }

    /// <summary>Files wordings that consents may name.</summary>
    public static async Task<string[]> Wordings(this Desk desk)
    {
        string[] wordings = [VaultHost.Slug("web"), VaultHost.Slug("oud")];
        foreach (var wording in wordings)
            await desk.Staff.PutAsync($"{desk.P}/wordings/{wording}", new
            {
                text = $"Ja, ik mag gebeld worden ({wording}).",
                language = "nl",
                products = new[] { "electricity" },
                callersNamed = wording == wordings[0] ? [desk.Principal] : Array.Empty<string>(),
                means = new[] { "human" },
                withdrawalText = wording == wordings[0] ? "Intrekken kan via zonkracht.example/stop." : null,
                place = RandomEvidence.Place,
                liveFrom = "2026-01-01",
            }).Expect(HttpStatusCode.Created);
        return wordings;
    }

    /// <summary>Hands in the contents of exhibits that were announced.</summary>
    public static async Task HandIn(this Desk desk, IEnumerable<KeyValuePair<string, byte[]>> contents)
    {
        foreach (var (id, bytes) in contents)
        {
            using var content = new ByteArrayContent(bytes);
            using var response = await desk.Staff.PutAsync(new Uri($"{desk.P}/exhibits/{id}/content", UriKind.Relative), content, Ct);
            response.IsSuccessStatusCode.ShouldBeTrue(await response.Content.ReadAsStringAsync(Ct));
        }
    }

    /// <summary>Opens a case.</summary>
    public static Task Case(this Desk desk, string reference, object scope) =>
        desk.Staff.PutAsync($"{desk.P}/inquiries/{reference}", new { authority = "ACM", reference = "ACM/UIT/2026/1", legalBasis = "Awb 5:16", deadline = "2030-01-01", scope }).Expect(HttpStatusCode.Created);

    /// <summary>Says for a party that it has processed all there is.</summary>
    public static async Task Acknowledge(this Desk desk, HttpClient by)
    {
        var follower = new Follower(desk, by);
        await follower.Acknowledge((await follower.Read()).Next).Expect(HttpStatusCode.OK);
    }

    /// <summary>Every call of a path, page by page.</summary>
    public static async Task<List<JsonElement>> AllCalls(this Desk desk, string path, HttpClient? by = null)
    {
        var calls = new List<JsonElement>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = (await (by ?? desk.Staff).ReadAsync($"{path}{(path.Contains('?') ? '&' : '?')}limit=50{(cursor.Length == 0 ? "" : $"&cursor={cursor}")}").Expect(HttpStatusCode.OK)).Body;
            calls.AddRange(page.GetProperty("items").EnumerateArray());
            cursor = page.GetProperty("next").GetString();
        }

        return calls;
    }

    private static List<CallRow> InOrder(IEnumerable<CallRow> rows) => [.. rows.OrderBy(r => r.Consumer).ThenBy(r => r.Call)];
}
