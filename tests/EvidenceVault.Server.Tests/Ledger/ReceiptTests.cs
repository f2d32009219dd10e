using System.Text.Json.Nodes;
using EvidenceVault.Server.Ledger;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Intake;
using EvidenceVault.Verification.Ledger;
using Microsoft.Extensions.DependencyInjection;

namespace EvidenceVault.Server.Tests.Ledger;

/// <summary>Receipts in the results of an upload, against what comes to stand in the ledger.</summary>
public sealed class ReceiptTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task a_receipt_of_an_item_of_any_type_names_the_leaf_that_comes_to_stand_in_the_ledger()
    {
        var desk = await Desk.NewAsync();
        var phones = new[] { Desk.Phone(), Desk.Phone(), Desk.Phone() };
        var results = await desk.Upload([.. ItemCase.All.Select((c, i) => (JsonNode)c.Full(phones[i % phones.Length], desk.Agency))]);
        results.ShouldAllBe(r => r.Status == "accepted");
        await desk.Host.Settled();
        var key = await Key(desk.Host);
        foreach (var result in results)
        {
            var receipt = Receipt.Parse(result.Json.GetProperty("receipt").GetString()!);
            receipt.SignerAmong([key]).ShouldBe(key);
            var proof = LedgerProof.Parse((await desk.Staff.ReadAsync($"{desk.Evidence}/{result.EventId}/proof").Expect(System.Net.HttpStatusCode.OK)).Text);
            MerkleHash.OfLeaf(proof.Extra!).ShouldBe(receipt.LeafHash);
            proof.Check(receipt.LeafHash, key.Name, [key]).ShouldBeNull();
            System.Text.Json.JsonElement.Parse(proof.Extra).GetProperty("recordedAt").GetDateTimeOffset().ShouldBe(receipt.Time);
        }
    }

    [Fact]
    public async Task what_was_not_recorded_just_now_has_none()
    {
        var desk = await Desk.NewAsync();
        var call = Desk.Call(Desk.Phone());
        (await desk.Upload([call]))[0].Json.GetProperty("receipt").GetString()!.ShouldStartWith(Receipt.Start);
        (await desk.Upload([call]))[0].Json.GetProperty("receipt").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        (await desk.Upload("{}"))[0].Json.GetProperty("receipt").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
    }

    private static async Task<NoteKey> Key(VaultHost host) => (await host.Services.GetRequiredService<LedgerReader>().Keys(Ct))[^1].Key;
}
