using EvidenceVault.Server.Intake;

namespace EvidenceVault.Server.Tests.Intake;

/// <summary>How much of an upload is held in memory at once.</summary>
public sealed class UploadRoomTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task what_fits_goes_in_at_once()
    {
        using var room = new UploadRoom(100);
        await room.Take(60, Ct);
        room.Take(40, Ct).AsTask().IsCompletedSuccessfully.ShouldBeTrue();
    }

    [Fact]
    public async Task what_is_a_byte_too_much_waits_until_there_is_room_for_all_of_it()
    {
        using var room = new UploadRoom(100);
        await room.Take(60, Ct);
        await room.Take(30, Ct);
        var waiting = room.Take(71, Ct).AsTask();
        room.Give(60);
        (await Task.WhenAny(waiting, Task.Delay(50, Ct)) == waiting).ShouldBeFalse();
        room.Give(30);
        await waiting.WaitAsync(TimeSpan.FromSeconds(10), Ct);
    }

    [Fact]
    public async Task what_is_larger_than_all_the_room_goes_alone()
    {
        using var room = new UploadRoom(100);
        await room.Take(1, Ct);
        var waiting = room.Take(500, Ct).AsTask();
        waiting.IsCompleted.ShouldBeFalse();
        room.Give(1);
        await waiting.WaitAsync(TimeSpan.FromSeconds(10), Ct);
    }

    [Fact]
    public async Task an_upload_that_ends_waits_no_longer()
    {
        using var ended = new CancellationTokenSource();
        using var room = new UploadRoom(100);
        await room.Take(100, Ct);
        var waiting = room.Take(1, ended.Token).AsTask();
        await ended.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task one_who_takes_and_one_who_gives_never_wait_for_each_other_for_good()
    {
        using var room = new UploadRoom(1_000);
        var sizes = System.Threading.Channels.Channel.CreateUnbounded<int>();
        var random = new Random(7);
        var taking = Task.Run(async () =>
        {
            for (var i = 0; i < 100_000; i++)
            {
                var size = random.Next(1, 1_500);
                await room.Take(size, Ct);
                sizes.Writer.TryWrite(size);
            }

            sizes.Writer.Complete();
        }, Ct);
        await foreach (var size in sizes.Reader.ReadAllAsync(Ct)) room.Give(size);
        await taking.WaitAsync(TimeSpan.FromSeconds(30), Ct);
    }
}
