using CsCheck;
using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;

namespace EvidenceVault.Domain.Tests;

/// <summary>A fact is corrected by whoever handed it in and by the principal, and by nobody else.</summary>
public class WhoMayCorrectTests
{
    private const string Noord = "noord";
    private const string Zuid = "zuid";

    [Theory]
    [InlineData(Noord, Noord, true)]
    [InlineData(Noord, Given.Principal, true)]
    [InlineData(Noord, Zuid, false)]
    [InlineData(Given.Principal, Given.Principal, true)]
    [InlineData(Given.Principal, Noord, false)]
    public void a_fact_is_corrected_by_its_uploader_and_by_the_principal_alone(string uploader, string corrector, bool counts)
    {
        var given = Given.Dossier().Grant("grant", "2026-08-01 12:00").HandedInBy(uploader).Correction("fix", "2026-08-03 10:00", "grant", Gas).HandedInBy(corrector);
        var grant = given.Known.Grants.ShouldHaveSingleItem();
        grant.Source.LatestEventId.ShouldBe(Given.Id(counts ? "fix" : "grant"));
        grant.Fact.Products.ShouldBe(counts ? ["gas"] : ["electricity", "gas"]);
        ShouldTell(given, counts);
    }

    [Theory]
    [InlineData(Noord, true)]
    [InlineData(Given.Principal, true)]
    [InlineData(Zuid, false)]
    public void a_fact_is_moved_away_by_its_uploader_and_by_the_principal_alone(string corrector, bool counts)
    {
        var given = Given.Dossier().Grant("grant", "2026-08-01 12:00").HandedInBy(Noord).Correction("fix", "2026-08-03 10:00", "grant", null, CorrectionMove.Away).HandedInBy(corrector);
        given.Known.Find(Given.Id("grant"))!.IsMovedAway.ShouldBe(counts);
        given.Known.Grants.Count.ShouldBe(counts ? 0 : 1);
        ShouldTell(given, counts);
    }

    [Theory]
    [InlineData(Given.Principal, true)]
    [InlineData(Zuid, false)]
    public void a_bare_reference_to_anothers_fact_corrects_it_for_the_principal_and_for_no_agency(string corrector, bool counts)
    {
        foreach (var move in (CorrectionMove?[])[null, CorrectionMove.Away])
        {
            var given = Given.Dossier().Grant("grant", "2026-08-01 12:00").HandedInBy(Noord)
                .Correction("fix", "2026-08-03 10:00", Bare("grant"), move is null ? Gas : null, move).HandedInBy(corrector);
            var grant = given.Known.Find(Given.Id("grant"))!;
            grant.LatestEventId.ShouldBe(Given.Id(counts ? "fix" : "grant"));
            grant.IsMovedAway.ShouldBe(counts && move is not null);
            ShouldTell(given, counts);
        }
    }

    [Fact]
    public void a_correction_is_corrected_by_its_own_uploader_and_by_the_principal_alone()
    {
        IReadOnlyList<string> Products(string first, string second) => Given.Dossier().Grant("grant", "2026-08-01 12:00").HandedInBy(Noord)
            .Correction("fix", "2026-08-03 10:00", "grant", Gas).HandedInBy(first).Correction("again", "2026-08-04 10:00", "fix", Water).HandedInBy(second)
            .Known.Grants.ShouldHaveSingleItem().Fact.Products;
        Products(Noord, Noord).ShouldBe(["water"]);
        Products(Noord, Given.Principal).ShouldBe(["water"]);
        Products(Given.Principal, Given.Principal).ShouldBe(["water"]);
        Products(Given.Principal, Noord).ShouldBe(["gas"]);
        Products(Noord, Zuid).ShouldBe(["gas"]);
        // What corrects a correction that has no effect has none either.
        Products(Zuid, Zuid).ShouldBe(["electricity", "gas"]);
    }

    [Fact]
    public void a_correction_has_no_effect_once_what_it_names_turns_out_to_be_anothers()
    {
        var given = Given.Dossier().Correction("fix", "2026-08-03 10:00", Bare("grant"), Gas).HandedInBy(Zuid).Recorded("2026-08-03 10:00")
            .Grant("grant", "2026-08-01 12:00").HandedInBy(Noord).Recorded("2026-08-04 10:00");
        given.KnownAt("2026-08-04 09:59");
        given.Known.Unresolved.ShouldHaveSingleItem().Field.ShouldBe("corrects");
        given.Report().Contradictions.ShouldBeEmpty();
        given.KnownAt("2026-08-04 10:00").Known.Find(Given.Id("grant"))!.LatestEventId.ShouldBe(Given.Id("grant"));
        ShouldTell(given, false);
    }

    [Fact]
    public void anothers_fact_under_the_same_reference_is_left_alone_beside_ones_own()
    {
        var given = Given.Dossier().Grant("noords", "2026-08-01 12:00", g => g with { RefMac = "G-1" }).HandedInBy(Noord)
            .Correction("fix", "2026-08-03 10:00", new FactRef(Given.Id("zuids"), "G-1"), Gas).HandedInBy(Zuid)
            .Grant("zuids", "2026-08-01 12:00", g => g with { RefMac = "G-1" }).HandedInBy(Zuid);
        given.Known.Find(Given.Id("noords"))!.LatestEventId.ShouldBe(Given.Id("noords"));
        given.Known.Find(Given.Id("zuids"))!.LatestEventId.ShouldBe(Given.Id("fix"));
        ShouldTell(given, true);
    }

