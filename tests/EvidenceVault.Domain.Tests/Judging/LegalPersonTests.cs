using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Exhibits;
using EvidenceVault.Domain.Judging;

namespace EvidenceVault.Domain.Tests;

public class LegalPersonTests
{
    private const string Rule = "TW-11.7-LEGAL-PERSON";

    [Theory]
    [InlineData("bv")]
    [InlineData("Naamloze Vennootschap")]
    [InlineData("stichting")]
    [InlineData("B.V.")]
    [InlineData("Besloten vennootschap met gewone structuur")]
    [InlineData("besloten vennootschap (B.V.)")]
    [InlineData("Coöperatie U.A.")]
    [InlineData("Onderlinge waarborgmaatschappij")]
    [InlineData("Kerkgenootschap")]
    [InlineData("Vereniging met volledige rechtsbevoegdheid")]
    [InlineData("Vereniging van Eigenaars (VvE)")]
    [InlineData("Gemeente")]
    [InlineData("Publiekrechtelijke rechtspersoon")]
    [InlineData("Europese naamloze vennootschap (SE)")]
    [InlineData("SCE")]
    [InlineData("EESV")]
    [InlineData("GmbH")]
    [InlineData("Ltd.")]
    [InlineData("S.A.R.L.")]
    [InlineData("BVBA")]
    [InlineData("Private limited company")]
    [InlineData("Foundation")]
    public void a_legal_person_whose_form_was_checked_before_the_call_is_met(string form)
    {
        var judgement = Called(new(PersonKind.LegalPerson, form, Given.At("2026-08-31 10:00"))).Judge("call");
        judgement.Of(Rule).ShouldBeMet();
        (judgement.Permission, judgement.Basis).ShouldBe((PermissionConclusion.Shown, Basis.LegalPerson));
        judgement.Of("TW-11.7-CONSENT").ShouldBeNull();
    }

    [Theory]
    [InlineData("2026-09-01 09:59:59", true)]
    [InlineData("2026-09-01 10:00:00", false)]
    [InlineData("2026-09-01 10:00:01", false)]
    public void a_check_at_the_very_instant_of_the_call_comes_too_late(string checkedAt, bool met)
    {
        var finding = Relying(new(PersonKind.LegalPerson, "bv", Given.At(checkedAt))).Finding("call", Rule);
        if (met)
            finding.ShouldBeMet();
        else
            finding.ShouldBeUnproven("not-checked", "call");
    }

    [Fact]
    public void a_form_that_was_not_checked_is_unproven() => Relying(new(PersonKind.LegalPerson, "bv")).Finding("call", Rule).ShouldBeUnproven("not-checked", "call");

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    public void without_a_form_a_check_says_nothing(string? form) =>
        Relying(new(PersonKind.LegalPerson, form, Given.At("2026-08-31 10:00"))).Finding("call", Rule).ShouldBeUnproven("form-unknown", "call");

    [Theory]
    [InlineData("onbekend")]
    [InlineData("Maatschappij op aandelen")]
    [InlineData("BV in oprichting")]
    [InlineData("B.V. i.o.")]
    [InlineData("GmbH & Co. KG")]
    [InlineData("bvx")]
    [InlineData("stichting of zoiets")]
    [InlineData("rederij")]
    [InlineData("-")]
    public void a_form_that_is_not_known_as_one_of_legal_persons_says_nothing(string form) =>
        Relying(new(PersonKind.LegalPerson, form, Given.At("2026-08-31 10:00"))).Finding("call", Rule).ShouldBeUnproven("form-unknown", "call");

    [Fact]
    public void an_unknown_kind_is_unproven() => Relying(null).Finding("call", Rule).ShouldBeUnproven("form-unknown", "call");

    [Theory]
    [InlineData(PersonKind.Private, null)]
    [InlineData(PersonKind.SoleTrader, "eenmanszaak")]
    [InlineData(PersonKind.Partnership, null)]
    [InlineData(PersonKind.LegalPerson, "Eenmanszaak")]
    [InlineData(PersonKind.LegalPerson, "V.O.F.")]
    [InlineData(PersonKind.LegalPerson, "vennootschap-onder-firma")]
    [InlineData(PersonKind.LegalPerson, "c.v.")]
    [InlineData(PersonKind.LegalPerson, "Commanditaire Vennootschap met een beherend vennoot")]
    [InlineData(PersonKind.LegalPerson, "maatschap")]
    [InlineData(PersonKind.LegalPerson, "Stille maatschap")]
    [InlineData(PersonKind.LegalPerson, "openbare maatschap")]
    [InlineData(PersonKind.LegalPerson, "ZZP'er")]
    [InlineData(PersonKind.LegalPerson, "Sole proprietorship")]
    public void who_is_a_natural_person_in_this_law_is_no_legal_person(PersonKind kind, string? form) =>
        Relying(new(kind, form, Given.At("2026-08-31 10:00"))).Finding("call", Rule).ShouldBeBreach("natural-person-in-law", "call");

    [Fact]
    public void the_form_checked_may_stand_with_an_earlier_fact()
    {
        var checkedBefore = Given.Dossier().Complained("known", "2026-01-01 10:00").Stating(new(PersonKind.LegalPerson, "bv", Given.At("2025-12-01 10:00")));
        var judgement = checkedBefore.Call("call", "2026-09-01 10:00", c => c with { Person = new(PersonKind.LegalPerson) }).Judge("call");
        judgement.Of(Rule).ShouldBeMet();
        judgement.Of(Rule)!.Because.ShouldBe([Given.Id("known")]);
        judgement.Proof.ShouldBe(ProofGrade.Declared);
    }

