using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EvidenceVault.Cli;
using EvidenceVault.Server.Ledger;
using EvidenceVault.Server.Packs.Data;
using EvidenceVault.Server.Packs.Proofs;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Intake;
using EvidenceVault.Server.Tests.Ledger;
using EvidenceVault.Verification.Ledger;

namespace EvidenceVault.Server.Tests.Packs;

/// <summary>The proofs that come with a pack, and what becomes of a pack that the ledger does not prove.</summary>
public sealed class PackProofTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("evidence-vault-pack-");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task every_event_that_the_pack_rests_on_is_proven_under_one_checkpoint()
    {
        var (host, history, client) = await Start();
        using var asking = client;
        var pack = await client.Make(history.Principal, PackClient.Order(history.Consumer));
        var (data, key) = (PackData.FromJson(pack.Files["pack.json"]), NoteKey.Parse(await host.LedgerKey()));
        var types = new List<string>();
        foreach (var e in data.Proof!.Events)
        {
            var proof = pack.Proof(e.EventId);
            proof.Check(MerkleHash.OfLeaf(proof.Extra!), data.Proof.Ledger, [key]).ShouldBeNull();
            proof.Note.ToString().ShouldBe(Encoding.UTF8.GetString(pack.Files["proofs/checkpoint"]));
            (proof.Index, Convert.ToBase64String(MerkleHash.OfLeaf(proof.Extra!))).ShouldBe((e.Leaf, e.LeafHash));
            var leaf = JsonElement.Parse(proof.Extra!);
            (leaf.GetProperty("id").GetGuid(), leaf.GetProperty("type").GetString()).ShouldBe((e.EventId, e.Type));
            types.Add(e.Type);
        }

        types.CountBy(t => t).ToDictionary().ShouldBe(
            new Dictionary<string, int>
            {
                ["consent.granted"] = 1,
                ["consent.verification-requested"] = 1,
                ["consent.verified"] = 1,
                ["consent.withdrawn"] = 1,
                ["call.attempted"] = 2,
                ["complaint.received"] = 1,
                ["exhibit.announced"] = 2,
                ["exhibit.stored"] = 2,
                ["mandate.given"] = 1,
                ["wording.filed"] = 1,
            },
            ignoreOrder: true);
        data.Proof.Events.Select(e => e.EventId).ShouldBe(PackEvents.Of(data), ignoreOrder: true);
        pack.Files.Keys.Where(name => name.EndsWith(".tlog-proof", StringComparison.Ordinal)).Count().ShouldBe(types.Count);
        data.Proof.SignedBy.ShouldBe([key.Text]);
        pack.Text.ShouldContain("Bewijs");
        pack.Text.ShouldContain("13 gebeurtenissen: 7 feiten, 4 van bewijsstukken en 2 van mandaten en teksten");
    }

    [Fact]
    public async Task the_proofs_name_nobody()
    {
        var (_, history, client) = await Start();
        using var asking = client;
        var pack = await client.Make(history.Principal, PackClient.Order(history.Consumer, audience: "authority"));
        foreach (var (name, content) in pack.Files.Where(f => f.Key.EndsWith(".tlog-proof", StringComparison.Ordinal)))
        {
            var leaf = Encoding.UTF8.GetString(LedgerProof.Parse(Encoding.UTF8.GetString(content)).Extra!);
            foreach (var personal in new[] { history.Phone, history.Phone[1..], "Veen", "post.example", History.Note, History.Complaint, History.Agent, "call-2026", "\"g1\"" })
                leaf.ShouldNotContain(personal, customMessage: name);
        }
    }

    [Fact]
    public async Task a_proof_taken_out_of_the_pack_is_checked_by_the_command_line()
    {
        var (host, history, client) = await Start();
        using var asking = client;
        var pack = await client.Make(history.Principal, PackClient.Order(history.Consumer, language: "en"));
        var fact = pack.Data.GetProperty("facts")[0].GetProperty("eventId").GetGuid();
        var file = Path.Combine(_folder.FullName, $"{fact}.tlog-proof");
        await File.WriteAllBytesAsync(file, pack.Files[$"proofs/{fact}.tlog-proof"], Ct);
        var output = new StringWriter();
        (await Commands.RunAsync(["verify", file, "--key", await host.LedgerKey()], output, output, Ct)).ShouldBe(0, output.ToString());
        output.ToString().ShouldContain("consent.granted");
        var readMe = Encoding.UTF8.GetString(pack.Files["README.txt"]).TrimEnd('\n').Split('\n');
        readMe.Length.ShouldBe(5);
        readMe[0].ShouldContain("/ledger/key");
        readMe[1].ShouldContain($"vault verify {pack.FileName} --key vault.keys");
        JsonElement.Parse(pack.Files["keys.json"]).GetProperty("keys")[0].GetProperty("key").GetString().ShouldBe(await host.LedgerKey());
    }

    [Theory]
    [InlineData("facts", false)]
    [InlineData("facts-and-findings", true)]
    public async Task a_clearance_is_proven_and_its_findings_stay_out_of_a_pack_of_facts(string content, bool told)
    {
        var desk = await Desk.NewAsync();
        await desk.Staff.PutAsync($"{desk.P}/campaigns/c1", new { name = "C", products = new[] { "electricity" }, nature = "commercial", validFrom = "2026-01-01" }).Expect(HttpStatusCode.Created);
        var phone = Desk.Phone();
        await desk.Accept(Desk.Consent(phone), desk.Staff);
        var clearance = (await desk.Staff.PostAsync($"{desk.P}/clearances", new { phone, campaign = "c1" }).Expect(HttpStatusCode.OK))["id"]!;
        var call = Desk.Call(phone, occurredAt: DateTime.UtcNow.ToString("O"));
        (call["campaign"], call["clearance"]) = ("c1", clearance);
        await desk.Accept(call, desk.Staff);
        var pack = await desk.Staff.Make(desk.Principal, PackClient.Order((await desk.Find(phone))!.Value, content));
        var data = PackData.FromJson(pack.Files["pack.json"]);
        var decided = data.Calls.ShouldHaveSingleItem().Clearance!.Decided!.EventId;
        var shown = data.Proof!.Events.Single(e => e.EventId == decided);
        (shown.Type, shown.HasContent).ShouldBe(("clearance.decided", told));
        var proof = pack.Proof(decided);
        var key = NoteKey.Parse(await desk.Host.LedgerKey());
        proof.Check(Convert.FromBase64String(shown.LeafHash), data.Proof.Ledger, [key]).ShouldBeNull();
        (proof.Extra is not null).ShouldBe(told);
        if (!told) pack.Text.ShouldContain("Van vrijgaven vooraf is de inhoud weggelaten");
    }

    [Fact]
    public async Task a_pack_waits_for_a_ledger_that_lags()
    {
        await using var host = await VaultHost.StartAsync();
        var (_, history, client) = await Start(host);
        using var asking = client;
        await host.Settled();
        string id;
        await using (var connection = await host.Ledger().OpenConnectionAsync(Ct))
        await using (var transaction = await connection.BeginTransactionAsync(Ct))
        {
            // While the head is locked, nothing is numbered.
            await using (var hold = new Npgsql.NpgsqlCommand("select size from vault.ledger_head for update", connection)) await hold.ExecuteScalarAsync(Ct);
            await Complain(client, history);
            id = await client.Request(history.Principal, PackClient.Order(history.Consumer));
            await Task.Delay(500, Ct);
            (await client.ReadAsync($"/v1/principals/{history.Principal}/packs/{id}"))["state"].ShouldBe("making");
        }

        (await client.Outcome(history.Principal, id))["state"].ShouldBe("ready");
        var pack = await client.Download(history.Principal, id);
        pack.Data.GetProperty("facts").GetArrayLength().ShouldBe(8);
        pack.Data.GetProperty("proof").GetProperty("events").EnumerateArray().Count(e => e.GetProperty("type").GetString() == "complaint.received").ShouldBe(2);
    }

    [Fact]
    public async Task a_ledger_that_stands_still_gives_no_pack_of_what_it_does_not_cover()
    {
        await using var host = await VaultHost.StartAsync();
        var (_, history, client) = await Start(host);
        using var asking = client;
        await host.Settled();
        await host.Do($"insert into vault.ledger_incident (id, kind, subject, found_at) values (gen_random_uuid(), '{LedgerIncidents.Forked}', 'test', now())");
        // What it does cover is proven all the same.
        await client.Make(history.Principal, PackClient.Order(history.Consumer));
        await Complain(client, history);
        var id = await client.Request(history.Principal, PackClient.Order(history.Consumer));
        var failed = await client.Outcome(history.Principal, id);
        failed["state"].ShouldBe("failed");
        failed.Body.GetProperty("problem").GetProperty("code").GetString().ShouldBe("ledger-stopped");
    }

    [Fact]
    public async Task an_event_that_was_changed_in_the_database_gives_no_pack()
    {
        await using var host = await VaultHost.StartAsync();
        var (_, history, client) = await Start(host);
        using var asking = client;
        await host.Settled();
        (await host.Do($"update vault.mt_events set data = jsonb_set(data, '{{outcome}}', '\"busy\"') where tenant_id = '{history.Principal}' and type = 'call.attempted' and data ->> 'outcome' = 'no-answer'")).ShouldBe(1);
        var failed = await client.Outcome(history.Principal, await client.Request(history.Principal, PackClient.Order(history.Consumer)));
        failed["state"].ShouldBe("failed");
        failed.Body.GetProperty("problem").GetProperty("code").GetString().ShouldBe("ledger-disagrees");
    }

    private static Task Complain(HttpClient client, History history) => client.PostAsync(
        $"/v1/principals/{history.Principal}/evidence",
        new
        {
            type = "complaint.received",
            @ref = $"k-{RandomNumberGenerator.GetString("abcdefgh", 8)}",
            occurredAt = "2026-11-01T10:00:00+01:00",
            consumer = new { phone = history.Phone },
            about = "telemarketing",
            text = "Nog eens.",
            via = "email",
        }).Expect(HttpStatusCode.Created);

    private static async Task<(VaultHost Host, History History, HttpClient Client)> Start(VaultHost? host = null)
    {
        host ??= await VaultHost.SharedAsync();
        using var client = host.Client();
        var history = await History.HandIn(client, host.OperatorKey);
        return (host, history, host.Client(await host.CreateKeyAsync(history.Principal)));
    }
}
