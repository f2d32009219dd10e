using CsCheck;
using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Exhibits;
using EvidenceVault.Domain.Judging;
using NodaTime;

namespace EvidenceVault.Domain.Tests;

public class DossierAsKnownTests
{
    [Fact]
    public void a_fact_exists_from_the_very_instant_it_was_recorded()
    {
        var given = Given.Dossier().Grant("grant", "2026-08-01 12:00").Recorded("2026-08-05 12:00");
        given.KnownAt("2026-08-05 12:00").Known.Grants.Count.ShouldBe(1);
        given.KnownAt("2026-08-05 11:59").Known.Grants.ShouldBeEmpty();
    }

    [Fact]
    public void facts_stand_in_the_order_in_which_they_happened_then_by_event_id()
    {
        var known = Given.Dossier().Complained("c", "2026-08-02 12:00").Complained("b", "2026-08-01 12:00").Complained("a", "2026-08-02 12:00").Known;
        known.Facts.Select(f => f.EventId).ShouldBe([Given.Id("b"), .. new[] { Given.Id("a"), Given.Id("c") }.Order()]);
    }

    [Fact]
    public void a_reference_may_come_before_what_it_refers_to()
    {
        var given = Given.Dossier().Verified("verified", "2026-08-02 12:00", "grant").Recorded("2026-08-02 12:01").Grant("grant", "2026-08-01 12:00").Recorded("2026-08-03 12:00");
        var before = given.KnownAt("2026-08-03 11:59").Known;
        before.Unresolved.ShouldBe([new UnresolvedReference(Given.Id("verified"), "consent", Given.Ref("grant"))]);
        before.Verifications[0].Source.Consent.ShouldBeNull();
        var after = given.KnownAt("2026-08-03 12:00").Known;
        after.Unresolved.ShouldBeEmpty();
        after.Verifications[0].Source.Consent.ShouldBe(after.Grants[0].Source);
    }

    [Fact]
    public void a_bare_reference_means_the_only_match_in_the_dossier()
    {
        Given Bare() => Given.Dossier().Grant("grant", "2026-08-01 12:00", g => g with { RefMac = "mac" })
            .Verified("verified", "2026-08-02 12:00", "grant", v => v with { Consent = new FactRef(Given.Id("not here"), "mac") });
        Bare().Known.Verifications[0].Source.Consent!.EventId.ShouldBe(Given.Id("grant"));
        var two = Bare().Grant("other", "2026-08-01 12:00", g => g with { RefMac = "mac" }).Known;
        two.Verifications[0].Source.Consent.ShouldBeNull();
        two.Unresolved.Single().From.ShouldBe(Given.Id("verified"));
    }

    [Fact]
    public void the_event_named_goes_before_other_matches() =>
        Given.Dossier().Grant("grant", "2026-08-01 12:00", g => g with { RefMac = "mac" }).Grant("other", "2026-08-01 12:00", g => g with { RefMac = "mac" })
            .Verified("verified", "2026-08-02 12:00", "grant", v => v with { Consent = new FactRef(Given.Id("other"), "mac") })
            .Known.Verifications[0].Source.Consent!.EventId.ShouldBe(Given.Id("other"));

    [Fact]
    public void a_corrected_fact_takes_the_place_of_the_original_and_references_reach_it()
    {
        var known = Given.ValidConsent().Correction("fix", "2026-08-03 10:00", "grant", Corrected(["gas"])).Known;
        var grant = known.Grants.Single();
        grant.Fact.Products.ShouldBe(["gas"]);
        grant.Source.EventId.ShouldBe(Given.Id("grant"));
        grant.Source.LatestEventId.ShouldBe(Given.Id("fix"));
        grant.Source.FirstRecordedAt.ShouldBe(Given.At("2026-08-01 12:01"));
        grant.Source.RecordedAt.ShouldBe(Given.At("2026-08-03 10:01"));
        known.Verifications[0].Source.Consent.ShouldBe(grant.Source);
        known.Find(Given.Id("fix")).ShouldBe(grant.Source);
    }

    [Fact]
    public void the_last_correction_made_counts_not_the_last_to_arrive()
    {
        Given.ValidConsent().Correction("late", "2026-08-05 10:00", "grant", Corrected(["gas"])).Correction("early", "2026-08-04 10:00", "grant", Corrected(["water"]))
            .Known.Grants.Single().Fact.Products.ShouldBe(["gas"]);
    }

