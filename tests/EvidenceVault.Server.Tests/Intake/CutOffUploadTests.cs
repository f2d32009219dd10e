using EvidenceVault.Server.Tests.Infrastructure;

namespace EvidenceVault.Server.Tests.Intake;

/// <summary>Uploads by clients that go away or send bit by bit.</summary>
public sealed class CutOffUploadTests
{
    [Fact(Timeout = 300_000)]
    public async Task what_was_acknowledged_before_the_upload_was_cut_off_is_there_once_and_the_rest_goes_by_sending_again()
    {
        var desk = await Desk.NewAsync();
        var phones = Enumerable.Range(0, 10).Select(_ => Desk.Phone()).ToArray();
        var lines = Enumerable.Range(0, 400).Select(i => Desk.Call(phones[i % 10], $"C-{i}").ToJsonString() + "\n").ToArray();
        using var socket = await RawUpload.StartAsync(desk.Host.Address, desk.Evidence, desk.Staff, TestContext.Current.CancellationToken);
        // Half, and half a line more, which is nobody's item.
        await socket.SendAsync(string.Concat(lines[..200]) + lines[200][..^20]);
        var told = ItemAnswer.ReadAll(await socket.ReadAsync(results: 50));
        socket.Cut();
        told.Count.ShouldBeGreaterThanOrEqualTo(50);
        told.ShouldAllBe(r => r.Status == "accepted");

        var again = await desk.Upload(string.Concat(lines));
        again.Take(told.Count).ShouldAllBe(r => r.Status == "duplicate");
        for (var i = 0; i < told.Count; i++) again[i].EventId.ShouldBe(told[i].EventId);
        again.Skip(200).ShouldAllBe(r => r.Status == "accepted");
        again.ShouldAllBe(r => r.Status == "accepted" || r.Status == "duplicate");
        (await desk.CountOfFacts()).ShouldBe(400);
    }

    [Fact(Timeout = 300_000)]
    public async Task results_of_lines_are_told_while_the_upload_goes_on()
    {
        var (desk, phone) = (await Desk.NewAsync(), Desk.Phone());
        using var socket = await RawUpload.StartAsync(desk.Host.Address, desk.Evidence, desk.Staff, TestContext.Current.CancellationToken);
        for (var i = 0; i < 3; i++)
        {
            await socket.SendAsync(Desk.Call(phone, $"C-{i}").ToJsonString() + "\n");
            ItemAnswer.ReadAll(await socket.ReadAsync(results: i + 1)).Select(r => r.Ref).ShouldBe(Enumerable.Range(0, i + 1).Select(n => $"C-{n}"));
        }
    }
}
