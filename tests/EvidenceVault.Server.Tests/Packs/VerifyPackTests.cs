using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using EvidenceVault.Cli;
using EvidenceVault.Verification.Ledger;
using EvidenceVault.Verification.Packs;

namespace EvidenceVault.Server.Tests.Packs;

/// <summary><c>vault verify</c> of packs: one as it was made is found good, and whatever is done to one is named.</summary>
public sealed class VerifyPackTests(SamplePack sample) : IClassFixture<SamplePack>
{
    public static TheoryData<string> DataChanges => [.. PackDataChanges.All.Keys];

    public static TheoryData<string> FileChanges => [.. PackFileChanges.All.Keys];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task a_pack_as_it_was_made_is_good_and_what_is_not_proven_is_said()
    {
        var (code, output) = await Verify(sample.Pdf);
        code.ShouldBe(0, output);
        var answer = JsonElement.Parse(output);
        answer.GetProperty("kind").GetString().ShouldBe("pack");
        answer.GetProperty("facts").GetInt32().ShouldBe(sample.Data["facts"]!.AsArray().Count);
        answer.GetProperty("events").GetInt32().ShouldBe(sample.Data["proof"]!["events"]!.AsArray().Count);
        answer.GetProperty("pages").GetInt32().ShouldBeGreaterThan(5);
        answer.GetProperty("notProven").GetArrayLength().ShouldBe(4);
        (await Verify(sample.With(sample.Files))).Code.ShouldBe(0);
        sample.Data["calls"]![2]!["outcome"]!.ToString().ShouldBe("answered");
    }

    [Theory]
    [MemberData(nameof(DataChanges))]
    public async Task a_change_to_the_data_is_named(string change) => await ShouldName(sample.WithData(PackDataChanges.All[change].Change), PackDataChanges.All[change].Kind);

    [Theory]
    [MemberData(nameof(FileChanges))]
    public async Task a_change_to_the_files_is_named(string change) => await ShouldName(PackFileChanges.All[change].Change(sample), PackFileChanges.All[change].Kind);

    [Fact]
    public async Task a_key_of_another_ledger_finds_nothing_signed()
    {
        var other = new NoteSigner(NoteKey.Parse(sample.Key).Name, NoteSignatureKind.Plain, new byte[32]).Key.Text;
        var (code, output) = await Verify(sample.Pdf, other);
        code.ShouldBe(1);
        output.ShouldContain("\"not-signed\"");
    }

    [Fact]
    public async Task an_exhibit_is_held_against_all_events_of_the_pack()
    {
        var folder = Directory.CreateTempSubdirectory("evidence-vault-exhibit-");
        var (own, other) = (Path.Combine(folder.FullName, "own"), Path.Combine(folder.FullName, "other"));
        await File.WriteAllTextAsync(own, "formulier", Ct);
        await File.WriteAllTextAsync(other, "formulier!", Ct);
        (await Verify(sample.Pdf, sample.Key, "--exhibit", own)).Code.ShouldBe(0);
        var (code, output) = await Verify(sample.Pdf, sample.Key, "--exhibit", other);
        (code, output.Contains("exhibit-changed", StringComparison.Ordinal)).ShouldBe((1, true));
        (await Verify(sample.Pdf, sample.Key, "--tsa", own)).Code.ShouldBe(2);
        folder.Delete(recursive: true);
    }

    [Fact]
    public void whatever_is_done_to_the_bytes_ends_in_an_answer()
    {
        var (random, keys) = (new Random(7), new[] { NoteKey.Parse(sample.Key) });
        var small = sample.With(sample.Files.Where(f => f.Key is "pack.json" or "proofs/checkpoint" or "keys.json").Append(sample.Files.First(f => f.Key == sample.Proof("call.attempted"))));
        for (var i = 0; i < 2_000; i++)
        {
            var bytes = (byte[])small.Clone();
            // Among them the tables at the end, where most of what is read stands.
            for (var n = random.Next(1, 6); n > 0; n--) bytes[random.Next(2) == 0 ? random.Next(bytes.Length) : Math.Max(0, bytes.Length - 1 - random.Next(2_000))] = (byte)random.Next(256);
            var length = random.Next(4) == 0 ? random.Next(bytes.Length) : bytes.Length;
            Should.NotThrow(() => PackCheck.Check(bytes.AsMemory(0, length), keys));
        }
    }

    [Fact]
    public void a_file_that_refers_to_itself_or_unpacks_without_end_ends_in_an_answer()
    {
        foreach (var body in new[]
        {
            "1 0 obj\n<</Type/ObjStm/N 1/First 4/Length 1 0 R>>\nstream\n5 0 1\nendstream\nendobj\n",
            "1 0 obj\n" + string.Concat(Enumerable.Repeat("[", 100_000)) + "\nendobj\n",
            "1 0 obj\n<</Names 1 0 R/Pages 1 0 R/Kids[1 0 R 1 0 R]/EmbeddedFiles 1 0 R>>\nendobj\n",
        })
        {
            PackCheck.Check(Handmade(body, kind: 1), []).Faults.ShouldHaveSingleItem().Kind.ShouldBe("unreadable");
            PackCheck.Check(Handmade(body, kind: 2), []).Faults.ShouldHaveSingleItem().Kind.ShouldBe("unreadable");
        }
    }

    private async Task ShouldName(byte[] pdf, string kind)
    {
        var (code, output) = await Verify(pdf);
        code.ShouldBe(1, output);
        JsonElement.Parse(output).GetProperty("findings").EnumerateArray().Select(f => f.GetProperty("kind").GetString()).ShouldContain(kind, output);
    }

    private Task<(int Code, string Output)> Verify(byte[] pdf) => Verify(pdf, sample.Key);

    private static async Task<(int Code, string Output)> Verify(byte[] pdf, string key, params string[] more)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(file, pdf, Ct);
            var output = new StringWriter();
            var code = await Commands.RunAsync(["verify", file, "--key", key, "--json", .. more], output, output, Ct);
            return (code, output.ToString());
        }
        finally
        {
            File.Delete(file);
        }
    }

    // One object, and a table that says where it stands: at its place, or in an object stream that it is itself.
    private static byte[] Handmade(string body, byte kind)
    {
        var start = "%PDF-1.7\n";
        var rows = new byte[14];
        rows[7] = kind;
        BinaryPrimitives.WriteUInt32BigEndian(rows.AsSpan(8), kind == 1 ? (uint)start.Length : 1);
        var at = start.Length + body.Length;
        return Encoding.Latin1.GetBytes($"{start}{body}2 0 obj\n<</Type/XRef/Size 2/W[1 4 2]/Root 1 0 R/Length 14>>\nstream\n{Encoding.Latin1.GetString(rows)}\nendstream\nendobj\nstartxref\n{at}\n%%EOF\n");
    }
}
