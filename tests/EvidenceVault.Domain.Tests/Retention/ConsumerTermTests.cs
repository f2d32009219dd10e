using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Exhibits;
using EvidenceVault.Domain.Judging;
using EvidenceVault.Domain.Retention;

namespace EvidenceVault.Domain.Tests;

/// <summary>Who a consumer is, is kept as long as any fact about that person has a term.</summary>
public class ConsumerTermTests
{
    [Fact]
    public void a_consent_nobody_relied_on_keeps_it_until_12_months_after_its_end() =>
        Of(Given.ValidConsent()).ShouldBe(Term("2028-08-01 12:00", FactTerm.ConsentNeverUsed, "grant"));

    [Fact]
    public void a_withdrawal_ends_the_consent_and_its_term_begins() =>
        Of(Given.ValidConsent().Withdrawn("no", "2026-08-31 10:00")).ShouldBe(Term("2027-08-31 10:00", FactTerm.ConsentNeverUsed, "grant"));

    [Fact]
    public void a_call_keeps_it_for_five_years() =>
        Of(Given.ValidConsent().Call("first", "2026-09-01 10:00").Call("last", "2026-10-01 10:00")).ShouldBe(Term("2031-10-01 10:00", FactTerm.Call, "last"));

    [Fact]
    public void a_consent_that_outlives_the_term_of_its_calls_keeps_it_while_it_holds() =>
        Of(Given.ValidConsent().Call("call", "2026-09-01 10:00"), p => p with { Facts = NodaTime.Period.FromMonths(3) })
            .ShouldBe(Term("2027-08-01 12:00", FactTerm.Consent, "grant"));

    [Fact]
    public void a_relation_keeps_it_while_it_lasts_and_five_years_after()
    {
        Of(Given.Dossier().Add("start", Started("2026-08-01 12:00"))).ShouldBe(new ConsumerTerm(null, FactTerm.Relationship, Given.Id("start")));
        Of(Given.Dossier().Add("start", Started("2026-08-01 12:00")).Add("end", Ended("2027-08-01 12:00"))).ShouldBe(Term("2032-08-01 12:00", FactTerm.Call, "end"));
        // One that ended and began again lasts.
        Of(Given.Dossier().Add("start", Started("2026-08-01 12:00")).Add("end", Ended("2027-08-01 12:00")).Add("again", Started("2027-09-01 12:00"))).KeepUntil.ShouldBeNull();
    }

    [Fact]
    public void an_objection_alone_keeps_it_for_12_months() =>
        Of(Given.Dossier().Objected("no", "2026-08-31 10:00")).ShouldBe(Term("2027-08-31 10:00", FactTerm.NeverUsed, "no"));

    [Fact]
    public void a_recording_about_the_person_that_is_kept_longer_keeps_it()
    {
        Given WithRecording(string made) => Given.ValidConsent().Exhibit("x", made, e => e with { Kind = ExhibitKind.Voicelog, Purposes = [ExhibitPurpose.Consent], Consumer = Given.Consumer });
        Of(WithRecording("2026-10-01 12:00")).ShouldBe(Term("2028-10-01 12:00", FactTerm.Exhibit));
        Of(WithRecording("2026-07-01 12:00")).Term.ShouldBe(FactTerm.ConsentNeverUsed);
    }

    [Fact]
    public void a_document_whose_consent_is_not_known_keeps_it_without_end() =>
        Of(Given.Dossier().Objected("no", "2026-08-31 10:00").Exhibit("x", "2026-08-01 12:00", e => e with { Kind = ExhibitKind.Message, Purposes = [ExhibitPurpose.Consent], Consumer = Given.Consumer }))
            .ShouldBe(new ConsumerTerm(null, FactTerm.Exhibit, null));

    [Fact]
    public void what_comes_in_after_its_term_stays_for_seven_days() =>
        Of(Given.Dossier().Call("call", "2020-09-01 10:00").Recorded("2026-09-01 10:00")).ShouldBe(Term("2026-09-08 10:00", FactTerm.Arrival, "call"));

    private static ConsumerTerm Term(string until, FactTerm term, string? trigger = null) => new(Given.At(until), term, trigger is null ? null : Given.Id(trigger));

    private static ConsumerTerm Of(Given given, Func<RetentionPolicy, RetentionPolicy>? but = null)
    {
        var known = given.KnownAt("2030-01-01 00:00");
        var report = DossierReport.Of(known.Whole, BookAsKnown.Of(known.Book, Given.At("2030-01-01 00:00")), Given.At("2026-12-01 00:00"));
        return ConsumerTerm.Of(report, (but ?? (p => p))(new RetentionPolicy()));
    }

    private static RelationshipStarted Started(string at) => new()
    {
        OccurredAt = Given.At(at),
        Party = Given.Principal,
        UploadedBy = Given.Principal,
        RefMac = at,
        RelationshipMac = "r",
        As = RelationshipRole.Customer,
        Products = ["gas"],
    };

    private static RelationshipEnded Ended(string at) => new()
    {
        OccurredAt = Given.At(at),
        Party = Given.Principal,
        UploadedBy = Given.Principal,
        RefMac = at,
        RelationshipMac = "r",
        As = RelationshipRole.Customer,
        Products = ["gas"],
    };
}
