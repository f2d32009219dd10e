using System.Net;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Packs;

namespace EvidenceVault.Server.Tests.Rights;

public sealed class AccessRequestTests
{
    private const int AtOnce = 12;

    [Fact]
    public async Task one_reference_that_many_register_at_once_is_one_request_and_no_fault()
    {
        var host = await VaultHost.SharedAsync();
        using var client = host.Client();
        var history = await History.HandIn(client, host.OperatorKey);
        using var staff = host.Client(await host.CreateKeyAsync(history.Principal, holder: "someone"));
        for (var round = 0; round < 15; round++)
        {
            var path = $"/v1/principals/{history.Principal}/access-requests/request-{round}";
            Task<Answer> Register(string at) => staff.PutAsync(path, new { kind = "access", consumer = history.Consumer, receivedAt = at });
            var all = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => Register("2026-09-01T10:15:00+02:00")));
            all.Select(a => a.Status).Distinct().ShouldBeSubsetOf([HttpStatusCode.Created, HttpStatusCode.OK]);
            all.Count(a => a.Status == HttpStatusCode.Created).ShouldBe(1);
            await Register("2026-09-02T10:15:00+02:00").Expect(HttpStatusCode.Conflict, "reference-reused");
        }
    }

    [Fact]
    public async Task a_reference_that_is_the_event_of_a_request_for_proof_is_taken_already()
    {
        var host = await VaultHost.SharedAsync();
        using var client = host.Client();
        var history = await History.HandIn(client, host.OperatorKey);
        using var staff = host.Client(await host.CreateKeyAsync(history.Principal, holder: "someone"));
        var asked = await staff.PostAsync($"/v1/principals/{history.Principal}/evidence", new
        {
            type = "consent.proof-requested",
            @ref = "asked",
            occurredAt = DateTimeOffset.UtcNow.AddDays(-1),
            consumer = new { phone = history.Phone },
        }).Expect(HttpStatusCode.Created);
        var path = $"/v1/principals/{history.Principal}/access-requests/{asked["eventId"]}";
        await staff.PutAsync(path, new { kind = "access", consumer = history.Consumer, receivedAt = "2026-09-01T10:15:00+02:00" }).Expect(HttpStatusCode.Conflict, "reference-reused");
    }
}
