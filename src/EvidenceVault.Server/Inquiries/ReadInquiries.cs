using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Retention;
using EvidenceVault.Server.Store;
using NodaTime;

namespace EvidenceVault.Server.Inquiries;

/// <summary><c>GET P/inquiries</c> and <c>GET P/inquiries/{ref}</c>: what is asked, what was produced, and how long there is.</summary>
public sealed class ReadInquiries(InquiryStore inquiries, HoldStore holds, VaultDatabase database, IClock clock)
{
    public static readonly Problem Closed = new(
        StatusCodes.Status409Conflict, ProblemCodes.InquiryClosed, "This case is closed. Open another one for what came after.");

    public async Task<IResult> Get(string principal, string inquiry, CancellationToken ct) =>
        await inquiries.Find(principal, inquiry, ct) is { } found ? Results.Json(await View(principal, found, ct), VaultJson.Answers) : Problem.NotFound.ToResult();

    public async Task<IResult> List(string principal, HttpContext http, CancellationToken ct)
    {
        var (paging, problem) = Paging.Read(http.Request);
        if (paging is null) return problem!.ToResult();
        var page = paging.Page(await inquiries.List(principal, paging, ct), i => i.Opened.Inquiry);
        var views = new List<InquiryView>(page.Items.Count);
        foreach (var inquiry in page.Items) views.Add(await View(principal, inquiry, ct));
        return Results.Json(new Page<InquiryView>(views, page.Next), VaultJson.Answers);
    }

    public async Task<InquiryView> View(string principal, Domain.Retention.Inquiry inquiry, CancellationToken ct) => InquiryView.Of(
        inquiry, (await holds.Find(principal, InquiryStore.HoldOf(inquiry.Opened.Inquiry), ct))!, await PacksFor(principal, inquiry.Opened.Inquiry, ct), clock.GetCurrentInstant());

    private async Task<IReadOnlyList<string>> PacksFor(string principal, string inquiry, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand(
            $"""
            select p.id from {VaultStore.Schema}.pack p join {VaultStore.Schema}.mt_events e
                on e.tenant_id = p.principal and e.stream_id = 'pack/' || p.id and e.version = 1
            where p.principal = $1 and e.data ->> 'inquiry' = $2 order by p.requested_at, p.id
            """);
        command.Parameters.Add(new() { Value = principal });
        command.Parameters.Add(new() { Value = inquiry });
        await using var rows = await command.ExecuteReaderAsync(ct);
        var packs = new List<string>();
        while (await rows.ReadAsync(ct)) packs.Add(rows.GetString(0));
        return packs;
    }
}
