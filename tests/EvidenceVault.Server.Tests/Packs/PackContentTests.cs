using System.Net;
using System.Text;
using System.Text.Json;
using EvidenceVault.Server.Packs.Data;
using EvidenceVault.Server.Packs.Pages;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Verification;

namespace EvidenceVault.Server.Tests.Packs;

/// <summary>What stands in packs made by a server, for each audience, content and language.</summary>
public sealed class PackContentTests
{
    [Fact]
    public async Task the_pages_hold_the_facts_and_the_findings()
    {
        var pack = await Make("facts-and-findings", "authority", "nl");
        foreach (var text in new[]
        {
            "Bewijsdossier toestemming en telemarketing", "Marjolein van der Veen", "Niet verzegeld", "2 belpogingen vastgelegd", "voor 1 getoond", "voor 1 niet getoond",
            "1 augustus 2026, 10.00 uur", "12 minuten en 30 seconden na de vraag", "20 oktober 2026, 21.14.02 uur", "17-09-2026 15:20:30", "28-10-2026 18:41:09",
            "Belbureau Noord B.V.", "23456789", History.Wording, History.Complaint, "Geen intrekking of bezwaar vóór het gesprek", "maar er is geen voicelog van",
        })
            pack.Text.ShouldContain(text);
        pack.Text.ShouldNotContain("rechtmatig toegestaan");
    }

    [Fact]
    public async Task english_packs_are_in_english()
    {
        var pack = await Make("facts-and-findings", "court", "en");
        pack.Text.ShouldContain("Evidence pack: consent and telemarketing");
        pack.Text.ShouldContain("17 September 2026, 15:20:30");
        pack.Text.ShouldContain("The consent had been withdrawn before or at the start of the call");
        foreach (var dutch in new[] { "belpoging", "bewijsstuk", "toestemming ", "Grondslag", "Vastgelegd" }) pack.Text.ShouldNotContain(dutch);
    }

    [Fact]
    public async Task a_pack_of_facts_has_no_finding_and_no_conclusion()
    {
        var pack = await Make("facts", "authority", "nl");
        foreach (var text in new[] { "niet getoond", "onbewezen", "Rust op", "Tegenstrijdigheden", "ingetrokken sinds", "niet voldaan" }) pack.Text.ShouldNotContain(text, Case.Sensitive);
        pack.Text.ShouldContain("17-09-2026 15:20:30");
        var json = pack.Data.GetRawText();
        foreach (var field in new[] { "judgement", "summary", "\"state\":{", "explanation" }) json.ShouldNotContain(field);
        pack.Data.GetProperty("contradictions").GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData("authority", false, true, false)]
    [InlineData("court", false, true, false)]
    [InlineData("consumer", true, false, true)]
    [InlineData("internal", true, true, true)]
    public async Task each_audience_sees_what_it_may_in_pages_and_data_alike(string audience, bool notes, bool agents, bool emails)
    {
        var pack = await Make("facts-and-findings", audience, "nl");
        var json = pack.Data.GetRawText();
        foreach (var (text, seen) in new[] { (History.Note, notes), (History.Agent, agents) })
        {
            pack.Text.Contains(text, StringComparison.Ordinal).ShouldBe(seen, text);
            json.Contains(text, StringComparison.Ordinal).ShouldBe(seen, text);
        }

        json.Contains("m.vanderveen@post.example", StringComparison.Ordinal).ShouldBe(emails);
        pack.Text.ShouldContain(History.Complaint);
    }

    [Fact]
    public async Task what_was_recorded_after_the_instant_asked_for_is_not_there()
    {
        var host = await VaultHost.SharedAsync();
        using var client = host.Client();
        var history = await History.HandIn(client, host.OperatorKey);
        using var asking = host.Client(await host.CreateKeyAsync(history.Principal));
        var pack = await asking.Make(history.Principal, PackClient.Order(history.Consumer, asOf: "2026-01-01T00:00:00+01:00"));
        pack.Text.ShouldContain("is geen enkele belpoging vastgelegd");
        pack.Data.GetProperty("facts").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task the_attached_data_give_the_same_file_again()
    {
        var pack = await Make("facts-and-findings", "internal", "nl");
        var json = ReadPack.Attached(pack.Bytes, "pack.json");
        var data = PackData.FromJson(json);
        Encoding.UTF8.GetString(data.ToJson()).ShouldBe(Encoding.UTF8.GetString(json));
        PackFile.Of(data, pack.Proofs(data)).Content.ShouldBe(pack.Bytes);
        // So that anyone can take its hash again, from any copy of it.
        Encoding.UTF8.GetString(CanonicalJson.Of(json)).ShouldBe(Encoding.UTF8.GetString(json));
        CanonicalJson.Of(JsonSerializer.SerializeToUtf8Bytes(JsonElement.Parse(json), JsonSerializerOptions.Web)).ShouldBe(json);
    }

    private static async Task<ReadPack> Make(string content, string audience, string language)
    {
        var host = await VaultHost.SharedAsync();
        using var client = host.Client();
        var history = await History.HandIn(client, host.OperatorKey);
        using var asking = host.Client(await host.CreateKeyAsync(history.Principal));
        return await asking.Make(history.Principal, PackClient.Order(history.Consumer, content, audience, language));
    }
}
