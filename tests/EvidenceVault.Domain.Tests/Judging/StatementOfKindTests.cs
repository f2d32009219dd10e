using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging;

namespace EvidenceVault.Domain.Tests;

/// <summary>What is said of the kind of person takes the protection of the law away only where it is shown, or was said in time.</summary>
public class StatementOfKindTests
{
    private const string Call = "2026-09-06 23:00";

    private static readonly string[] OfNaturalPersons = ["TW-11.7-OBJECTION-OFFERED", "CTM-WINDOW", "CTM-NUMBER", "POLICY-WINDOW"];
    private static readonly string[] OfConsumers = ["BW-6:230v-OPENING", "BW-6:230v-WRITTEN", "CTM-COOLING-OFF"];

    public static TheoryData<PersonKind, string?, string?> Words => new()
    {
        { PersonKind.LegalPerson, null, null },
        { PersonKind.LegalPerson, "bv", null },
        { PersonKind.LegalPerson, "onbekend", "2026-08-01 10:00" },
        { PersonKind.LegalPerson, "bv", "2026-09-07 10:00" },
        { PersonKind.SoleTrader, null, null },
        { PersonKind.Partnership, "vof", null },
    };

    [Theory]
    [MemberData(nameof(Words))]
    public void a_word_handed_in_after_the_call_takes_no_protection_away(PersonKind kind, string? form, string? checkedAt)
    {
        var judgement = Sold().Stated("2026-09-08 10:00", Person(kind, form, checkedAt)).Judge("call");
        judgement.Permission.ShouldBe(PermissionConclusion.NotShown);
        foreach (var rule in OfNaturalPersons.Concat(OfConsumers))
            judgement.Of(rule).ShouldNotBeNull(rule);
    }

    [Theory]
    [MemberData(nameof(Words))]
    [InlineData(PersonKind.LegalPerson, "bv", "2026-08-01 10:00")]
    [InlineData(PersonKind.SoleTrader, "eenmanszaak", "2026-08-01 10:00")]
    public void what_is_handed_in_after_a_complaint_takes_none_away_whatever_form_was_checked(PersonKind kind, string? form, string? checkedAt)
    {
        var before = Sold().Complained("angry", "2026-09-07 10:00").Judge("call");
        var after = Sold().Complained("angry", "2026-09-07 10:00").Stated("2026-09-08 10:00", Person(kind, form, checkedAt)).Judge("call");
        after.Findings.Select(f => (f.Rule, f.Result, f.Reason)).ShouldBe(before.Findings.Select(f => (f.Rule, f.Result, f.Reason)));
        after.Permission.ShouldBe(PermissionConclusion.NotShown);
    }

    [Fact]
    public void a_form_checked_before_the_call_counts_as_proof_afterwards_where_nobody_complained()
    {
        var legal = Sold().Stated("2026-09-08 10:00", Person(PersonKind.LegalPerson, "bv", "2026-08-01 10:00")).Judge("call");
        legal.Permission.ShouldBe(PermissionConclusion.Shown);
        legal.Of("VAULT-CONTEMPORANEOUS").ShouldBeBreach("recorded-after-call");
        legal.Findings.Select(f => f.Rule).Intersect(OfNaturalPersons.Concat(OfConsumers)).ShouldBeEmpty();
        var trader = Sold().Stated("2026-09-08 10:00", Person(PersonKind.SoleTrader, "eenmanszaak", "2026-08-01 10:00")).Judge("call");
        trader.Findings.Select(f => f.Rule).Intersect(OfConsumers).ShouldBeEmpty();
        trader.Findings.Select(f => f.Rule).Intersect(OfNaturalPersons).Count().ShouldBe(OfNaturalPersons.Length);
    }

    [Theory]
    [InlineData("2026-09-06 23:01:00", true)]
    [InlineData("2026-09-06 23:01:01", false)]
    public void a_word_on_a_sole_trader_counts_up_to_when_the_call_was_recorded(string recordedAt, bool counts) =>
        (Sold().Stated(recordedAt, new(PersonKind.SoleTrader)).Finding("call", "BW-6:230v-OPENING") is null).ShouldBe(counts);

    [Fact]
    public void a_later_word_to_the_same_effect_spoils_no_earlier_one() =>
        Sold().Stated("2026-08-20 10:00", new(PersonKind.SoleTrader)).Stated("2026-09-08 10:00", new(PersonKind.SoleTrader), "2026-08-01 10:00").Finding("call", "BW-6:230v-OPENING").ShouldBeNull();

    [Fact]
    public void who_was_said_to_be_a_natural_person_stays_one_until_shown_to_be_another()
    {
        Given Relying(StatedPerson person) => Given.Dossier().Complained("known", "2026-08-01 10:00").Stating(new(PersonKind.SoleTrader))
            .Call("call", Call, c => c with { ReliesOn = new(Basis.LegalPerson) }).Stated("2026-09-08 10:00", person);
        Relying(new(PersonKind.LegalPerson)).Finding("call", "TW-11.7-LEGAL-PERSON").ShouldBeBreach("natural-person-in-law", "known", "2026-09-08 10:00");
        Relying(new(PersonKind.LegalPerson, "bv", Given.At("2026-08-20 10:00"))).Finding("call", "TW-11.7-LEGAL-PERSON").ShouldBeMet();
    }

    [Fact]
    public void one_who_asks_whether_to_call_at_night_is_told_of_the_window_whatever_it_says_of_the_kind()
    {
        var asked = Given.ACall("imagined", Call);
        foreach (var person in new StatedPerson?[] { null, new(PersonKind.LegalPerson), new(PersonKind.LegalPerson, "bv") })
        {
            var judgement = Given.Dossier().Policy("2020-01-01", p => p).Imagine(asked with { Person = person });
            judgement.Permission.ShouldBe(PermissionConclusion.NotShown);
            judgement.Of("CTM-WINDOW").ShouldBeBreach("sunday");
            judgement.Of("POLICY-WINDOW")!.Result.ShouldBe(FindingResult.Breach);
        }

        Given.Dossier().Policy("2020-01-01", p => p).Imagine(asked with { Person = new(PersonKind.LegalPerson, "bv", Given.At("2026-08-31 10:00")) })
            .ShouldSatisfyAllConditions(j => j.Permission.ShouldBe(PermissionConclusion.Shown), j => j.Of("CTM-WINDOW").ShouldBeNull(), j => j.Of("POLICY-WINDOW").ShouldBeNull());
    }

    [Fact]
    public void a_check_still_to_come_says_until_when_the_outcome_holds() =>
        Given.Dossier().Imagine(Given.ACall("imagined", "2026-09-02 10:00") with { Person = new(PersonKind.LegalPerson, "bv", Given.At("2026-09-02 11:00")) })
            .ChangesAt.ShouldBe(Given.At("2026-09-02 11:00"));

    private static StatedPerson Person(PersonKind kind, string? form, string? checkedAt) => new(kind, form, checkedAt is null ? null : Given.At(checkedAt));

    // On a Sunday night to a consumer without consent, in which energy was sold.
    private static Given Sold() => Given.Dossier().Policy("2020-01-01", p => p).Call("call", Call, c => c with { ObjectionOffer = ObjectionOffer.None }).Sold("sale", "2026-09-06 23:05");
}

file static class Stating
{
    public static Given Stated(this Given given, string recordedAt, StatedPerson person, string at = "2026-08-15 10:00") =>
        given.Requested(recordedAt, at, "nothing").Stating(person).Recorded(recordedAt);
}
