using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Exhibits;
using EvidenceVault.Domain.Retention;
using NodaTime;

namespace EvidenceVault.Domain.Tests;

public class ExhibitTermTests
{
    [Fact]
    public void a_consent_voicelog_goes_24_months_after_it_was_made() =>
        Voicelog(Given.ValidConsent(), ExhibitPurpose.Consent).ShouldBe(Term("2028-08-01 12:00", RetentionTerm.ConsentVoicelog));

    [Fact]
    public void a_withdrawal_makes_it_go_earlier() =>
        Voicelog(Given.ValidConsent().Withdrawn("no", "2026-08-31 10:00"), ExhibitPurpose.Consent).ShouldBe(Term("2027-02-28 10:00", RetentionTerm.AfterWithdrawal, "no"));

    [Fact]
    public void never_later_for_a_withdrawal() =>
        Voicelog(Given.ValidConsent().Withdrawn("no", "2028-05-01 10:00"), ExhibitPurpose.Consent).ShouldBe(Term("2028-08-01 12:00", RetentionTerm.ConsentVoicelog));

    [Fact]
    public void a_longer_term_ends_five_years_after_the_last_call_that_relied_on_it() =>
        Voicelog(Given.ValidConsent().Call("call", "2026-09-01 10:00").Call("last", "2026-10-01 10:00"), ExhibitPurpose.Consent, p => p with { ConsentVoicelog = Period.FromYears(9) })
            .ShouldBe(Term("2031-10-01 10:00", RetentionTerm.Ceiling, "last"));

    [Fact]
    public void a_verification_voicelog_goes_like_a_consents() =>
        Of(Given.ValidConsent().Withdrawn("no", "2026-08-31 10:00").Exhibit("x-verified", "2026-08-02 12:00", e => e with { Kind = ExhibitKind.Voicelog, Purposes = [ExhibitPurpose.Verification] }), "x-verified")
            .ShouldBe(Term("2027-02-28 10:00", RetentionTerm.AfterWithdrawal, "no"));

    [Fact]
    public void a_call_recording_without_a_sale_goes_after_six_months() =>
        Voicelog(Given.ValidConsent().Call("call", "2026-09-01 10:00"), ExhibitPurpose.Call, call: "call").ShouldBe(Term("2027-02-01 12:00", RetentionTerm.NoSale));

    [Theory]
    [InlineData(ExhibitPurpose.Call)]
    [InlineData(ExhibitPurpose.Sale)]
    public void a_recording_of_a_sale_goes_after_24_months(ExhibitPurpose purpose) =>
        Voicelog(Given.ValidConsent().Call("call", "2026-09-01 10:00").Add("sale", Sale()), purpose, call: "call").ShouldBe(Term("2028-08-01 12:00", RetentionTerm.SaleVoicelog, "sale"));

    [Fact]
    public void a_sale_that_never_followed_leaves_six_months() =>
        Voicelog(Given.ValidConsent().Call("call", "2026-09-01 10:00"), ExhibitPurpose.Sale, call: "call").Term.ShouldBe(RetentionTerm.NoSale);

    [Theory]
    [InlineData(true, RetentionTerm.SaleVoicelog)]
    [InlineData(false, RetentionTerm.NoSale)]
    [InlineData(null, RetentionTerm.NoSale)]
    public void a_call_that_says_a_sale_was_made_is_one(bool? saleMade, RetentionTerm term)
    {
        Given Called() => Given.ValidConsent().Call("call", "2026-09-01 10:00", c => c with { SaleMade = saleMade });
        Voicelog(Called(), ExhibitPurpose.Call, call: "call").ShouldBe(
            saleMade == true ? Term("2028-08-01 12:00", term, "call") : Term("2027-02-01 12:00", term));
        Voicelog(Called(), ExhibitPurpose.Sale, call: "call").Term.ShouldBe(term);
        Voicelog(Given.Dossier().Call("call", "2026-09-01 10:00", c => c with { SaleMade = saleMade, Exhibits = ["x-grant"] }), ExhibitPurpose.Sale).Term.ShouldBe(term);
    }

    [Fact]
    public void a_recording_of_a_sale_whose_call_has_not_come_has_no_term_yet()
    {
        Voicelog(Given.ValidConsent(), ExhibitPurpose.Sale, call: "call").ShouldBe(new ExhibitTerm(null, RetentionTerm.NoCallKnown));
        Voicelog(Given.ValidConsent(), ExhibitPurpose.Call, call: "call").Term.ShouldBe(RetentionTerm.NoSale);
        Voicelog(Given.ValidConsent(), ExhibitPurpose.Sale).ShouldBe(Term("2028-08-01 12:00", RetentionTerm.SaleVoicelog));
    }

