using System.Text;
using System.Text.Json.Nodes;
using EvidenceVault.Pdf;
using EvidenceVault.Verification;
using EvidenceVault.Verification.Ledger;
using EvidenceVault.Verification.Packs;

namespace EvidenceVault.Server.Tests.Packs.Campaigns;

/// <summary>A volume checks out as it was made, and each change to it shows by its name.</summary>
public sealed class VerifyCampaignTests(SampleCampaign sample) : IClassFixture<SampleCampaign>
{
    private NoteKey[] Keys => [NoteKey.Parse(sample.Key)];

    [Fact]
    public void every_volume_is_as_it_should_be()
    {
        foreach (var volume in sample.Volumes)
        {
            var seen = PackCheck.Check(volume.Bytes, Keys);
            seen.Faults.ShouldBeEmpty();
            seen.Checkpoint.ShouldNotBeNull();
            seen.Facts["kind"].ShouldBe("campaign-pack");
        }
    }

    [Fact]
    public void by_another_key_it_is_not_signed() =>
        Kinds(sample.Volumes[1].Bytes, [new NoteSigner("other.example/evidence-vault", NoteSignatureKind.Plain, new byte[32]).Key]).ShouldContain("not-signed");

    [Theory]
    [InlineData("/outcome", "called", "fact-differs")]
    [InlineData("/party", "nobody", "fact-differs")]
    [InlineData("/person", "00000000-0000-4000-8000-000000000001", "other-dossier")]
    [InlineData("/eventId", "00000000-0000-4000-8000-000000000001", "fact-unproven")]
    [InlineData("/startedAt", "2026-03-01T00:00:00Z", "fact-differs")]
    [InlineData("/recordedAt", "2026-03-01T00:00:00Z", "fact-differs")]
    [InlineData("/number", 1, "entry-doubled")]
    public void what_a_call_says_otherwise_shows(string pointer, object value, string kind)
    {
        var changed = With(sample.Volumes[1], data => data["calls"]![3]![pointer[1..]] = value is int n ? JsonValue.Create(n) : JsonValue.Create((string)value));
        Kinds(changed).ShouldContain(kind);
        Kinds(changed).ShouldContain("csv-differs");
    }

    [Fact]
    public void a_call_left_out_shows_as_a_gap()
    {
        Kinds(With(sample.Volumes[1], data => data["calls"]!.AsArray().RemoveAt(4))).ShouldContain("order-differs");
        Kinds(With(sample.Volumes[1], data => data["calls"]!.AsArray().RemoveAt(data["calls"]!.AsArray().Count - 1))).ShouldContain("counts-differ");
    }

    [Fact]
    public void another_campaign_or_period_than_that_of_the_calls_shows()
    {
        Kinds(With(sample.Volumes[1], data => data["scope"]!["campaign"] = "other")).ShouldContain("out-of-scope");
        Kinds(With(sample.Volumes[1], data => data["scope"]!["from"] = "2026-08-13")).ShouldContain("out-of-scope");
    }

    [Theory]
    [InlineData("attempts", "counts-differ")]
    [InlineData("conversations", "counts-differ")]
    [InlineData("exceptions", "counts-differ")]
    public void a_count_that_does_not_add_up_shows(string count, string kind) =>
        Kinds(With(sample.Volumes[0], data => data["overview"]![count] = (int)data["overview"]![count]! + 1)).ShouldContain(kind);

    [Fact]
    public void an_interval_a_rule_and_a_text_that_are_not_so_show()
    {
        Kinds(With(sample.Volumes[0], data => data["overview"]!["rates"]![0]!["breachHigh"] = 0.9999)).ShouldContain("counts-differ");
        Kinds(With(sample.Volumes[0], data => data["overview"]!["rules"]![0]!["met"] = (int)data["overview"]!["rules"]![0]!["met"]! + 1)).ShouldContain("counts-differ");
        Kinds(With(sample.Volumes[0], data => data["overview"]!["wordings"]![0]!["text"] = "Iets anders.")).ShouldContain("wording-differs");
        Kinds(With(sample.Volumes[0], data => data["overview"]!["scripts"]![0]!["text"] = "Iets anders.")).ShouldContain("wording-differs");
        Kinds(With(sample.Volumes[0], data => data["volumes"]!.AsArray().RemoveAt(1))).ShouldContain("counts-differ");
    }