    [Theory]
    [InlineData(Noord)]
    [InlineData(Given.Principal)]
    public void a_fact_moved_here_leaves_those_that_stand_here_under_its_reference_alone(string corrector)
    {
        var given = Given.Dossier().Grant("here", "2026-08-01 12:00", g => g with { RefMac = "G-1" }).HandedInBy(Zuid)
            .Correction("moved", "2026-08-03 10:00", new FactRef(Given.Id("elsewhere"), "G-1"), Gas, CorrectionMove.Here).HandedInBy(corrector);
        given.Known.Grants.Select(g => g.Source.LatestEventId).ShouldBe([Given.Id("here"), Given.Id("moved")], ignoreOrder: true);
        ShouldTell(given, true);
    }

    [Theory]
    [InlineData(Noord, true)]
    [InlineData(Given.Principal, true)]
    [InlineData(Zuid, false)]
    public void a_fact_moved_away_and_back_is_the_same_fact_again(string corrector, bool counts)
    {
        // The half that went away bears the reference of the move, but an id of its own.
        var known = Given.Dossier().Grant("grant", "2026-08-01 12:00").HandedInBy(Noord)
            .Correction("away", "2026-08-03 10:00", "grant", null, CorrectionMove.Away).HandedInBy(Noord)
            .Correction("back", "2026-08-04 10:00", new FactRef(Given.Id("the half elsewhere"), "away"), Gas, CorrectionMove.Here).HandedInBy(corrector)
            .Verified("verified", "2026-08-02 12:00", "grant").Known;
        known.Find(Given.Id("grant"))!.IsMovedAway.ShouldBe(!counts);
        known.Verifications.ShouldHaveSingleItem().Source.Consent?.LatestEventId.ShouldBe(Given.Id("back"));
        (known.Verifications[0].Source.Consent is not null).ShouldBe(counts);
    }

    [Fact]
    public void nothing_that_one_agency_corrects_or_moves_changes_what_others_handed_in()
    {
        var correction = Gen.Select(Gen.Int[0, 9], Gen.Int[0, 4], Gen.Int[0, 4], Gen.Bool, (target, time, kind, bare) => (target, time, kind, bare));
        Gen.Select(Gen.Int[0, 2].Array[5], correction.Array[1, 6], correction.Array[0, 3], Gen.Int[0, int.MaxValue]).Sample((uploaders, zuids, others, seed) =>
        {
            Given Others()
            {
                var given = Given.Dossier();
                for (var i = 0; i < uploaders.Length; i++)
                    given.Grant($"fact-{i}", $"2026-08-0{i + 1} 12:00", g => g with { RefMac = $"G-{i / 2}" }).HandedInBy(uploaders[i] == 0 ? Given.Principal : Noord);
                for (var i = 0; i < others.Length; i++)
                    Correct(given, $"other-{i}", others[i], i % 2 == 0 ? Given.Principal : Noord);
                return given;
            }

            var before = Others();
            var after = Others();
            for (var i = 0; i < zuids.Length; i++)
                Correct(after, $"zuid-{i}", zuids[i], Zuid);
            var count = after.Whole.Facts.Count;
            after.InAnotherOrder(Enumerable.Range(0, count).OrderBy(i => unchecked((i + 1) * (seed | 1) * 16777619) ^ seed));
            foreach (var fact in before.Whole.Facts)
                Print(after.Known.Find(fact.EventId)).ShouldBe(Print(before.Known.Find(fact.EventId)));
        }, iter: 1000);
    }

    private static ConsentGranted Gas => AGrant("gas");

    private static ConsentGranted Water => AGrant("water");

    private static FactRef Bare(string reference) => new(Given.Id($"an agency's own {reference}"), reference);

    private static ConsentGranted AGrant(string product) =>
        (ConsentGranted)Given.Dossier().Grant("grant", "2026-08-01 12:00", g => g with { Products = [product] }).Whole.Facts[0].Fact;

    // Of what is there, by event or by bare reference; in place and moving. An agency's key cannot name what others have still to hand in.
    private static void Correct(Given given, string name, (int Target, int Time, int Kind, bool Bare) c, string by)
    {
        var target = given.Whole.Facts[c.Target % given.Whole.Facts.Count];
        var refMac = target.Fact.RefMac;
        var move = c.Kind switch { 3 => CorrectionMove.Away, 4 => CorrectionMove.Here, _ => (CorrectionMove?)null };
        given.Correction(
            name, $"2026-09-0{c.Time + 1} 12:00", c.Bare ? new FactRef(Given.Id($"{by}'s {refMac}"), refMac) : new FactRef(target.EventId),
            move == CorrectionMove.Away ? null : c.Kind == 0 ? Gas : Water, move).HandedInBy(by);
    }

    private static string? Print(KnownFact? known) =>
        known is null ? null : $"{known.EventId} {known.Fact} {known.IsMovedAway} {string.Join(',', known.Corrections.Select(c => c.EventId))}";

    // A correction without effect is told twice over: its reference stands unresolved, and it is named beside the facts that it cannot reach.
    private static void ShouldTell(Given given, bool counts)
    {
        given.Known.Unresolved.Select(u => $"{u.From} {u.Field}").ShouldBe(counts ? [] : [$"{Given.Id("fix")} corrects"]);
        given.Report().Contradictions.Where(c => c.Code == "correction-of-anothers-fact").Select(c => string.Join(' ', c.Because))
            .ShouldBe(counts ? [] : [$"{Given.Id("fix")} {Given.Id("grant")}"]);
    }
}
