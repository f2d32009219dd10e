using EvidenceVault.Server.Hosting;

namespace EvidenceVault.Server.Tests.Hosting;

public sealed class RememberedTests
{
    [Fact]
    public void what_fits_is_remembered_and_one_more_makes_it_forget_all_but_that()
    {
        var remembered = new Remembered<int, string>(3);
        for (var i = 1; i <= 3; i++) remembered.Keep(i, $"{i}");
        Held(remembered, 5).ShouldBe([1, 2, 3]);
        remembered.Keep(4, "4");
        Held(remembered, 5).ShouldBe([4]);
    }

    [Fact]
    public void a_value_in_the_place_of_another_takes_no_more_room()
    {
        var remembered = new Remembered<int, string>(3);
        remembered.Keep(1, "1");
        for (var i = 0; i < 10; i++) remembered.Keep(2, $"{i}");
        Held(remembered, 5).ShouldBe([1, 2]);
        remembered.Of(2, 0, static (_, _) => "made").ShouldBe("9");
    }

    [Fact]
    public void what_is_forgotten_makes_room()
    {
        var remembered = new Remembered<int, string>(3);
        for (var i = 1; i <= 3; i++) remembered.Keep(i, $"{i}");
        remembered.Forget(1);
        remembered.Forget(1);
        remembered.Keep(4, "4");
        Held(remembered, 5).ShouldBe([2, 3, 4]);
        remembered.Keep(5, "5");
        Held(remembered, 5).ShouldBe([5]);
    }

    [Fact]
    public async Task those_who_make_a_value_at_once_get_the_same()
    {
        var remembered = new Remembered<int, object>(10);
        using var together = new Barrier(8);
        var made = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(
            () =>
            {
                together.SignalAndWait(TestContext.Current.CancellationToken);
                return remembered.Of(1, 0, static (_, _) => new object());
            },
            TestContext.Current.CancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));
        made.Distinct().Count().ShouldBe(1);
    }

    private static IEnumerable<int> Held(Remembered<int, string> remembered, int upTo) => Enumerable.Range(1, upTo).Where(i => remembered.TryGet(i, out _));
}
