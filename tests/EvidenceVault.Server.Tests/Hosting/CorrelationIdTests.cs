using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Tests.Infrastructure;

namespace EvidenceVault.Server.Tests.Hosting;

public sealed class CorrelationIdTests
{
    [Theory]
    [InlineData("order-42", true)]
    [InlineData("4bf92f3577b34da6a3ce929d0e0e4736", true)]
    [InlineData("550e8400-e29b-41d4-a716-446655440000", true)]
    [InlineData("", false)]
    [InlineData("0612345678", false)]
    [InlineData("612345678", false)]
    [InlineData("06-12345678", false)]
    [InlineData("call-31612345678-1", false)]
    [InlineData("jan@example.nl", false)]
    [InlineData("two words", false)]
    [InlineData("a\tb", false)]
    [InlineData("<script>", false)]
    public async Task a_clients_id_is_echoed_where_it_says_nothing_about_a_person(string id, bool echoed)
    {
        CorrelationId.IsSafe(id).ShouldBe(echoed);
        var host = await VaultHost.SharedAsync();
        using var client = host.Client();
        var answer = await client.SendAsync(HttpMethod.Get, "/health/live", null, change: r => r.Headers.TryAddWithoutValidation("X-Correlation-ID", id));
        var answered = answer.Headers.GetValues("X-Correlation-ID").Single();
        if (echoed) answered.ShouldBe(id);
        else answered.ShouldNotBe(id);
        CorrelationId.IsSafe(answered).ShouldBeTrue();
    }

    [Fact]
    public void a_long_id_is_not_taken_over() => CorrelationId.IsSafe(new string('a', 65)).ShouldBeFalse();
}
