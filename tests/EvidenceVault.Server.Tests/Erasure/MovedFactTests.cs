using System.Net;
using EvidenceVault.Server.Erasure;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Intake;
using EvidenceVault.Server.Tests.Retention;
using Microsoft.Extensions.DependencyInjection;

namespace EvidenceVault.Server.Tests.Erasure;

/// <summary>Corrections that move a fact from or to somebody who is erased: what is refused stands nowhere.</summary>
public sealed class MovedFactTests : IAsyncLifetime
{
    private readonly RetentionHost _host = new();

    private Desk Desk => _host.Desk;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _host.InitializeAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task a_move_away_from_an_erased_number_is_refused_and_stands_in_neither_dossier()
    {
        var (erased, known, unknown) = (Intake.Desk.Phone(), Intake.Desk.Phone(), Intake.Desk.Phone());
        await Desk.Accept(Intake.Desk.Consent(erased, "G-1"));
        await Desk.Accept(Intake.Desk.Consent(known, "G-2"));
        await Erase(erased);
        var (facts, cards) = (await Desk.CountOfFacts(), await Cards());

        foreach (var to in new[] { known, unknown })
            await Desk.Post(Move(erased, "G-1", to, $"K-{to[^4..]}")).Expect(HttpStatusCode.Conflict, "consumer-erased");

        (await Desk.CountOfFacts()).ShouldBe(facts);
        (await Desk.Dossier(known)).Refs.ShouldBe(["G-2"]);
        (await Desk.Find(unknown)).ShouldBeNull();
        (await Cards()).ShouldBe(cards);
    }

    [Fact]
    public async Task a_move_to_an_erased_number_is_refused_and_stands_in_neither_dossier()
    {
        var (erased, known) = (Intake.Desk.Phone(), Intake.Desk.Phone());
        await Desk.Accept(Intake.Desk.Consent(erased));
        await Desk.Accept(Intake.Desk.Consent(known, "G-2"));
        await Erase(erased);
        var facts = await Desk.CountOfFacts();

        await Desk.Post(Move(known, "G-2", erased, "K-1")).Expect(HttpStatusCode.Conflict, "consumer-erased");

        (await Desk.CountOfFacts()).ShouldBe(facts);
        (await Desk.Dossier(known)).Consents.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task a_move_away_from_somebody_who_was_erased_since_is_a_duplicate_when_it_is_sent_again()
    {
        var (erased, right) = (Intake.Desk.Phone(), Intake.Desk.Phone());
        await Desk.Accept(Intake.Desk.Consent(erased, "G-1"));
        var id = await Desk.Accept(Move(erased, "G-1", right, "K-1"));
        await Erase(erased);
        var facts = await Desk.CountOfFacts();

        var again = await Desk.Post(Move(erased, "G-1", right, "K-1")).Expect(HttpStatusCode.OK);
        (again["status"], again["eventId"]).ShouldBe(("duplicate", id.ToString()));
        await Desk.Post(Move(erased, "G-1", right, "K-1").With("/reason", "Anders.")).Expect(HttpStatusCode.Conflict, "reference-reused");
        (await Desk.CountOfFacts()).ShouldBe(facts);
    }

    [Fact]
    public async Task a_move_of_which_half_was_written_by_an_earlier_build_is_finished_by_sending_it_again()
    {
        var (wrong, right) = (Intake.Desk.Phone(), Intake.Desk.Phone());
        await Desk.Accept(Intake.Desk.Consent(wrong, "G-1"));
        var id = await Desk.Accept(Move(wrong, "G-1", right, "K-1"));
        // As a crash between the two commits of an earlier build left it.
        var consumer = await Desk.Find(wrong);
        (await _host.Vault.Query($"delete from vault.mt_events where stream_id = 'dossier/{consumer:N}' and version = 2 returning id::text")).Count.ShouldBe(1);
        (await _host.Vault.Query($"update vault.mt_streams set version = 1 where id = 'dossier/{consumer:N}' returning id")).Count.ShouldBe(1);
        (await Desk.Dossier(wrong)).Consents.ShouldHaveSingleItem();

        (await Desk.Post(Move(wrong, "G-1", right, "K-1")).Expect(HttpStatusCode.OK))["eventId"].ShouldBe(id.ToString());
        (await Desk.Dossier(wrong)).Consents.ShouldBeEmpty();
        (await Desk.Dossier(right)).Consents.ShouldHaveSingleItem();
    }

    private static System.Text.Json.Nodes.JsonObject Move(string from, string reference, string to, string move) =>
        Intake.Desk.Correction(from, reference, Intake.Desk.Consent(to).Without("/ref"), move);

    private async Task Erase(string phone)
    {
        var consumer = (await Desk.Find(phone))!.Value;
        await _host.Anna.PostAsync($"{_host.P}/consumers/{consumer}/erasure", new { ground = "consent-withdrawn" }).Expect(HttpStatusCode.Accepted);
        await _host.Bram.PostAsync($"{_host.P}/consumers/{consumer}/erasure/approval", new { decision = "erase", reason = "Beoordeeld." }).Expect(HttpStatusCode.OK);
        await _host.Vault.Services.GetRequiredService<ErasureWorker>().Run(Ct);
        (await _host.Anna.ReadAsync($"{_host.P}/consumers/{consumer}/erasure").Expect(HttpStatusCode.OK))["state"].ShouldBe("erased");
    }

    private async Task<int> Cards() => (await _host.Vault.Query($"select consumer::text from vault.identity_card where principal = '{Desk.Principal}'")).Count;
}