    [Fact]
    public void a_correction_of_a_correction_takes_its_place()
    {
        var grant = Given.ValidConsent().Correction("fix", "2026-08-03 10:00", "grant", Corrected(["gas"])).Correction("again", "2026-08-04 10:00", "fix", Corrected(["water"]))
            .Known.Grants.Single();
        grant.Fact.Products.ShouldBe(["water"]);
        grant.Source.Corrections.Select(c => c.EventId).ShouldBe([Given.Id("fix"), Given.Id("again")]);
    }

    [Fact]
    public void a_correction_not_known_yet_changes_nothing() =>
        Given.ValidConsent().Correction("fix", "2026-08-03 10:00", "grant", Corrected(["gas"])).KnownAt("2026-08-03 10:00")
            .Known.Grants.Single().Fact.Products.Count.ShouldBe(2);

    [Fact]
    public void a_fact_moved_away_counts_no_more()
    {
        var known = Given.ValidConsent().Correction("away", "2026-08-03 10:00", "grant", null, CorrectionMove.Away).Known;
        known.Grants.ShouldBeEmpty();
        known.Find(Given.Id("grant"))!.IsMovedAway.ShouldBeTrue();
        known.Verifications[0].Source.Consent.ShouldBeNull();
        known.Unresolved.ShouldBeEmpty();
    }

    [Fact]
    public void a_fact_moved_here_counts_and_references_to_its_original_reach_it()
    {
        var known = Given.Dossier().Correction("here", "2026-08-03 10:00", "grant", Corrected(["gas"]), CorrectionMove.Here)
            .Verified("verified", "2026-08-04 12:00", "grant").Known;
        known.Grants.Single().Source.EventId.ShouldBe(Given.Id("here"));
        known.Verifications[0].Source.Consent.ShouldBe(known.Grants[0].Source);
        known.Unresolved.ShouldBeEmpty();
    }

    [Fact]
    public void the_original_may_come_after_its_correction()
    {
        var given = Given.Dossier().Correction("fix", "2026-08-03 10:00", "grant", Corrected(["gas"])).Recorded("2026-08-03 10:00")
            .Grant("grant", "2026-08-01 12:00").Recorded("2026-08-04 10:00");
        var before = given.KnownAt("2026-08-03 12:00").Known;
        before.Grants.Single().Fact.Products.ShouldBe(["gas"]);
        before.Unresolved.Single().Field.ShouldBe("corrects");
        var after = given.KnownAt("2026-08-04 10:00").Known;
        after.Grants.Single().Fact.Products.ShouldBe(["gas"]);
        after.Grants.Single().Source.EventId.ShouldBe(Given.Id("grant"));
        after.Unresolved.ShouldBeEmpty();
    }

    [Fact]
    public void corrections_that_correct_each_other_count_for_nothing_and_are_told() =>
        ShouldBeToldOnly(Given.Dossier().Correction("a", "2026-08-03 10:00", "b", Corrected(["gas"])).Correction("b", "2026-08-03 10:00", "a", Corrected(["gas"])), "a", "b");

    [Fact]
    public void so_do_a_correction_of_itself_and_one_of_that()
    {
        ShouldBeToldOnly(Given.Dossier().Correction("self", "2026-08-03 10:00", "self", Corrected(["gas"])), "self");
        ShouldBeToldOnly(Given.Dossier().Correction("self", "2026-08-03 10:00", "self", Corrected(["gas"])).Correction("tail", "2026-08-04 10:00", "self", Corrected(["gas"])), "self", "tail");
    }

    [Fact]
    public void every_correction_has_an_effect_or_is_told() =>
        Gen.Int[0, 5].Array[1, 5].Sample(targets =>
        {
            var given = Given.Dossier().Grant("fact-5", "2026-08-01 12:00");
            for (var i = 0; i < targets.Length; i++)
                given.Correction($"fact-{i}", "2026-08-03 10:00", $"fact-{targets[i]}", Corrected(["gas"]));
            var known = given.Known;
            for (var i = 0; i < targets.Length; i++)
                (known.Find(Given.Id($"fact-{i}")) is not null || known.Unresolved.Any(u => u.From == Given.Id($"fact-{i}"))).ShouldBeTrue();
        });

