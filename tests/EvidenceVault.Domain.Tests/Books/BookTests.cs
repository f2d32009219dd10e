using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Dossiers.Facts;
using NodaTime;

namespace EvidenceVault.Domain.Tests;

public sealed class BookTests
{
    private static readonly Instant Start = Instant.FromUtc(2026, 1, 1, 0, 0);

    [Fact]
    public void a_party_is_reached_through_mandates_from_the_principal_only()
    {
        var book = Given(Mandate("1", "p", "a"), Mandate("2", "a", "b"), Mandate("3", "b", "a"), Mandate("4", "x", "y"), Mandate("5", "b", "p"));
        book.PartiesEverMandated().ShouldBe(["a", "b"], ignoreOrder: true);
        Given().PartiesEverMandated().ShouldBeEmpty();
    }

    [Fact]
    public void a_party_that_had_a_mandate_stays_reached()
    {
        Given(Mandate("1", "p", "a"), Mandate("1", "p", "b")).PartiesEverMandated().ShouldBe(["a", "b"], ignoreOrder: true);
    }

    [Fact]
    public void every_version_stays_and_the_last_one_known_at_an_instant_is_found()
    {
        var book = Given(Mandate("1", "p", "a"), Mandate("1", "p", "b"));
        book.Version.ShouldBe(2);
        Book.KnownAt(book.Mandates, "1", Start)!.Value.To.ShouldBe("a");
        Book.KnownAt(book.Mandates, "1", Start + Duration.FromHours(1))!.Value.To.ShouldBe("b");
        Book.KnownAt(book.Mandates, "1", Start - Duration.FromTicks(1)).ShouldBeNull();
    }

    [Fact]
    public void the_policy_in_force_is_the_one_that_starts_last_and_of_equals_the_one_recorded_last()
    {
        var book = Given(Policy(new(2026, 6, 1), 1), Policy(new(2026, 3, 1), 2), Policy(new(2026, 6, 1), 3));
        book.PolicyOn(new(2026, 2, 1), Instant.MaxValue).Attempts.PerDay.ShouldBe(1);
        book.PolicyFiledOn(new(2026, 2, 1), Instant.MaxValue).ShouldBeNull();
        book.PolicyFiledOn(new(2026, 3, 1), Instant.MaxValue)!.Version.ShouldBe(2);
        book.PolicyFiledOn(new(2026, 7, 1), Instant.MaxValue)!.Version.ShouldBe(3);
        book.PolicyFiledOn(new(2026, 7, 1), Start + Duration.FromHours(1))!.Version.ShouldBe(1);
    }

    [Fact]
    public void only_the_energy_preset_narrows_how_consents_are_confirmed()
    {
        foreach (var preset in Enum.GetValues<PolicyPreset>())
        {
            var policy = EvidenceVault.Domain.Books.Policy.Of(preset, new(2026, 1, 1));
            policy.Preset.ShouldBe(preset);
            policy.Verification.Methods.Count.ShouldBe(preset is PolicyPreset.Energy ? 2 : 5);
            policy.Verification.Deadline.ShouldBe(Period.FromDays(14));
        }
    }

    [Theory]
    [InlineData(PolicyPreset.Standard)]
    [InlineData(PolicyPreset.Energy)]
    [InlineData(PolicyPreset.Charity)]
    [InlineData(PolicyPreset.Publisher)]
    public void every_preset_has_the_defaults_of_the_rulebook(PolicyPreset preset)
    {
        var policy = EvidenceVault.Domain.Books.Policy.Of(preset, new(2026, 1, 1));
        policy.ConsentTerm.ShouldBe(Period.FromMonths(12));
        policy.CallbackTerm.ShouldBe(Period.FromDays(14));
        policy.Window.ShouldBe(new(new(new(9, 0), new(21, 0)), new(new(10, 0), new(16, 0))));
        policy.Holidays.ShouldBe(new(false, false));
        policy.MourningDays.ShouldBeEmpty();
        policy.Attempts.ShouldBe(new(3, 1));
        policy.CoolingOff.ShouldBeNull();
        policy.WrittenProducts.ShouldBe(["electricity", "gas", "water", "heat"]);
        policy.InboundProof.ShouldBe(InboundProof.Cdr);
        policy.ClearUnproven.ShouldBeFalse();
        policy.DroppedCallAlarmPercent.ShouldBe(3);
    }

    private static Book Given(params object[] events)
    {
        var book = Book.Of("p");
        for (var i = 0; i < events.Length; i++) book = book.With(events[i], Start + Duration.FromHours(i), i + 1, Guid.Empty);
        return book;
    }

    private static MandateGiven Mandate(string reference, string from, string to) =>
        new(reference, from, to, null, new(2026, 1, 1), null, false, null, null);

    private static PolicySet Policy(LocalDate from, int perDay) =>
        new(new Policy { ValidFrom = from, Attempts = new(3, perDay) }, "why", false);
}