    [Theory]
    [InlineData(ExhibitPurpose.Sale)]
    [InlineData(ExhibitPurpose.Contract)]
    public void a_document_of_a_sale_or_a_contract_goes_like_a_sale(ExhibitPurpose purpose) =>
        Of(Given.Dossier().Call("call", "2026-09-01 10:00", c => c with { SaleMade = true })
            .Exhibit("x", "2026-09-01 12:00", e => e with { Kind = ExhibitKind.Document, Purposes = [purpose], Call = Given.Ref("call") }), "x")
            .DeleteAfter.ShouldBe(Given.At("2028-09-01 12:00"));

    [Fact]
    public void a_document_of_a_sale_that_proves_more_keeps_the_longest_term()
    {
        Of(Given.ValidConsent().Exhibit("x-grant", "2029-08-01 12:00", ExhibitPurpose.Contract), "x-grant").ShouldBe(Term("2031-08-01 12:00", RetentionTerm.SaleVoicelog));
        Of(Given.ValidConsent().Exhibit("x-grant", "2026-08-01 11:00", ExhibitPurpose.Contract), "x-grant").ShouldBe(Term("2028-08-01 12:00", RetentionTerm.ConsentNeverUsed, "grant"));
        Of(Given.Dossier().Exhibit("x", "2026-08-01 12:00", ExhibitPurpose.Contract, ExhibitPurpose.Consent), "x").DeleteAfter.ShouldBeNull();
    }

    [Fact]
    public void a_contract_goes_five_years_after_the_last_call_that_relied_on_the_relation_it_proves()
    {
        Of(Given.Dossier().Customer("customer", "2020-01-01 12:00").Call("call", "2026-06-01 10:00"), "x-customer").ShouldBe(Term("2031-06-01 10:00", RetentionTerm.CallRecord, "call"));
        Of(Given.Dossier().Customer("customer", "2020-01-01 12:00").Call("call", "2026-09-01 10:00"), "x-customer").ShouldBe(Term("2022-01-01 12:00", RetentionTerm.SaleVoicelog));
    }

    [Fact]
    public void a_training_recording_goes_after_30_days() =>
        Voicelog(Given.Dossier(), ExhibitPurpose.Training).ShouldBe(Term("2026-08-31 12:00", RetentionTerm.Training));

    [Fact]
    public void of_several_purposes_the_longest_counts() =>
        Of(Given.ValidConsent().Exhibit("x", "2026-08-01 12:00", e => e with { Kind = ExhibitKind.Voicelog, Purposes = [ExhibitPurpose.Training, ExhibitPurpose.Consent, ExhibitPurpose.Call] }), "x")
            .Term.ShouldBe(RetentionTerm.ConsentVoicelog);

    [Fact]
    public void a_form_capture_goes_with_the_consent_it_proves()
    {
        Of(Given.ValidConsent(), "x-grant").ShouldBe(Term("2028-08-01 12:00", RetentionTerm.ConsentNeverUsed, "grant"));
        Of(Given.ValidConsent().Withdrawn("no", "2026-08-31 10:00"), "x-grant").ShouldBe(Term("2027-08-31 10:00", RetentionTerm.ConsentNeverUsed, "grant"));
        Of(Given.ValidConsent().Call("call", "2026-09-01 10:00"), "x-grant").ShouldBe(Term("2031-09-01 10:00", RetentionTerm.ConsentRecord, "call"));
        Of(Given.Dossier().Grant("grant", "2026-08-01 12:00"), "x-grant", at: "2026-08-20 10:00").ShouldBe(Term("2027-08-15 12:00", RetentionTerm.ConsentNeverUsed, "grant"));
    }

    [Fact]
    public void a_document_that_goes_with_nothing_known_stays() =>
        Of(Given.Dossier().Exhibit("x", "2026-08-01 12:00", ExhibitPurpose.Consent), "x").ShouldBe(new ExhibitTerm(null, RetentionTerm.NoConsentKnown));

    [Fact]
    public void a_call_detail_record_goes_five_years_after_the_call() =>
        Of(Given.Dossier().Call("call", "2026-09-01 10:00").Exhibit("x", "2026-09-02 12:00", e => e with { Kind = ExhibitKind.CallDetailRecord, Call = Given.Ref("call") }), "x")
            .ShouldBe(Term("2031-09-01 10:00", RetentionTerm.CallRecord, "call"));

