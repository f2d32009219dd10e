using EvidenceVault.Server.Hosting;
using NodaTime;

namespace EvidenceVault.Server.Retention;

/// <summary><c>GET P/holds</c> and <c>GET P/holds/{ref}</c>.</summary>
public static class ReadHolds
{
    public static async Task<IResult> Get(string principal, string hold, HoldStore holds, IClock clock, CancellationToken ct) =>
        await holds.Find(principal, hold, ct) is { } found ? Results.Json(HoldView.Of(found, clock.GetCurrentInstant()), VaultJson.Answers) : Problem.NotFound.ToResult();

    public static async Task<IResult> List(string principal, HttpContext http, HoldStore holds, IClock clock, CancellationToken ct)
    {
        var (paging, problem) = Paging.Read(http.Request);
        if (paging is null) return problem!.ToResult();
        var page = paging.Page(await holds.List(principal, paging, ct), h => h.Hold.Placed.Hold);
        var now = clock.GetCurrentInstant();
        return Results.Json(new Page<HoldView>([.. page.Items.Select(h => HoldView.Of(h, now))], page.Next), VaultJson.Answers);
    }
}
