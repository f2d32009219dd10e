using System.Net;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Intake;

namespace EvidenceVault.Server.Tests.Dossiers;

public sealed class SearchConsumersTests
{
    [Fact]
    public async Task a_consumer_is_found_by_every_way_of_writing_the_number()
    {
        var (desk, phone) = (await Desk.NewAsync(), Desk.Phone());
        await desk.Accept(Desk.Call(phone));
        var id = (await desk.Find(phone)).ShouldNotBeNull();
        var digits = phone[3..];
        foreach (var written in new[]
        {
            $"0{digits}", $"06-{digits[1..]}", $"06 {digits[1..5]} {digits[5..]}", $"(06) {digits[1..]}", $"0031{digits}", $"+31 6 {digits[1..]}", $"+31 (0)6 {digits[1..]}",
            $" {phone} ", $"06.{digits[1..]}", $"tel:{phone}",
        })
            (await desk.Find(written)).ShouldBe(id, written);
        (await desk.Find($"0{digits[..^1]}{(digits[^1] - '0' + 1) % 10}")).ShouldBeNull();
    }

    [Fact]
    public async Task a_landline_and_a_foreign_number_are_found_too()
    {
        var desk = await Desk.NewAsync();
        await desk.Accept(Desk.Call("020 794 1234"));
        await desk.Accept(Desk.Call("+32 470 12 34 56"));
        (await desk.Find("+31207941234")).ShouldNotBeNull();
        (await desk.Find("0032470123456")).ShouldNotBeNull();
    }

    [Fact]
    public async Task a_number_nobody_told_of_has_no_consumer_and_asking_makes_none()
    {
        var (desk, phone) = (await Desk.NewAsync(), Desk.Phone());
        for (var i = 0; i < 2; i++)
            (await desk.Staff.PostAsync($"{desk.P}/consumers/search", new { phone }).Expect(HttpStatusCode.OK)).Text.ShouldBe("""{"id":null}""");
        (await desk.Host.Query($"select consumer::text from vault.identity_card where principal = '{desk.Principal}'")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("{}", HttpStatusCode.UnprocessableEntity, "required")]
    [InlineData("{\"phone\":null}", HttpStatusCode.UnprocessableEntity, "required")]
    [InlineData("{\"phone\":612345678}", HttpStatusCode.UnprocessableEntity, "wrong-type")]
    [InlineData("{\"phone\":\"jan@post.example\"}", HttpStatusCode.UnprocessableEntity, "invalid-phone-number")]
    [InlineData("{\"phone\":\"0612345678\",\"name\":\"Jan\"}", HttpStatusCode.UnprocessableEntity, "unknown-field")]
    [InlineData("{\"phone\":\"0612345678\",\"phone\":\"0612345679\"}", HttpStatusCode.UnprocessableEntity, "duplicate-field")]
    [InlineData("{\"phone\":\"\\ud800\"}", HttpStatusCode.UnprocessableEntity, "wrong-type")]
    [InlineData("{\"\\ud800\":1}", HttpStatusCode.BadRequest, "malformed-json")]
    [InlineData("[]", HttpStatusCode.UnprocessableEntity, "several-problems")]
    [InlineData("{", HttpStatusCode.BadRequest, "malformed-json")]
    [InlineData("", HttpStatusCode.BadRequest, "malformed-json")]
    public async Task a_bad_question_is_a_problem_that_repeats_nothing(string body, HttpStatusCode status, string code)
    {
        var desk = await Desk.NewAsync();
        var answer = await desk.Staff.SendAsync(HttpMethod.Post, $"{desk.P}/consumers/search", body).Expect(status, code);
        answer.Text.ShouldNotContain("0612345678");
        answer.Text.ShouldNotContain("jan@");
    }
}