    [Theory]
    [InlineData("2026-09-01 12:00", "2027-03-01 12:00", RetentionTerm.NoSale)]
    [InlineData("2027-02-22 12:00", "2027-03-01 12:00", RetentionTerm.NoSale)]
    [InlineData("2027-02-22 12:01", "2027-03-01 12:01", RetentionTerm.Arrival)]
    [InlineData("2029-01-01 10:00", "2029-01-08 10:00", RetentionTerm.Arrival)]
    public void what_comes_in_late_stays_seven_days_for_the_facts_that_come_with_it(string storedAt, string goes, RetentionTerm term) =>
        Unnamed(Given.Dossier(), ExhibitPurpose.Call, storedAt).ShouldBe(Term(goes, term));

    [Fact]
    public void one_about_nobody_named_goes_by_its_purposes_alone()
    {
        Unnamed(Given.Dossier(), ExhibitPurpose.Training).ShouldBe(Term("2026-10-01 12:00", RetentionTerm.Training));
        Unnamed(Given.Dossier(), ExhibitPurpose.Consent).ShouldBe(Term("2028-09-01 12:00", RetentionTerm.ConsentVoicelog));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("2027-01-01", "2032-01-01 00:00")]
    public void a_contract_stays_while_its_mandate_is_in_force_and_five_years_after(string? validTo, string? goes)
    {
        var end = validTo is null ? (LocalDate?)null : NodaTime.Text.LocalDatePattern.Iso.Parse(validTo).Value;
        var given = Given.Dossier().Mandate("m", Given.Principal, "noord", m => m with { Contract = "x", ValidTo = end });
        var term = Unnamed(given, ExhibitPurpose.Contract);
        term.Term.ShouldBe(RetentionTerm.BookRecord);
        term.DeleteAfter.ShouldBe(goes is null ? null : Given.At(goes));
        Unnamed(Given.Dossier(), ExhibitPurpose.Contract).ShouldBe(Term("2028-09-01 12:00", RetentionTerm.SaleVoicelog));
    }

    private static ExhibitTerm Unnamed(Given given, ExhibitPurpose purpose, string storedAt = "2026-09-01 12:30")
    {
        var announced = new ExhibitAnnounced
        {
            OccurredAt = Given.At("2026-09-01 12:00"),
            Exhibit = "x",
            UploadedBy = Given.Principal,
            Party = Given.Principal,
            Kind = ExhibitKind.Voicelog,
            Purposes = [purpose],
            ContentType = "audio/ogg",
            Size = 1,
            Sha256 = "00",
        };
        var (book, now) = (given.KnownAt("2030-01-01 00:00").Book, Given.At("2030-01-01 00:00"));
        return ExhibitTerm.Of(
            new Exhibit(Given.Id("x"), announced.OccurredAt, announced, Given.At(storedAt), "b"), book, Domain.Judging.BookAsKnown.Of(book, now), now, new());
    }

    private static ExhibitTerm Term(string deleteAfter, RetentionTerm term, string? trigger = null) =>
        new(Given.At(deleteAfter), term, trigger is null ? null : Given.Id(trigger));

    private static ExhibitTerm Voicelog(Given given, ExhibitPurpose purpose, Func<RetentionPolicy, RetentionPolicy>? but = null, string? call = null) =>
        Of(given.Exhibit("x-grant", "2026-08-01 12:00", e => e with
        {
            Kind = ExhibitKind.Voicelog,
            Purposes = [purpose],
            Call = call is null ? null : Given.Ref(call),
        }), "x-grant", but);

    private static ExhibitTerm Of(Given given, string id, Func<RetentionPolicy, RetentionPolicy>? but = null, string at = "2026-12-01 00:00")
    {
        var report = given.KnownAt("2030-01-01 00:00") is var known
            ? Domain.Judging.DossierReport.Of(known.Whole, Domain.Judging.BookAsKnown.Of(known.Book, Given.At("2030-01-01 00:00")), Given.At(at))
            : null!;
        return ExhibitTerm.Of(report.Dossier.Exhibits.Single(e => e.Exhibit.Id == id), report, (but ?? (p => p))(new RetentionPolicy()));
    }

    private static SaleAccepted Sale() => new()
    {
        OccurredAt = Given.At("2026-09-01 11:00"),
        Party = Given.Principal,
        UploadedBy = Given.Principal,
        RefMac = "sale",
        Call = Given.Ref("call"),
        Via = AcceptanceRoute.Web,
        Product = "gas",
    };
}
