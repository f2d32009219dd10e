using CsCheck;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging;
using EvidenceVault.Domain.Judging.Structural;
using NodaTime;

namespace EvidenceVault.Domain.Tests.Judging.Structural;

public class StructuralContradictionTests
{
    private static readonly Instant Noon = Given.At("2026-09-01 12:00");
    private static readonly ConsentSource Source = new("leads", ConsentMethod.WebForm, "w1");

    [Theory]
    [InlineData(10, 10.0, 10)]
    [InlineData(10, 10.000001, null)]
    [InlineData(9, 0.0, null)]
    [InlineData(10, 0.0, 10)]
    public void ten_grants_from_one_source_within_ten_seconds_are_a_burst(int grants, double seconds, int? found)
    {
        var uses = Enumerable.Range(0, grants).Select(i => Use(i, granted: Noon + Duration.FromSeconds(seconds) * i / (grants - 1)));
        GrantBursts.Find(uses)?.Count.ShouldBe(found!.Value);
        (GrantBursts.Find(uses) is null).ShouldBe(found is null);
    }

    [Fact]
    public void grants_of_several_sources_make_no_burst_together()
    {
        GrantBursts.Find(Enumerable.Range(0, 18).Select(i => Use(i, source: Source with { Wording = $"w{i % 2}" }))).ShouldBeNull();
        GrantBursts.Find(Enumerable.Range(0, 18).Select(i => Use(i, source: Source with { Collector = $"c{i % 2}" }))).ShouldBeNull();
        GrantBursts.Find(Enumerable.Range(0, 18).Select(i => Use(i, source: Source with { Method = i % 2 == 0 ? ConsentMethod.App : ConsentMethod.Paper }))).ShouldBeNull();
    }

    [Fact]
    public void a_consent_used_for_two_campaigns_counts_once_in_a_burst()
    {
        GrantBursts.Find(Enumerable.Range(0, 5).SelectMany(i => new[] { Use(i), Use(i, campaign: "voorjaar") })).ShouldBeNull();
        GrantBursts.Find(Enumerable.Range(0, 10).SelectMany(i => new[] { Use(i), Use(i, campaign: "voorjaar") }))!.Count.ShouldBe(10);
    }

    [Fact]
    public void a_burst_is_what_any_ten_in_a_row_within_ten_seconds_are_part_of() => Gen.Int[0, 40].Array[0, 60].Sample(seconds =>
    {
        var uses = seconds.Order().Select((s, i) => Use(i, granted: Noon + Duration.FromSeconds(s))).ToList();
        var expected = new HashSet<Guid>();
        for (var i = 0; i + 10 <= uses.Count; i++)
            if (uses[i + 9].Use.GrantedAt - uses[i].Use.GrantedAt <= Duration.FromSeconds(10))
                expected.UnionWith(uses.Skip(i).Take(10).Select(u => u.Use.Consent));
        (GrantBursts.Find(uses.OrderBy(u => u.Use.Consent))?.Count ?? 0).ShouldBe(expected.Count);
    });

    [Theory]
    [InlineData(10, 15.0, true)]
    [InlineData(10, 15.0001, false)]
    [InlineData(10, 0.0, true)]
    [InlineData(10, -0.0001, false)]
    [InlineData(9, 5.0, false)]
    public void ten_consents_that_the_caller_recorded_minutes_before_it_called_on_them(int consents, double minutes, bool contradicts) =>
        (RegisteredJustBeforeCalls.Find(Enumerable.Range(0, consents).Select(i => Use(i, recorded: Noon, call: Noon + Duration.FromMinutes(minutes))))?.Count == consents).ShouldBe(contradicts);

    [Fact]
    public void consents_that_another_recorded_or_on_two_days_are_none()
    {
        RegisteredJustBeforeCalls.Find(Enumerable.Range(0, 10).Select(i => Use(i, uploadedBy: "zonkracht"))).ShouldBeNull();
        RegisteredJustBeforeCalls.Find(Enumerable.Range(0, 10).Select(i => Use(i, recorded: Noon + Duration.FromDays(i % 2), call: Noon + Duration.FromDays(i % 2)))).ShouldBeNull();
        RegisteredJustBeforeCalls.Find(Enumerable.Range(0, 10).Select(i => Use(i, caller: $"noord{i % 2}", uploadedBy: $"noord{i % 2}"))).ShouldBeNull();
    }

    [Theory]
    [InlineData(VerificationMethod.Email, 3, true)]
    [InlineData(VerificationMethod.Email, 2, false)]
    [InlineData(VerificationMethod.Sms, 3, false)]
    public void a_mail_address_that_confirmed_for_three_numbers(VerificationMethod by, long numbers, bool contradicts) =>
        (SharedEmails.Find([(Given.Consumer, Use(0).Use with { VerifiedBy = by }, numbers)]) is not null).ShouldBe(contradicts);

    [Theory]
    [InlineData(new[] { "Jan Jansen" }, 1)]
    [InlineData(new[] { "Jan Jansen", " jan  JANSEN " }, 1)]
    [InlineData(new[] { "Jan Jansen", "Jan Janssen" }, 2)]
    [InlineData(new string[0], 0)]
    public void names_are_different_when_they_differ_in_more_than_capitals_and_spaces(string[] names, int different) => SharedNumbers.DifferentNames(names).ShouldBe(different);

