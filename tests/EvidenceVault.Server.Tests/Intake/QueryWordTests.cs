using System.Net;
using System.Text;
using EvidenceVault.Server.Tests.Infrastructure;

namespace EvidenceVault.Server.Tests.Intake;

/// <summary>Parameters of the query that are one of a few words: what is none of them is refused, and nothing is written by mistake.</summary>
public sealed class QueryWordTests
{
    private const string Header = "ref;tijdstip;telefoonnummer;richting;middel;aard;afloop\n";

    [Theory]
    [InlineData("dryRun=True")]
    [InlineData("dryRun=1")]
    [InlineData("dryRun=")]
    [InlineData("dryRun")]
    [InlineData("dryRun=yes")]
    [InlineData("dryRun=true&dryRun=true")]
    [InlineData("results=problem")]
    [InlineData("results=Problems")]
    [InlineData("results=")]
    public async Task a_table_is_not_written_where_it_is_unclear_how(string query)
    {
        var desk = await Desk.NewAsync();
        var table = $"{Header}{Desk.Ref()};2026-03-02T10:15:00+01:00;{Desk.Phone()};outbound;human;commercial;no-answer\n";
        using var content = new StringContent(table, Encoding.UTF8, "text/csv");
        using var answer = await desk.Staff.PostAsync(new Uri($"{desk.Evidence}/csv?type=call.attempted&{query}", UriKind.Relative), content, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("\"invalid-parameter\"");
        (await desk.CountOfFacts()).ShouldBe(0);
    }

    [Theory]
    [InlineData("application/json", "results=all")]
    [InlineData("application/x-ndjson", "results=all")]
    [InlineData("application/json", "dryRun=true")]
    [InlineData("application/x-ndjson", "dryRun=true")]
    public async Task items_are_not_written_where_it_is_unclear_how(string type, string query)
    {
        var desk = await Desk.NewAsync();
        await desk.Staff.SendAsync(HttpMethod.Post, $"{desk.Evidence}?{query}", Desk.Call(Desk.Phone()).ToJsonString(), type).Expect(HttpStatusCode.BadRequest, "invalid-parameter");
        (await desk.CountOfFacts()).ShouldBe(0);
    }

    [Fact]
    public async Task a_dry_run_that_is_none_is_written()
    {
        var desk = await Desk.NewAsync();
        var table = $"{Header}{Desk.Ref()};2026-03-02T10:15:00+01:00;{Desk.Phone()};outbound;human;commercial;no-answer\n";
        (await desk.Staff.SendAsync(HttpMethod.Post, $"{desk.Evidence}/csv?type=call.attempted&dryRun=false", table, "text/csv")).Status.ShouldBe(HttpStatusCode.OK);
        (await desk.CountOfFacts()).ShouldBe(1);
    }

    [Fact]
    public async Task a_question_that_is_unclear_is_not_answered_as_another()
    {
        var (desk, phone) = (await Desk.NewAsync(), Desk.Phone());
        await desk.Accept(Desk.Call(phone));
        var dossier = $"{desk.P}/consumers/{await desk.Find(phone)}/dossier";
        await desk.Staff.ReadAsync($"{dossier}?all=1").Expect(HttpStatusCode.BadRequest, "invalid-parameter");
        var all = (await desk.Staff.ReadAsync($"{dossier}?all=true").Expect(HttpStatusCode.OK)).Body;
        var few = (await desk.Staff.ReadAsync($"{dossier}?all=false").Expect(HttpStatusCode.OK)).Body;
        all.GetRawText().Length.ShouldBeGreaterThan(few.GetRawText().Length);
        await desk.Staff.ReadAsync($"{desk.P}/access-log?kind=search&kind=dossier").Expect(HttpStatusCode.BadRequest, "invalid-parameter");
        await desk.Staff.ReadAsync("/v1/templates/call.attempted.csv?language=NL").Expect(HttpStatusCode.BadRequest, "invalid-parameter");
    }
}
