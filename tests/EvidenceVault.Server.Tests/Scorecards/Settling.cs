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
