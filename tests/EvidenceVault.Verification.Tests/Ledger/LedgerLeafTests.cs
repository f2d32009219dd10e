using System.Security.Cryptography;
using System.Text;
using CsCheck;
using EvidenceVault.Verification.Ledger;

namespace EvidenceVault.Verification.Tests.Ledger;

public class LedgerLeafTests
{
    private static readonly LedgerEvent Event = new(
        Guid.Parse("0198c5a0-0000-7000-8000-000000000001"), "zonkracht-energie", "dossier/1", 3, "consent_granted",
        new DateTime(2026, 9, 1, 8, 15, 0, DateTimeKind.Utc).AddTicks(1_234_560), "{\"products\":[\"gas\"],\"occurredAt\":\"2026-09-01T08:00:00Z\"}"u8.ToArray());

    [Fact]
    public void a_leaf_is_canonical_json_of_the_event_as_it_is_stored()
    {
        var leaf = LedgerLeaf.Of(Event);
        Encoding.UTF8.GetString(leaf).ShouldBe(
            """{"data":{"occurredAt":"2026-09-01T08:00:00Z","products":["gas"]},"id":"0198c5a0-0000-7000-8000-000000000001","occurredAt":"2026-09-01T08:00:00Z","principal":"zonkracht-energie","recordedAt":"2026-09-01T08:15:00.123456Z","stream":"dossier/1","type":"consent_granted","v":1,"version":3}""");
        CanonicalJson.Of(leaf).ShouldBe(leaf);
    }

    [Fact]
    public void whatever_is_in_it_a_leaf_is_canonical() => Gen.Select(Gen.String, Gen.String).Sample((principal, type) =>
    {
        if (!IsWellFormed(principal) || !IsWellFormed(type)) return;
        var leaf = LedgerLeaf.Of(Event with { Principal = principal, Type = type });
        CanonicalJson.Of(leaf).ShouldBe(leaf);
    });

    [Fact]
    public void the_order_of_fields_in_the_store_and_the_spaces_do_not_matter() =>
        LedgerLeaf.Of(Event with { Data = "{ \"occurredAt\": \"2026-09-01T08:00:00Z\", \"products\": [\"gas\"] }"u8.ToArray() }).ShouldBe(LedgerLeaf.Of(Event));

    [Fact]
    public void each_field_of_an_event_is_committed_to()
    {
        LedgerEvent[] others =
        [
            Event with { Id = Guid.Parse("0198c5a0-0000-7000-8000-000000000002") }, Event with { Principal = "other" }, Event with { Stream = "dossier/2" }, Event with { Version = 4 },
            Event with { Type = "consent_withdrawn" }, Event with { RecordedAt = Event.RecordedAt.AddTicks(10) }, Event with { Data = "{\"products\":[\"gas\",\"electricity\"]}"u8.ToArray() },
        ];
        others.Append(Event).Select(e => Convert.ToHexString(LedgerLeaf.Of(e))).Distinct().Count().ShouldBe(others.Length + 1);
    }

    [Fact]
    public void a_body_without_canonical_form_stands_by_its_hash()
    {
        byte[] data = [.. "{\"value\":1e400,\"occurredAt\":\"2026-09-01T08:00:00Z\"}"u8];
        var text = Encoding.UTF8.GetString(LedgerLeaf.Of(Event with { Data = data }));
        text.ShouldStartWith($"{{\"dataSha256\":\"{Convert.ToHexStringLower(SHA256.HashData(data))}\",\"id\":");
        text.ShouldContain("\"occurredAt\":null");
    }

    [Fact]
    public void a_leaf_of_just_the_most_bytes_is_whole_and_one_byte_more_stands_by_its_hash()
    {
        var fixedPart = LedgerLeaf.Of(Sized(0)).Length;
        var most = LedgerLeaf.Of(Sized(LedgerLeaf.Most - fixedPart));
        most.Length.ShouldBe(LedgerLeaf.Most);
        most.AsSpan().StartsWith("{\"data\":"u8).ShouldBeTrue();
        LedgerLeaf.Of(Sized(LedgerLeaf.Most - fixedPart + 1)).AsSpan().StartsWith("{\"dataSha256\":"u8).ShouldBeTrue();

        static LedgerEvent Sized(int length) => Event with { Data = Encoding.UTF8.GetBytes($"{{\"a\":\"{new string('x', length)}\"}}") };
    }

    private static bool IsWellFormed(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) == text;
}