    [Fact]
    public void a_kind_stated_since_undoes_it_and_a_mere_word_does_not_bring_it_back() =>
        Given.Dossier().Complained("known", "2026-01-01 10:00").Stating(new(PersonKind.LegalPerson, "bv", Given.At("2025-12-01 10:00")))
            .Complained("private", "2026-02-01 10:00").Stating(new(PersonKind.Private))
            .Complained("back", "2026-03-01 10:00").Stating(new(PersonKind.LegalPerson))
            .Call("call", "2026-09-01 10:00", c => c with { ReliesOn = new(Basis.LegalPerson) }).Finding("call", Rule).ShouldBeBreach("natural-person-in-law", "private", "back");

    [Fact]
    public void what_is_stated_only_after_the_call_does_not_count() =>
        Given.Dossier().Call("call", "2026-09-01 10:00", c => c with { ReliesOn = new(Basis.LegalPerson) })
            .Complained("later", "2026-09-02 10:00").Stating(new(PersonKind.LegalPerson, "bv", Given.At("2026-08-01 10:00")))
            .Finding("call", Rule).ShouldBeUnproven("form-unknown");

    [Theory]
    [InlineData("2026-09-01 10:00:00", ProofGrade.Contemporaneous)]
    [InlineData("2026-09-01 10:00:01", ProofGrade.Afterwards)]
    public void an_extract_of_the_register_proves_it(string recordedAt, ProofGrade grade) =>
        Given.Dossier().Customer("known", "2026-01-01 10:00", r => r with { Person = new(PersonKind.LegalPerson, "bv", Given.At("2025-12-01 10:00")) }).Recorded(recordedAt)
            .Exhibit("x-known", "2026-01-01 10:00", e => e with { Kind = ExhibitKind.Document, Purposes = [ExhibitPurpose.Contract] })
            .Call("call", "2026-09-01 10:00").Judge("call").Proof.ShouldBe(grade);

    [Fact]
    public void a_check_recorded_only_after_a_complaint_is_unproven_unless_it_was_made_since()
    {
        Given Complained() => Given.Dossier().Complained("angry", "2026-08-01 10:00");
        Complained().Call("call", "2026-09-01 10:00", c => c with { ReliesOn = new(Basis.LegalPerson), Person = new(PersonKind.LegalPerson, "bv", Given.At("2026-07-01 10:00")) })
            .Finding("call", Rule).ShouldBeUnproven("recorded-after-dispute", "call", "angry");
        Complained().Call("call", "2026-09-01 10:00", c => c with { Person = new(PersonKind.LegalPerson, "bv", Given.At("2026-08-02 10:00")) })
            .Finding("call", Rule).ShouldBeMet();
        Given.Dossier().Customer("known", "2026-01-01 10:00", r => r with { Person = new(PersonKind.LegalPerson, "bv", Given.At("2025-12-01 10:00")) })
            .Complained("angry", "2026-08-01 10:00").Call("call", "2026-09-01 10:00", c => c with { Person = new(PersonKind.LegalPerson, "bv", Given.At("2025-12-01 10:00")) })
            .Finding("call", Rule).ShouldBeMet();
    }

    [Fact]
    public void a_form_corrected_after_the_call_leaves_it_unproven()
    {
        var legal = Given.ACall("call", "2026-09-01 10:00") with { Person = new(PersonKind.LegalPerson, "bv", Given.At("2026-08-31 10:00")) };
        var judgement = Given.Dossier().Call("call", "2026-09-01 10:00").Correction("fix", "2026-09-02 10:00", "call", legal).Judge("call");
        judgement.Of("TW-11.7-CONSENT").ShouldBeUnproven("corrected-after-call", "call", "fix");
        judgement.Permission.ShouldBe(PermissionConclusion.Unproven);
    }

    [Fact]
    public void machines_are_a_matter_of_another_rule()
    {
        var judgement = Given.Dossier().Call("call", "2026-09-01 10:00", c => c with
        {
            Means = CallMeans.Automatic,
            Person = new(PersonKind.LegalPerson, "bv", Given.At("2026-08-31 10:00")),
            ReliesOn = new(Basis.LegalPerson),
        }).Judge("call");
        judgement.Of(Rule).ShouldBeNull();
        judgement.Of("TW-11.7-AUTOMATED").ShouldBeBreach("no-grant");
    }

    [Theory]
    [InlineData("2021-06-30 23:59", false)]
    [InlineData("2021-07-01 00:00", true)]
    public void it_is_in_force_from_1_july_2021(string start, bool applies) =>
        (Given.Dossier().Call("call", start, c => c with { ReliesOn = new(Basis.LegalPerson) }).Finding("call", Rule) is not null).ShouldBe(applies);

    private static Given Called(StatedPerson person) => Given.Dossier().Call("call", "2026-09-01 10:00", c => c with { Person = person });

    private static Given Relying(StatedPerson? person) => Given.Dossier().Call("call", "2026-09-01 10:00", c => c with { Person = person, ReliesOn = new(Basis.LegalPerson) });
}
