using CsCheck;
using EvidenceVault.Domain.Identity;
using NodaTime;

namespace EvidenceVault.Domain.Tests.Identity;

public sealed class DatedValuesTests
{
    private static Gen<(string Value, int Day)[]> Tellings { get; } =
        Gen.Select(PhoneNumbersNlTests.AnyOf("Jansen", "De Vries", "Bakker"), Gen.Int[1, 8], (value, day) => (value, day)).Array[1, 12];

    [Fact]
    public void a_value_told_again_stands_once_from_the_first_time() => Print([("Jansen", 3), ("Jansen", 1), ("Jansen", 2)]).ShouldBe("Jansen 1-3");

    [Fact]
    public void a_number_that_changes_hands_has_the_later_name_and_keeps_the_earlier() => Print([("Jansen", 1), ("De Vries", 5)]).ShouldBe("Jansen 1-1, De Vries 5-5");

    [Fact]
    public void what_is_told_late_about_before_does_not_become_the_current_value() => Print([("De Vries", 5), ("Jansen", 1)]).ShouldBe("Jansen 1-1, De Vries 5-5");

    [Fact]
    public void a_name_that_comes_back_stands_before_and_after_the_other() =>
        Print([("Jansen", 1), ("Jansen", 9), ("De Vries", 5)]).ShouldBe("Jansen 1-1, De Vries 5-5, Jansen 9-9");

    [Fact]
    public void an_old_value_told_for_a_later_day_is_current_again() => Print([("Jansen", 1), ("De Vries", 5), ("Jansen", 9)]).ShouldBe("Jansen 1-1, De Vries 5-5, Jansen 9-9");

    [Fact]
    public void each_name_keeps_when_it_was_first_recorded()
    {
        IReadOnlyList<DatedValue> Recorded(params (string Value, int Day, int RecordedOn)[] tellings) =>
            tellings.Aggregate((IReadOnlyList<DatedValue>)[], (values, told) => values.Told(told.Value, At(told.Day), At(told.RecordedOn)));
        Recorded(("Jansen", 3, 4), ("Jansen", 5, 6), ("Jansen", 1, 7), ("De Vries", 8, 9)).Select(v => (v.Value, v.RecordedAt)).ShouldBe([("Jansen", At(4)), ("De Vries", At(9))]);
        Recorded(("Jansen", 1, 2), ("Jansen", 8, 9), ("De Vries", 5, 10)).Select(v => (v.Value, v.RecordedAt)).ShouldBe([("Jansen", At(2)), ("De Vries", At(10)), ("Jansen", At(2))]);
        // Of what an earlier version kept it is not known.
        ((IReadOnlyList<DatedValue>)[new("Jansen", At(1))]).Told("Jansen", At(3), At(4)).ShouldHaveSingleItem().RecordedAt.ShouldBeNull();
    }

    [Fact]
    public void nothing_told_changes_nothing()
    {
        IReadOnlyList<DatedValue> values = [new("Jansen", At(1))];
        values.Told(null, At(2)).ShouldBeSameAs(values);
        values.Told("Jansen", At(1)).ShouldBeSameAs(values);
    }

    [Fact]
    public void in_whatever_order_it_is_told_the_first_and_the_current_are_those_of_the_first_and_the_last_instant() =>
        Gen.Select(Tellings, Gen.Int[0, 1_000_000]).Sample((tellings, seed) =>
        {
            var inOrder = tellings.OrderBy(t => t.Day).ThenBy(t => t.Value, StringComparer.Ordinal).ToList();
            var told = Told(Shuffled(tellings, seed));
            (told[0].Value, told[0].Since).ShouldBe((inOrder[0].Value, At(inOrder[0].Day)));
            (told[^1].Value, End(told[^1])).ShouldBe((inOrder[^1].Value, At(inOrder[^1].Day)));
        }, iter: 2_000);

    [Fact]
    public void every_value_told_stands_and_none_twice_on_end_and_all_in_order() => Tellings.Sample(tellings =>
    {
        var told = Told(tellings);
        told.Select(t => t.Value).ToHashSet().SetEquals(tellings.Select(t => t.Value)).ShouldBeTrue();
        foreach (var (one, next) in told.Zip(told.Skip(1)))
        {
            next.Value.ShouldNotBe(one.Value);
            next.Since.ShouldBeGreaterThanOrEqualTo(End(one));
        }
    }, iter: 2_000);

    [Fact]
    public void of_very_many_values_the_first_and_the_latest_are_kept_in_whatever_order_they_are_told() => Gen.Int[0, 1_000_000].Sample(seed =>
    {
        var tellings = Enumerable.Range(1, 120).Select(hour => ($"Naam {hour}", hour)).ToArray();
        new Random(seed).Shuffle(tellings);
        var told = tellings.Aggregate((IReadOnlyList<DatedValue>)[], (values, t) => values.Told(t.Item1, Instant.FromUtc(2026, 3, 1, 0, 0) + Duration.FromHours(t.hour)));
        told.Select(v => v.Value).ShouldBe([.. Enumerable.Range(1, 10).Select(h => $"Naam {h}"), .. Enumerable.Range(81, 40).Select(h => $"Naam {h}")]);
        // What is not kept says nothing new when it is told again.
        told.Told("Naam 40", Instant.FromUtc(2026, 3, 1, 0, 0) + Duration.FromHours(40)).ShouldBeSameAs(told);
    }, iter: 100);

    [Fact]
    public void however_much_is_told_no_more_is_kept_and_the_first_and_the_current_are_right() =>
        Gen.Select(Gen.Int[1, 12], Gen.Int[1, 300], (name, hour) => (Value: $"Naam {name}", Hour: hour)).Array[60, 300].Sample(tellings =>
        {
            var told = tellings.Aggregate((IReadOnlyList<DatedValue>)[], (values, t) => values.Told(t.Value, Instant.FromUtc(2026, 3, 1, 0, 0) + Duration.FromHours(t.Hour)));
            var inOrder = tellings.OrderBy(t => t.Hour).ThenBy(t => t.Value, StringComparer.Ordinal).ToList();
            told.Count.ShouldBeLessThanOrEqualTo(DatedValues.MostKept);
            (told[0].Value, told[^1].Value).ShouldBe((inOrder[0].Value, inOrder[^1].Value));
            foreach (var (one, next) in told.Zip(told.Skip(1)))
            {
                next.Value.ShouldNotBe(one.Value);
                next.Since.ShouldBeGreaterThanOrEqualTo(End(one));
            }
        }, iter: 300);

    private static (string Value, int Day)[] Shuffled((string Value, int Day)[] tellings, int seed)
    {
        var shuffled = tellings.ToArray();
        new Random(seed).Shuffle(shuffled);
        return shuffled;
    }

    private static IReadOnlyList<DatedValue> Told((string Value, int Day)[] tellings) =>
        tellings.Aggregate((IReadOnlyList<DatedValue>)[], (values, told) => values.Told(told.Value, At(told.Day)));

    private static string Print((string Value, int Day)[] tellings) =>
        string.Join(", ", Told(tellings).Select(v => $"{v.Value} {v.Since.InUtc().Day}-{End(v).InUtc().Day}"));

    private static Instant End(DatedValue value) => value.Last ?? value.Since;

    private static Instant At(int day) => Instant.FromUtc(2026, 3, day, 9, 0);
}