    [Fact]
    public void an_objection_stands_in_every_version()
    {
        var known = Given.Dossier().Withdrawn("no", "2026-08-10 10:00").Correction("fix", "2026-08-11 10:00", "no", Given.AWithdrawal("no", "2026-08-12 10:00")).Known;
        known.Objections.Select(o => o.EventId).ShouldBe([Given.Id("no"), Given.Id("fix")]);
        known.Facts.Count.ShouldBe(1);
    }

    [Fact]
    public void an_objection_whose_original_has_not_come_stands_once() =>
        Given.Dossier().Correction("fix", "2026-08-11 10:00", "no", Given.AWithdrawal("no", "2026-08-10 10:00")).Known.Objections.Select(o => o.EventId).ShouldBe([Given.Id("fix")]);

    [Fact]
    public void an_exhibit_is_as_it_was_known_then()
    {
        var exhibit = new Exhibit(Given.Id("x"), Given.At("2026-08-01 12:00"), Announced(), Given.At("2026-08-02 12:00"), "x", Given.At("2026-08-03 12:00"));
        ExhibitState? At(string at) =>
            DossierAsKnown.Of(new Dossier(Given.Principal, Given.Consumer, [], [exhibit]), Given.At(at)).Exhibits is [var one] ? one.State : null;
        At("2026-08-01 11:59").ShouldBeNull();
        At("2026-08-01 12:00").ShouldBe(ExhibitState.Awaited);
        At("2026-08-02 12:00").ShouldBe(ExhibitState.Stored);
        At("2026-08-03 12:00").ShouldBe(ExhibitState.Deleted);
    }

    [Fact]
    public void what_an_exhibit_refers_to_is_resolved()
    {
        var known = Given.ValidConsent().Exhibit("x", "2026-08-01 12:00", e => e with { Consent = Given.Ref("grant") }).Known;
        known.Exhibits.Single(e => e.Exhibit.Id == "x").Consent.ShouldBe(known.Grants[0].Source);
    }

    private static void ShouldBeToldOnly(Given given, params string[] corrections)
    {
        given.Known.Facts.ShouldBeEmpty();
        given.Known.Unresolved.Select(u => $"{u.From} {u.Field}").ShouldBe(corrections.Select(c => $"{Given.Id(c)} corrects"), ignoreOrder: true);
    }

    private static ConsentGranted Corrected(string[] products) =>
        (ConsentGranted)Given.Dossier().Grant("grant", "2026-08-01 12:00", g => g with { Products = products }).Whole.Facts[0].Fact;

    private static ExhibitAnnounced Announced() => new()
    {
        OccurredAt = Given.At("2026-08-01 11:00"),
        Exhibit = "x",
        UploadedBy = Given.Principal,
        Party = Given.Principal,
        Kind = ExhibitKind.Voicelog,
        Purposes = [ExhibitPurpose.Consent],
        ContentType = "audio/ogg",
        Size = 1,
        Sha256 = "00",
    };

    [Theory]
    [InlineData(1)]
    [InlineData(100_000)]
    public void corrections_of_corrections_may_go_on_for_as_long_as_they_like(int many)
    {
        var call = new CallAttempted
        {
            OccurredAt = Given.At("2026-03-01 12:00"),
            Party = "zon",
            UploadedBy = "zon",
            RefMac = "c",
            Direction = CallDirection.Outbound,
            Means = CallMeans.Human,
            Nature = CallNature.Commercial,
            Outcome = CallOutcome.NoAnswer,
        };
        static Guid Id(int n) => new(n + 1, 0, 0, new byte[8]);
        var facts = new List<RecordedFact> { new(Id(0), call.OccurredAt, 1, call) };
        for (var i = 1; i <= many; i++)
        {
            var corrected = call with { Products = [i == many ? "last" : "other"] };
            facts.Add(new(Id(i), call.OccurredAt, i + 1, new CorrectionMade
            {
                OccurredAt = call.OccurredAt,
                Party = "zon",
                UploadedBy = "zon",
                RefMac = $"k{i}",
                Corrects = new FactRef(Id(i - 1)),
                ReasonHash = "00",
                Corrected = corrected,
            }));
        }

        var known = DossierAsKnown.Of(new Dossier("zon", Guid.NewGuid(), facts, []), Instant.MaxValue).Facts.ShouldHaveSingleItem();
        ((CallAttempted)known.Fact).Products.ShouldBe(["last"]);
        known.Corrections.Count.ShouldBe(many);
    }
}
