using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging;

namespace EvidenceVault.Domain.Tests;

public class ContradictionTests
{
    [Fact]
    public void a_sound_dossier_has_none() => Given.ValidConsent().Call("call", "2026-09-01 10:00").Report().Contradictions.ShouldBeEmpty();

    [Fact]
    public void a_call_after_a_withdrawal() =>
        Given.ValidConsent().Withdrawn("no", "2026-08-30 10:00").Call("call", "2026-09-01 10:00").ShouldContradict("call-after-withdrawal", "no", "call");

    [Theory]
    [InlineData("noord", true)]
    [InlineData(Given.Principal, false)]
    public void a_correction_by_somebody_who_did_not_hand_in_the_fact(string corrector, bool contradicts)
    {
        var given = Given.Dossier().Withdrawn("no", "2026-08-10 10:00").Correction("fix", "2026-08-11 10:00", "no", Given.AWithdrawal("no", "2026-08-12 10:00")).HandedInBy(corrector);
        if (contradicts)
            given.ShouldContradict("correction-of-anothers-fact", "fix", "no");
        else
            given.Report().Contradictions.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("2026-08-10 09:59:59", false)]
    [InlineData("2026-08-10 10:00:00", true)]
    public void a_verification_answered_after_the_first_call_that_relied_on_it(string verifiedAt, bool contradicts)
    {
        var given = Given.Dossier().Grant("grant", "2026-08-01 12:00").Verified("verified", verifiedAt, "grant").Call("first", "2026-08-10 10:00").Call("second", "2026-08-20 10:00");
        if (contradicts)
            given.ShouldContradict("verified-after-first-call", "grant", "first", "verified");
        else
            given.Report().Contradictions.ShouldBeEmpty();
    }

    [Fact]
    public void a_wording_cited_before_it_was_recorded() =>
        Given.Dossier().InBook(Given.AWording() with { Ref = "w2" }, "2026-08-02 10:00", "w2").Grant("grant", "2026-08-01 12:00", g => g with { Wording = "w2" })
            .ShouldContradict("wording-cited-before-recorded", "grant", "w2");

    [Fact]
    public void a_history_taken_over_cites_nothing_before_it_was_recorded() =>
        Given.Dossier().InBook(Given.AWording() with { Ref = "w2" }, "2026-08-02 10:00", "w2").Grant("grant", "2026-08-01 12:00", g => g with { Wording = "w2" })
            .Recorded("2026-08-02 10:00").Report().Contradictions.ShouldBeEmpty();

    [Theory]
    [InlineData("2026-07-31 23:59:59", true)]
    [InlineData("2026-08-01 00:00:00", false)]
    [InlineData("2026-08-31 23:59:59", false)]
    [InlineData("2026-09-01 00:00:00", true)]
    public void a_wording_on_a_day_on_which_it_was_not_live(string grantedAt, bool contradicts)
    {
        var given = Given.Dossier().InBook(Given.AWording() with { Ref = "w2", LiveFrom = Given.Day("2026-08-01"), LiveTo = Given.Day("2026-09-01") }, name: "w2")
            .Grant("grant", grantedAt, g => g with { Wording = "w2" });
        if (contradicts)
            given.ShouldContradict("wording-not-live", "grant", "w2");
        else
            given.Report().Contradictions.ShouldBeEmpty();
    }

    [Fact]
    public void a_wording_at_a_place_where_it_was_not_live()
    {
        Given.Dossier().Grant("grant", "2026-08-01 12:00", g => g with { Capture = g.Capture! with { Place = "https://elders.example" } }).ShouldContradict("wording-not-live", "grant", Given.Wording);
        Given.Dossier().Grant("grant", "2026-08-01 12:00", g => g with { Capture = g.Capture! with { Place = "https://zonkracht.example/aanvraag/" } }).Report().Contradictions.ShouldBeEmpty();
        Given.Dossier().Grant("grant", "2026-08-01 12:00", g => g with { Capture = null }).Report().Contradictions.ShouldBeEmpty();
    }

    [Fact]
    public void describing_it_otherwise_later_does_not_undo_it()
    {
        Given.Dossier().InBook(Given.AWording() with { Ref = "w2", LiveFrom = Given.Day("2026-08-15") }, name: "w2").Grant("grant", "2026-08-01 12:00", g => g with { Wording = "w2" })
            .InBook(Given.AWording() with { Ref = "w2", LiveFrom = Given.Day("2026-07-01") }, "2026-09-01 10:00", "anew").ShouldContradict("wording-not-live", "grant", "anew");
        Given.Dossier().InBook(Given.AWording() with { Ref = "w2", Place = "https://elders.example" }, name: "w2")
            .InBook(Given.AWording() with { Ref = "w2", LiveFrom = Given.Day("2026-07-01") }, "2026-07-01 10:00", "here").Grant("grant", "2026-08-01 12:00", g => g with { Wording = "w2" })
            .Report().Contradictions.ShouldBeEmpty();
    }

    [Fact]
    public void each_code_has_been_seen_here() => ContradictionTexts.Codes.ShouldBe(
        ["call-after-withdrawal", "correction-of-anothers-fact", "verified-after-first-call", "wording-cited-before-recorded", "wording-not-live"]);
}

file static class Calling
{
    public static void ShouldContradict(this Given given, string code, params string[] because)
    {
        var found = given.Report().Contradictions.Single(c => c.Code == code);
        found.Because.ShouldBe(because.Select(Given.Id), ignoreOrder: true);
        var text = ContradictionTexts.Explain(found);
        text.Nl.ShouldNotBeNullOrWhiteSpace();
        text.En.ShouldNotBeNullOrWhiteSpace();
        (text.Nl + text.En).ShouldNotContain("{");
    }
}
