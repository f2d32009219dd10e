using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Intake;

namespace EvidenceVault.Server.Tests.Suppressions;

/// <summary><c>vault suppress</c> against a vault.</summary>
public sealed class SuppressCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("evidence-vault-suppress-");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task whoever_said_no_is_taken_out_however_the_number_is_written_and_the_rest_stays_as_it_is()
    {
        var desk = await Desk.NewAsync();
        var (no, gas, yes) = (Desk.Phone(), Desk.Phone(), Desk.Phone());
        await desk.Accept(Follower.Withdrawal(no));
        await desk.Accept(Follower.Objection(gas).With("/scope", new JsonObject { ["products"] = new JsonArray("gas") }));
        var list = $"naam;Telefoonnummer;plaats\n\"Jansen; A.\";06-{no[4..]};Café\nB;0031 6 {gas[4..]};Delft\nC;{yes};Delft\nD;geen;Delft\n";
        await File.WriteAllTextAsync(Path("lijst.csv"), list, Encoding.Latin1, Ct);

        var all = await Run(desk);
        all.Code.ShouldBe(1);
        all.Output.ShouldContain("2 taken out, 1 left, of 4 rows");
        all.Output.ShouldContain("line 5");
        (await File.ReadAllTextAsync(Path("lijst.cleared.csv"), Encoding.Latin1, Ct)).ShouldBe($"naam;Telefoonnummer;plaats\nC;{yes};Delft\n");
        foreach (var phone in new[] { no, gas, yes }) (all.Output + all.Error).ShouldNotContain(phone[4..]);
        (await File.ReadAllTextAsync(Path("lijst.csv"), Encoding.Latin1, Ct)).ShouldBe(list);

        (await Run(desk, "--products", "electricity")).Output.ShouldContain("1 taken out, 2 left");
        (await Run(desk, "--products", "electricity,gas")).Output.ShouldContain("2 taken out, 1 left");
        (await Reached(desk)).ShouldBeNull();
        (await Run(desk, "--acknowledge")).Output.ShouldContain("Acknowledged.");
        (await Reached(desk)).ShouldBe((await new Follower(desk, desk.ByAgency).Read()).Next);
    }

    [Fact]
    public async Task a_list_without_numbers_is_refused_and_nothing_is_acknowledged()
    {
        var desk = await Desk.NewAsync();
        await desk.Accept(Follower.Withdrawal(Desk.Phone()));
        await File.WriteAllTextAsync(Path("lijst.csv"), "naam;plaats\nA;Delft\n", Ct);
        var run = await Run(desk, "--acknowledge");
        run.Code.ShouldBe(2);
        run.Error.ShouldContain("--column");
        File.Exists(Path("lijst.cleared.csv")).ShouldBeFalse();
        (await Reached(desk)).ShouldBeNull();
    }

    private string Path(string name) => System.IO.Path.Combine(_folder.FullName, name);

    private static async Task<string?> Reached(Desk desk) =>
        (await desk.ByAgency.ReadAsync($"{desk.P}/suppressions/acknowledgements").Expect(HttpStatusCode.OK)).Body.GetProperty("parties")[0].GetProperty("cursor").GetString();

    private async Task<(int Code, string Output, string Error)> Run(Desk desk, params string[] more)
    {
        await File.WriteAllTextAsync(Path("key"), await desk.Host.CreateKeyAsync(null, desk.Agency, ["clearance:request"]), Ct);
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await Cli.Commands.RunAsync(
            ["suppress", "--list", Path("lijst.csv"), "--url", desk.Host.Address.ToString(), "--principal", desk.Principal, "--key-file", Path("key"), .. more], output, error, Ct);
        return (code, output.ToString(), error.ToString());
    }
}
