using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Intake;
using EvidenceVault.Server.Tests.Suppressions;
using EvidenceVault.Server.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Testing;

namespace EvidenceVault.Server.Tests.Webhooks;

/// <summary>Webhooks: signed, sent until they are taken, replayed, and never into the vault's own network.</summary>
public sealed class WebhookTests : IAsyncLifetime
{
    private static readonly Dictionary<string, string> ToThisMachine = new() { ["Vault:WebhooksToPrivateAddresses"] = "true" };

    private readonly FakeClock _clock = FakeClock.FromUtc(2026, 11, 3, 9, 0, 0);
    private VaultHost? _host;
    private Desk? _desk;
    private Receiver? _receiver;

    private Desk Desk => _desk!;

    private Receiver Receiver => _receiver!;

    private string Hook => $"{Desk.P}/webhooks/dialler";

    public async ValueTask InitializeAsync()
    {
        _host = await VaultHost.StartAsync(ToThisMachine, services => services.AddSingleton<IClock>(_clock));
        _desk = await Desk.NewAsync(_host);
        _receiver = await Receiver.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _receiver!.DisposeAsync();
        await _host!.DisposeAsync();
    }

    [Fact]
    public async Task a_withdrawal_is_told_signed_and_without_the_number()
    {
        var phone = Desk.Phone();
        await Desk.Accept(Follower.Withdrawal(Desk.Phone()));
        var secret = await Put();
        var withdrawn = await Desk.Accept(Follower.Withdrawal(phone));
        await Receiver.Await(1);

        var message = Receiver.Messages.Single();
        var key = Convert.FromBase64String(secret["whsec_".Length..]);
        message.Signature.ShouldBe("v1," + Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{message.Id}.{message.Timestamp}.{message.Body}"))));
        message.Timestamp.ShouldBe($"{_clock.GetCurrentInstant().ToUnixTimeSeconds()}");
        message.Body.ShouldNotContain(phone[1..]);
        var json = JsonElement.Parse(message.Body);
        json.GetProperty("type").GetString().ShouldBe("suppression.created");
        var follower = new Follower(Desk, Desk.ByAgency);
        var suppression = json.GetProperty("data").GetProperty("suppression");
        suppression.GetProperty("eventId").GetGuid().ShouldBe(withdrawn);
        suppression.GetProperty("numberHash").GetString().ShouldBe(await follower.HashOf(phone));
        json.GetProperty("data").GetProperty("cursor").GetString().ShouldBe((await follower.Read()).Next);

        // Told once, and sealed where it lies.
        (await Desk.ByAgency.ReadAsync(Hook).Expect(HttpStatusCode.OK)).Body.GetProperty("secret").ValueKind.ShouldBe(JsonValueKind.Null);
        (await Desk.ByAgency.PutAsync(Hook, Body(Receiver.Url)).Expect(HttpStatusCode.OK)).Body.GetProperty("secret").ValueKind.ShouldBe(JsonValueKind.Null);
        (await _host!.Query("select encode(secret, 'base64') from vault.webhook")).Single().ShouldNotContain(Convert.ToBase64String(key)[..20]);
        await Receiver.Eventually(async () => (await States()).SequenceEqual(["delivered"]));
    }

    [Fact]
    public async Task what_is_not_taken_is_sent_again_under_the_same_id_until_it_is()
    {
        await Put();
        var signs = new List<string>();
        foreach (int? answer in new int?[] { 500, 302, null, 200 })
        {
            Receiver.Answers = answer;
            if (signs.Count == 0) await Desk.Accept(Follower.Withdrawal(Desk.Phone()));
            else _clock.AdvanceHours(1);
            await Receiver.Await(signs.Count + 1);
            signs.Add(Receiver.Messages.Last().Id);
            // It is noted before the clock goes on.
            var attempts = signs.Count;
            await Receiver.Eventually(async () => (await Deliveries()).Single() is var d && d.GetProperty("attempts").GetInt32() == attempts
                && (answer is null ? true : d.GetProperty("lastStatus").ToString() == $"{answer}"));
            if (answer is null) await Task.Delay(TimeSpan.FromSeconds(11), TestContext.Current.CancellationToken);
        }

        signs.Distinct().Count().ShouldBe(1);
        await Receiver.Eventually(async () => (await States()).SequenceEqual(["delivered"]));
        _clock.AdvanceDays(2);
        await Task.Delay(2_500, TestContext.Current.CancellationToken);
        Receiver.Messages.Count.ShouldBe(4);
    }

    [Fact]
    public async Task what_is_not_taken_for_three_days_is_dead_and_can_be_sent_again()
    {
        await Put();
        Receiver.Answers = 503;
        var began = _clock.GetCurrentInstant();
        await Desk.Accept(Follower.Withdrawal(Desk.Phone()));
        for (var attempt = 1; attempt <= Server.Webhooks.Deliveries.MostAttempts; attempt++)
        {
            await Receiver.Await(attempt);
            await Receiver.Eventually(async () => (await Deliveries()).Single().GetProperty("lastStatus").ToString() == "503");
            var delivery = (await Deliveries()).Single();
            if (attempt == Server.Webhooks.Deliveries.MostAttempts) break;
            _clock.Reset(NodaTime.Text.InstantPattern.ExtendedIso.Parse(delivery.GetProperty("nextAttemptAt").GetString()!).Value);
        }

        await Receiver.Eventually(async () => (await States()).SequenceEqual(["dead"]));
        (_clock.GetCurrentInstant() - began).TotalHours.ShouldBeInRange(60, 84);
        var dead = (await Desk.ByAgency.ReadAsync($"{Hook}/deliveries?state=dead").Expect(HttpStatusCode.OK)).Body.GetProperty("items")[0];
        Receiver.Answers = 204;
        await Desk.ByAgency.PostAsync($"{Hook}/deliveries/{dead.GetProperty("id").GetString()}/retry", new { }).Expect(HttpStatusCode.OK);
        await Receiver.Eventually(async () => (await States()).SequenceEqual(["delivered"]));
        Receiver.Messages.Select(m => m.Id).Distinct().Count().ShouldBe(1);
        (await Desk.ByAgency.ReadAsync($"{Hook}/deliveries?state=dead").Expect(HttpStatusCode.OK)).Body.GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task everything_after_a_cursor_is_sent_again_also_what_was_there_before_the_webhook()
    {
        await Desk.Accept(Follower.Withdrawal(Desk.Phone()));
        var first = (await new Follower(Desk, Desk.ByAgency).Read()).Next;
        await Desk.Accept(Follower.Withdrawal(Desk.Phone()));
        await Put();
        await Desk.Accept(Follower.Withdrawal(Desk.Phone()));
        await Receiver.Await(1);
        await Receiver.Eventually(async () => (await States()).SequenceEqual(["delivered"]));
        await Desk.ByAgency.PostAsync($"{Hook}/replay", new { cursor = first }).Expect(HttpStatusCode.OK);
        await Receiver.Await(3);
        await Receiver.Eventually(async () => (await States()).SequenceEqual(["delivered", "delivered"]));
        Receiver.Messages.GroupBy(m => m.Id).Select(g => g.Count()).Order().ShouldBe([1, 2]);
        (await Desk.ByAgency.PostAsync($"{Hook}/replay", new { cursor = "nonsense" })).Errors.ShouldBe([$"/cursor {ProblemCodes.UnknownCursor}"]);
    }

    [Fact]
    public async Task what_a_server_claimed_before_it_died_is_sent_by_another()
    {
        Receiver.Answers = 500;
        await Put();
        await Desk.Accept(Follower.Withdrawal(Desk.Phone()));
        await Receiver.Await(1);
        await Receiver.Eventually(async () => (await Deliveries()).Single().GetProperty("lastStatus").ToString() == "500");
        await using var other = await VaultHost.StartAsync(ToThisMachine, services => services.AddSingleton<IClock>(_clock), beside: _host);
        // As a server that ends between the claim and the sending.
        var later = FakeClock.FromUtc(2026, 11, 3, 9, 1, 0);
        var dying = ActivatorUtilities.CreateInstance<Deliveries>(_host!.Services, later);
        (await dying.Claim((await dying.Due(TestContext.Current.CancellationToken)).Single(), TestContext.Current.CancellationToken)).Count.ShouldBe(1);
        Receiver.Answers = 200;
        _clock.AdvanceHours(1);
        await Receiver.Await(2);
        await Receiver.Eventually(async () => (await States()).SequenceEqual(["delivered"]));
        Receiver.Messages.Count.ShouldBe(2);
    }

    [Fact]
    public async Task a_receiver_that_gives_no_answer_keeps_no_other_waiting()
    {
        await using var hanging = await Receiver.StartAsync();
        hanging.Answers = null;
        await Desk.ByAgency.PutAsync($"{Desk.P}/webhooks/hangs", Body(hanging.Url)).Expect(HttpStatusCode.Created);
        // Three rounds for the one that hangs, each of ten seconds.
        for (var i = 0; i < 15; i++) await Desk.Accept(Follower.Withdrawal(Desk.Phone()));
        await hanging.Await(5);
        await Put();
        var began = System.Diagnostics.Stopwatch.StartNew();
        var withdrawn = await Desk.Accept(Follower.Withdrawal(Desk.Phone()));
        await Receiver.Await(1);
        began.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
        Receiver.Messages.Single().Body.ShouldContain(withdrawn.ToString());
    }

    [Fact]
    public async Task more_receivers_that_give_no_answer_than_there_are_places_keep_nobody_elses_waiting()
    {
        await using var host = await VaultHost.StartAsync(ToThisMachine, services => services.AddSingleton<IClock>(_clock).AddSingleton(new WebhookPlaces(3)));
        var (busy, other) = (await Desk.NewAsync(host), await Desk.NewAsync(host));
        await using var hanging = await Receiver.StartAsync();
        hanging.Answers = null;
        for (var i = 0; i < 6; i++) await busy.ByAgency.PutAsync($"{busy.P}/webhooks/hangs-{i}", Body(hanging.Url)).Expect(HttpStatusCode.Created);
        // Six rounds for each of the six, of ten seconds each.
        for (var i = 0; i < 30; i++) await busy.Accept(Follower.Withdrawal(Desk.Phone()));
        await hanging.Await(15);
        await other.ByAgency.PutAsync($"{other.P}/webhooks/dialler", Body(Receiver.Url)).Expect(HttpStatusCode.Created);
        // Not only because it was never served before.
        for (var told = 1; told <= 2; told++)
        {
            var began = System.Diagnostics.Stopwatch.StartNew();
            await other.Accept(Follower.Withdrawal(Desk.Phone()));
            await Receiver.Await(told);
            began.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
        }
    }

    [Fact]
    public async Task one_that_nothing_can_be_made_ready_for_stops_none_after_it()
    {
        // Of a principal whose keys are lost.
        await _host!.Query(
            """
            insert into vault.webhook (principal, party, id, url, position, created_at, secret) values ('a-zonder-sleutel', 'noord', 'w', 'https://noord.example/', 0, now(), 'x');
            insert into vault.suppression (principal, event_id, consumer, number_mac, kind, occurred_at, recorded_at, place, uploaded_by, ref_mac, one_consent)
            values ('a-zonder-sleutel', gen_random_uuid(), gen_random_uuid(), 'x', 0, now(), now(), 0, 'noord', 'x', false);
            select 'done'
            """);
        await Put();
        await Desk.Accept(Follower.Withdrawal(Desk.Phone()));
        await Receiver.Await(1);
    }

    [Fact]
    public async Task a_webhook_is_its_partys_own()
    {
        var (_, other) = await Desk.AnotherAgencyAsync();
        await Put();
        foreach (var client in new[] { other, Desk.Staff })
        {
            await client.ReadAsync(Hook).Expect(HttpStatusCode.NotFound, ProblemCodes.NotFound);
            await client.ReadAsync($"{Hook}/deliveries").Expect(HttpStatusCode.NotFound, ProblemCodes.NotFound);
            await client.RemoveAsync(Hook).Expect(HttpStatusCode.NotFound, ProblemCodes.NotFound);
        }

        await Desk.ByAgency.RemoveAsync(Hook).Expect(HttpStatusCode.NoContent);
        await Desk.ByAgency.ReadAsync(Hook).Expect(HttpStatusCode.NotFound, ProblemCodes.NotFound);
        for (var i = 0; i < WebhookStore.Most; i++) await Desk.ByAgency.PutAsync($"{Desk.P}/webhooks/w{i}", Body(Receiver.Url)).Expect(HttpStatusCode.Created);
        await Desk.ByAgency.PutAsync($"{Desk.P}/webhooks/more", Body(Receiver.Url)).Expect(HttpStatusCode.Conflict, ProblemCodes.TooManyWebhooks);
    }

    private static object Body(string url) => new { url, events = new[] { "suppression.created" } };

    private async Task<string> Put() => (await Desk.ByAgency.PutAsync(Hook, Body(Receiver.Url)).Expect(HttpStatusCode.Created))["secret"]!;

    private async Task<IReadOnlyList<JsonElement>> Deliveries() =>
        [.. (await Desk.ByAgency.ReadAsync($"{Hook}/deliveries").Expect(HttpStatusCode.OK)).Body.GetProperty("items").EnumerateArray()];

    private async Task<IReadOnlyList<string?>> States() => [.. (await Deliveries()).Select(d => d.GetProperty("state").GetString())];
}
