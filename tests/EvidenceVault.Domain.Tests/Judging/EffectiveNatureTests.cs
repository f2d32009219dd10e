using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging;

namespace EvidenceVault.Domain.Tests;

public class EffectiveNatureTests
{
    [Theory]
    [InlineData(CallNature.Service)]
    [InlineData(CallNature.Survey)]
    [InlineData(CallNature.Verification)]
    public void an_offer_or_a_sale_makes_a_call_commercial(CallNature nature)
    {
        Nature(Given.Dossier().Call("call", Start, c => c with { Nature = nature, OfferMade = true })).ShouldBe(CallNature.Commercial);
        Nature(Given.Dossier().Call("call", Start, c => c with { Nature = nature, OfferMade = false, SaleMade = true })).ShouldBe(CallNature.Commercial);
        Nature(Silent(nature).Add("sale", Sale())).ShouldBe(CallNature.Commercial);
        Nature(Silent(nature).Add("heard", Heard("offer", true))).ShouldBe(CallNature.Commercial);
        Nature(Silent(nature).Grant("grant", "2026-09-01 10:05", g => g with { Call = Given.Ref("call") })).ShouldBe(CallNature.Commercial);
        Nature(Silent(nature).Callback("please", "2026-09-01 10:05", c => c with { Call = Given.Ref("call") })).ShouldBe(CallNature.Commercial);
    }

    [Fact]
    public void another_finding_does_not() => Nature(Silent(CallNature.Service).Add("heard", Heard("opening", true))).ShouldBe(CallNature.Service);

    [Fact]
    public void an_unknown_offer_in_an_answered_outbound_call_is_unproven()
    {
        var judgement = Given.ValidConsent().Call("call", Start, c => c with { Nature = CallNature.Service }).Judge("call");
        judgement.Permission.ShouldBe(PermissionConclusion.Unproven);
        judgement.Of("TW-11.7-CONSENT").ShouldBeUnproven("offer-unknown", "call");
        judgement.EffectiveNature.ShouldBe(CallNature.Service);
    }

    [Theory]
    [InlineData(PersonKind.LegalPerson, CallMeans.Human, "TW-11.7-CONSENT")]
    [InlineData(PersonKind.Private, CallMeans.Automatic, "TW-11.7-AUTOMATED")]
    [InlineData(PersonKind.LegalPerson, CallMeans.AiAgent, "TW-11.7-AUTOMATED")]
    public void it_is_so_whoever_is_called_and_by_whatever_means(PersonKind kind, CallMeans means, string rule)
    {
        var judgement = Given.Dossier().Call("call", Start, c => c with { Nature = CallNature.Survey, Means = means, Person = new(kind) }).Judge("call");
        judgement.Permission.ShouldBe(PermissionConclusion.Unproven);
        judgement.Of(rule).ShouldBeUnproven("offer-unknown", "call");
    }

    [Fact]
    public void what_a_listener_did_not_hear_was_not_there() =>
        Given.Dossier().Call("call", Start, c => c with { Nature = CallNature.Survey }).Add("heard", Heard("offer", false))
            .Judge("call").Permission.ShouldBe(PermissionConclusion.NotAssessed);

    [Fact]
    public void nobody_offers_anything_in_an_unanswered_or_an_inbound_call_unsaid()
    {
        Given.Dossier().Call("call", Start, c => c with { Nature = CallNature.Service, Outcome = CallOutcome.NoAnswer })
            .Judge("call").Permission.ShouldBe(PermissionConclusion.NotAssessed);
        Given.Dossier().Inbound("call", Start, c => c with { Nature = CallNature.Service }).Judge("call").EffectiveNature.ShouldBe(CallNature.Service);
        Given.Dossier().Inbound("call", Start, c => c with { Nature = CallNature.Service }).Finding("call", "TW-11.7-CONSENT").ShouldBeNull();
    }

    private const string Start = "2026-09-01 10:00";

    private static CallNature Nature(Given given) => given.Judge("call").EffectiveNature;

    private static Given Silent(CallNature nature) => Given.Dossier().Call("call", Start, c => c with { Nature = nature, OfferMade = false });

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

    private static MonitoringRecorded Heard(string code, bool met) => new()
    {
        OccurredAt = Given.At("2026-09-02 11:00"),
        Party = Given.Principal,
        UploadedBy = Given.Principal,
        RefMac = "heard",
        Call = Given.Ref("call"),
        By = Listener.Reviewer,
        Findings = [new(code, met)],
    };
}