    [Fact]
    public void events_and_hashes_that_are_not_those_of_the_ledger_show()
    {
        var volume = sample.Volumes[1];
        var (leaves, hashes) = (Encoding.UTF8.GetString(volume.Files["proofs/leaves.txt"]), Encoding.UTF8.GetString(volume.Files["proofs/hashes.txt"]));
        var lines = leaves.Split('\n');
        Kinds(With(volume, ("proofs/leaves.txt", leaves.Replace("\"outbound\"", "\"inbound\"", StringComparison.Ordinal)))).ShouldContain("not-included");
        Kinds(With(volume, ("proofs/leaves.txt", string.Join('\n', lines.Skip(1))))).ShouldContain("not-included");
        Kinds(With(volume, ("proofs/leaves.txt", leaves + "x"))).ShouldContain("proof-unreadable");
        Kinds(With(volume, ("proofs/hashes.txt", string.Join('\n', hashes.Split('\n').Skip(1))))).ShouldContain("not-included");
        Kinds(With(volume, ("proofs/hashes.txt", "AAAA\n" + hashes))).ShouldContain("proof-unreadable");
    }

    [Fact]
    public void files_that_are_missing_or_added_show()
    {
        var volume = sample.Volumes[1];
        Kinds(Pdf(volume, volume.Files.Where(f => f.Key != "proofs/hashes.txt"))).ShouldContain("attachment-missing");
        Kinds(Pdf(volume, volume.Files.Append(new("more.txt", [1])))).ShouldContain("attachment-unknown");
        Kinds(Pdf(volume, volume.Files.Append(new($"proofs/{Guid.Empty:D}.tlog-proof", [1])))).ShouldContain("attachment-unknown");
        Kinds(With(volume, ("calls.csv", "number\r\n"))).ShouldContain("csv-differs");
    }

    [Fact]
    public void what_is_cut_off_or_no_pack_ends_in_an_answer()
    {
        var bytes = sample.Volumes[1].Bytes;
        for (var i = 1; i < 12; i++) PackCheck.Check(bytes.AsMemory(0, bytes.Length * i / 12), Keys).Faults.ShouldNotBeEmpty();
        foreach (var json in new[] { "{}", "[]", "{\"format\":\"evidence-vault/campaign-pack/1\"}", "{\"calls\":7,\"format\":\"evidence-vault/campaign-pack/1\",\"overview\":[],\"volume\":{\"number\":1}}" })
            Kinds(With(sample.Volumes[1], ("pack.json", json))).ShouldNotBeEmpty();
        Kinds(With(sample.Volumes[1], data => data["scope"]!["from"] = "0001-01-01")).ShouldContain("unreadable");
    }

    private IReadOnlyList<string> Kinds(byte[] pdf, NoteKey[]? keys = null) => [.. PackCheck.Check(pdf, keys ?? Keys).Faults.Select(f => f.Kind).Distinct()];

    private static byte[] With(ReadPack volume, Action<JsonObject> change)
    {
        var data = JsonNode.Parse(volume.Files["pack.json"])!.AsObject();
        change(data);
        return With(volume, ("pack.json", Encoding.UTF8.GetString(CanonicalJson.Of(Encoding.UTF8.GetBytes(data.ToJsonString())))));
    }

    private static byte[] With(ReadPack volume, (string Name, string Content) changed) =>
        Pdf(volume, volume.Files.Select(f => f.Key == changed.Name ? new(f.Key, Encoding.UTF8.GetBytes(changed.Content)) : f));

    // A PDF with these files attached, as the vault attaches them.
    private static byte[] Pdf(ReadPack volume, IEnumerable<KeyValuePair<string, byte[]>> files)
    {
        using var output = new MemoryStream();
        using var document = PdfDocument.Create(output, new DocumentInfo("x", "x", "x", volume.Data.GetProperty("asOf").GetDateTimeOffset()));
        document.Paragraph("x");
        foreach (var (name, content) in files) document.Attach(new Attachment(name, "text/plain", "x", AttachmentRelationship.Supplement), content);
        document.Finish();
        return output.ToArray();
    }
}