    [Fact]
    public void dial_logs_that_match_contradict_nothing()
    {
        var day = new LocalDate(2026, 9, 1);
        StructuralContradiction.OfDialLogs([Match(3, 3)]).ShouldBeNull();
        StructuralContradiction.OfDialLogs([Match(3, 3), Match(3, 2), Match(2, 3)])!.Count.ShouldBe(2);
        StructuralContradiction.OfDialLogs([DialLogMatch.Of(new Dictionary<LocalDate, long>(), new Dictionary<LocalDate, long> { [day] = 1 })])!.Count.ShouldBe(1);

        DialLogMatch Match(long announced, long handedIn) => DialLogMatch.Of(new Dictionary<LocalDate, long> { [day] = announced }, new Dictionary<LocalDate, long> { [day] = handedIn });
    }

    [Fact]
    public void each_has_its_words_and_names_twenty_at_most()
    {
        StructuralContradiction?[] all =
        [
            GrantBursts.Find(Enumerable.Range(0, 25).Select(i => Use(i))),
            RegisteredJustBeforeCalls.Find(Enumerable.Range(0, 25).Select(i => Use(i))),
            SharedNumbers.Of(2, [Given.Consumer]),
            SharedEmails.Find([(Given.Consumer, Use(0).Use with { VerifiedBy = VerificationMethod.Email }, 3)]),
            StructuralContradiction.OfDialLogs([DialLogMatch.Of(new Dictionary<LocalDate, long>(), new Dictionary<LocalDate, long> { [new(2026, 9, 1)] = 1 })]),
            .. ContradictionTexts.Codes.Select(code => StructuralContradiction.WithinDossiers(code, 3, [Given.Consumer])),
        ];
        all.Select(c => c!.Code).ShouldBe(StructuralContradiction.Codes);
        foreach (var contradiction in all)
        {
            var text = contradiction!.Explain();
            (text.Nl + text.En).ShouldNotContain("{");
            text.Nl.ShouldContain(contradiction.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
            contradiction.Because.Count.ShouldBeLessThanOrEqualTo(20);
        }
    }

    [Fact]
    public void a_consent_is_in_use_once_for_each_campaign_and_caller_from_the_first_call_on()
    {
        var report = Given.ValidConsent().Call("first", "2026-09-01 10:00").Call("second", "2026-09-02 10:00").Call("other", "2026-09-03 10:00", c => c with { Campaign = null }).Report();
        var uses = ConsentInUse.Of(report).OrderBy(u => u.FirstCallAt).ToList();
        uses.Select(u => (u.Consent, u.Campaign, u.FirstCallAt, u.VerifiedBy)).ShouldBe(
        [
            (Given.Id("grant"), Given.Campaign, Given.At("2026-09-01 10:00"), VerificationMethod.Sms),
            (Given.Id("grant"), null, Given.At("2026-09-03 10:00"), VerificationMethod.Sms),
        ]);
    }

    [Fact]
    public void a_consent_that_no_call_relied_on_is_not_in_use()
    {
        ConsentInUse.Of(Given.ValidConsent().Report()).ShouldBeEmpty();
        ConsentInUse.Of(Given.ValidConsent().Call("before", "2026-07-01 10:00").Report()).ShouldBeEmpty();
    }

    [Fact]
    public void a_consent_confirmed_too_late_was_never_verified() =>
        ConsentInUse.Of(Given.Dossier().Grant("grant", "2026-08-01 12:00").Verified("late", "2026-08-20 12:00", "grant").Call("call", "2026-09-01 10:00").Report())
            .ShouldHaveSingleItem().VerifiedBy.ShouldBeNull();

    [Theory]
    [InlineData("2026-10-01", VerificationMethod.Sms)]
    [InlineData("2026-09-01", null)]
    public void whether_it_was_confirmed_goes_by_the_policy_when_its_first_call_began(string policyFrom, VerificationMethod? verifiedBy) =>
        ConsentInUse.Of(Given.ValidConsent().Call("call", "2026-09-01 10:00").Policy(policyFrom, p => p with { Verification = new([VerificationMethod.Letter], NodaTime.Period.FromDays(14)) }).Report())
            .ShouldHaveSingleItem().VerifiedBy.ShouldBe(verifiedBy);

    private static (Guid Consumer, ConsentInUse Use) Use(
        int number, Instant? granted = null, Instant? recorded = null, Instant? call = null, ConsentSource? source = null, string campaign = "najaar", string caller = "noord", string uploadedBy = "noord") =>
        (Given.Id($"person{number}"), new()
        {
            Consent = Given.Id($"grant{number}"),
            Campaign = campaign,
            Caller = caller,
            GrantedAt = granted ?? Noon,
            RecordedAt = recorded ?? Noon,
            FirstCallAt = call ?? Noon + Duration.FromMinutes(5),
            Source = source ?? Source,
            UploadedBy = uploadedBy,
        });
}
