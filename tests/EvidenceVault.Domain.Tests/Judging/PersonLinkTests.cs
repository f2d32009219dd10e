using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Exhibits;
using EvidenceVault.Domain.Judging;

namespace EvidenceVault.Domain.Tests;

public class PersonLinkTests
{
    [Fact]
    public void confirmed_on_the_number_called_is_met() => Confirmed(v => v).Finding().ShouldBeMet();

    [Fact]
    public void spoken_on_the_number_called_is_met() => Confirmed(v => v with { Method = VerificationMethod.Phone }).Finding().ShouldBeMet();

    [Fact]
    public void confirmed_on_another_number_is_a_breach() => Confirmed(v => v with { SameNumber = false }).Finding().ShouldBeBreach("other-number", "grant", "verified");

    [Theory]
    [InlineData(VerificationMethod.Email)]
    [InlineData(VerificationMethod.App)]
    [InlineData(VerificationMethod.Letter)]
    public void confirmed_otherwise_than_on_a_number_is_no_link(VerificationMethod method) =>
        Confirmed(v => v with { Method = method, SameNumber = null }).Finding().ShouldBeUnproven("no-link", "grant", "verified");

    [Fact]
    public void a_number_not_stated_is_no_link() => Confirmed(v => v with { SameNumber = null }).Finding().ShouldBeUnproven("no-link");

    [Fact]
    public void not_confirmed_is_no_link() => Given.Dossier().Grant("grant", "2026-08-01 12:00").Finding().ShouldBeUnproven("no-link", "grant");

    [Fact]
    public void an_exhibit_that_ties_person_and_number_is_met()
    {
        Confirmed(v => v with { SameNumber = false }).Link(e => e with { Consumer = Given.Consumer }).Finding().ShouldBeMet();
        Confirmed(v => v with { Method = VerificationMethod.Email, SameNumber = null }).Link(e => e with { Consent = Given.Ref("grant") }).Finding().ShouldBeMet();
        Confirmed(v => v with { SameNumber = null, Exhibits = ["x-verified", "link"] }).Link(e => e).Finding().ShouldBeMet();
    }

    [Fact]
    public void an_exhibit_that_does_not_name_this_consumer_is_no_link()
    {
        foreach (var consumer in (Guid?[])[null, Given.Id("another")])
            Confirmed(v => v with { SameNumber = null, Exhibits = ["x-verified", "link"] })
                .Link(e => e with { Consumer = consumer, Consent = Given.Ref("grant") }).Finding().ShouldBeUnproven("no-link");
    }

    [Fact]
    public void a_confirmation_at_the_very_instant_of_the_call_links_nothing() =>
        Given.Dossier().Grant("grant", "2026-08-25 12:00").Verified("verified", "2026-09-01 10:00", "grant").Finding().ShouldBeUnproven("no-link");

    [Fact]
    public void somebody_else_known_to_answer_is_a_breach() =>
        Confirmed(v => v).Call("wrong", "2026-08-10 10:00", c => c with { Outcome = CallOutcome.WrongPerson })
            .Finding().ShouldBeBreach("known-other-person", "grant", "wrong");

    [Fact]
    public void a_confirmation_since_ends_that() =>
        Confirmed(v => v).Call("wrong", "2026-08-10 10:00", c => c with { Outcome = CallOutcome.WrongPerson })
            .Verified("again", "2026-08-11 12:00", "grant").Finding().ShouldBeMet();

    [Fact]
    public void a_confirmation_at_the_instant_of_the_wrong_call_does_not() =>
        Confirmed(v => v).Call("wrong", "2026-08-10 10:00", c => c with { Outcome = CallOutcome.WrongPerson })
            .Verified("again", "2026-08-10 10:00", "grant").Finding().ShouldBeBreach("known-other-person");

    [Fact]
    public void only_this_consent_confirmed_on_this_number_since_ends_that()
    {
        void Breach(Given given) => given.Finding().ShouldBeBreach("known-other-person", "grant", "wrong");
        Given Wrong() => Confirmed(v => v).Call("wrong", "2026-08-10 10:00", c => c with { Outcome = CallOutcome.WrongPerson });
        Breach(Wrong().Verified("mail", "2026-08-11 12:00", "grant", v => v with { Method = VerificationMethod.Email, SameNumber = null }));
        Breach(Wrong().Verified("unstated", "2026-08-11 12:00", "grant", v => v with { SameNumber = null }));
        Breach(Wrong().Verified("elsewhere", "2026-08-11 12:00", "grant", v => v with { SameNumber = false }));
        Wrong().Grant("another", "2026-08-01 12:00").Verified("other", "2026-08-11 12:00", "another")
            .Call("call", "2026-09-01 10:00", c => c with { ReliesOn = new(Basis.Consent, Given.Ref("grant")) })
            .Finding("call", "ACM-PERSON-LINK").ShouldBeBreach("known-other-person", "grant", "wrong");
    }

    [Theory]
    [InlineData("2026-08-01 12:00:00", false)]
    [InlineData("2026-08-10 10:00:00", false)]
    [InlineData("2026-08-10 10:00:01", true)]
    public void and_an_exhibit_that_was_made_since(string madeAt, bool met)
    {
        var finding = Confirmed(v => v).Call("wrong", "2026-08-10 10:00", c => c with { Outcome = CallOutcome.WrongPerson })
            .Exhibit("link", madeAt, ExhibitPurpose.PersonLink).Finding();
        if (met)
            finding.ShouldBeMet();
        else
            finding.ShouldBeBreach("known-other-person", "grant", "wrong");
    }

    [Fact]
    public void the_call_itself_ending_with_a_wrong_person_is_not_known_before_it() =>
        Confirmed(v => v).Call("call", "2026-09-01 10:00", c => c with { Outcome = CallOutcome.WrongPerson }).Finding("call", "ACM-PERSON-LINK").ShouldBeMet();

    [Theory]
    [InlineData("2022-06-28 23:59", false)]
    [InlineData("2022-06-29 00:00", true)]
    public void it_is_in_force_from_29_june_2022(string start, bool applies) =>
        (Given.Dossier().Grant("grant", "2022-06-01 12:00").Call("call", start).Finding("call", "ACM-PERSON-LINK") is not null).ShouldBe(applies);

    private static Given Confirmed(Func<ConsentVerified, ConsentVerified> but) =>
        Given.Dossier().Grant("grant", "2026-08-01 12:00").Verified("verified", "2026-08-02 12:00", "grant", but);
}

file static class Calling
{
    public static Given Link(this Given given, Func<ExhibitAnnounced, ExhibitAnnounced> but) =>
        given.Exhibit("link", "2026-08-01 12:00", e => but(e with { Kind = ExhibitKind.Document, Purposes = [ExhibitPurpose.PersonLink] }));

    public static Finding? Finding(this Given given) => given.Call("call", "2026-09-01 10:00").Finding("call", "ACM-PERSON-LINK");
}
