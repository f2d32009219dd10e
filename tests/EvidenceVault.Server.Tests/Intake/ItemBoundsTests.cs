using System.Globalization;

namespace EvidenceVault.Server.Tests.Intake;

/// <summary>Values at their bounds: the last that is taken and the first that is not.</summary>
public sealed class ItemBoundsTests
{
    private static readonly Lazy<Task<Desk>> Shared = new(() => Desk.NewAsync());

    /// <summary>Type, pointer, JSON that is taken, JSON that is not, and the code of that.</summary>
    public static TheoryData<string, string, string, string, string> Bounds => new()
    {
        // Texts
        { "consent.granted", "/ref", Text(100), Text(101), "too-long" },
        { "consent.granted", "/note", Text(4000), Text(4001), "too-long" },
        { "consent.granted", "/consumer/name", Text(200), Text(201), "too-long" },
        { "consent.granted", "/campaign", Text(100), Text(101), "too-long" },
        { "consent.granted", "/consumer/email", Mail(254), Mail(255), "too-long" },
        { "consent.granted", "/products/0", Text(60), Text(61), "invalid-text" },
        { "consent.granted", "/consumer/legalForm", Text(60), Text(61), "too-long" },
        { "complaint.received", "/text", Text(20_000), Text(20_001), "too-long" },
        { "correction.made", "/reason", Text(4000), Text(4001), "too-long" },
        { "correction.made", "/item/note", Text(4000), Text(4001), "too-long" },
        { "call.attempted", "/presentation/brand", Text(100), Text(101), "too-long" },
        { "call.attempted", "/presentation/reason", Text(200), Text(201), "too-long" },
        { "relationship.started", "/relationship", Text(100), Text(101), "too-long" },
        { "consent.granted", "/note", "\"a\\nb\\tc\\rd\"", "\"a\\u0000b\"", "invalid-text" },
        { "consent.granted", "/note", "\"\\ud83d\\ude00\"", "\"\\ud83d\"", "invalid-text" },
        { "consent.granted", "/consumer/name", "\"Ö\\u0301 日本\"", "\"a\\u007fb\"", "invalid-text" },
        { "consent.granted", "/note", "\" a \"", "\"  \\n \"", "empty" },
        { "consent.granted", "/ref", "\"a b\"", "\" ab\"", "invalid-reference" },
        { "consent.granted", "/ref", "\"é/?#%20\"", "\"a\\nb\"", "invalid-reference" },
        { "consent.granted", "/wording", "\"a.B_c-9\"", "\"a/b\"", "invalid-reference" },
        { "consent.granted", "/wording", "\"9a\"", "\"-a\"", "invalid-reference" },
        { "consent.granted", "/exhibits/0", "\"X.1\"", "\"X 1\"", "invalid-reference" },
        { "consent.granted", "/products/0", "\"zonne-energie & gas\"", "\"a\\nb\"", "invalid-text" },
        { "complaint.received", "/via", "\"web-form-2\"", "\"Web form\"", "unknown-value" },

        // Lists
        { "consent.granted", "/products", Many(50), Many(51), "too-long" },
        { "consent.granted", "/exhibits", Many(50), Many(51), "too-long" },
        { "consent.granted", "/products", "[\"gas\",\"gas\"]", "[]", "empty" },
        { "consent.withdrawn", "/scope/products", "[\"gas\"]", "[]", "empty" },
        { "call.attempted", "/products", "[]", "[\"\"]", "invalid-text" },
        { "monitoring.recorded", "/findings", "[{\"code\":\"a\",\"met\":true}]", "[]", "empty" },
        { "exhibit.announced", "/purposes", "[\"training\"]", "[]", "empty" },

        // Numbers
        { "dial-log.announced", "/attempts", "0", "-1", "out-of-range" },
        { "dial-log.announced", "/attempts", "100000000", "100000001", "out-of-range" },
        { "dial-log.announced", "/attempts", "1", "1.5", "wrong-type" },
        { "dial-log.announced", "/attempts", "1", "99999999999999999999999999", "wrong-type" },
        { "exhibit.announced", "/size", "1", "0", "out-of-range" },
        { "exhibit.announced", "/size", "2147483648", "2147483649", "out-of-range" },
        { "exhibit.announced", "/durationMs", "0", "-1", "out-of-range" },
        { "exhibit.announced", "/segments/0/toMs", "1000", "999", "ends-before-start" },
        { "monitoring.recorded", "/findings/0/atMs", "86400000", "86400001", "out-of-range" },
        { "sale.accepted", "/totalValue", "0", "-0.01", "out-of-range" },
        { "sale.accepted", "/totalValue", "100000000", "100000000.01", "out-of-range" },
        { "sale.accepted", "/totalValue", "12.340", "12.345", "out-of-range" },
        { "sale.accepted", "/totalValue", "1e2", "1e400", "wrong-type" },

        // Instants and dates
        { "consent.granted", "/occurredAt", "\"1900-01-01T00:00:00Z\"", "\"1899-12-31T23:59:59Z\"", "invalid-instant" },
        { "consent.verified", "/occurredAt", "\"2026-02-28T10:15:00+02:00\"", "\"2026-02-29T10:15:00+02:00\"", "invalid-instant" },
        { "consent.verified", "/occurredAt", "\"2026-03-01T10:15:00-00:00\"", "\"2026-03-01T10:15:00\"", "offset-required" },
        { "consent.verified", "/occurredAt", "\"2026-03-01T10:15:00Z\"", "\"2026-03-01\"", "offset-required" },
        { "consent.verified", "/occurredAt", "\"2026-03-01T23:59:59.999999999Z\"", "\"2026-03-01T25:00:00Z\"", "invalid-instant" },
        { "consent.verified", "/occurredAt", "\"2026-03-01T10:15:00+14:00\"", "\"2026-03-01T10:15:00+0100\"", "invalid-instant" },
        { "consent.verified", "/occurredAt", "\"2026-03-01T10:15:00Z\"", "\"1 maart 2026\"", "invalid-instant" },
        { "consent.verified", "/consumer/kindCheckedAt", "\"2026-03-01T10:15:00Z\"", "\"2026-03-01T10:15:00\"", "offset-required" },
        { "dial-log.announced", "/date", "\"2026-02-28\"", "\"2026-02-29\"", "invalid-date" },
        { "dial-log.announced", "/date", "\"1900-01-01\"", "\"1899-12-31\"", "invalid-date" },
        { "dial-log.announced", "/date", "\"2026-03-01\"", "\"2026-02-28T00:00:00Z\"", "invalid-date" },
        { "consent.granted", "/validUntil", "\"2200-01-01T00:00:00Z\"", "\"2200-01-01T00:00:01Z\"", "invalid-instant" },
        { "consent.granted", "/validUntil", "\"2026-03-01T10:15:00.123456+01:00\"", "\"2026-03-01T10:15:00.123455+01:00\"", "ends-before-start" },

        // A call in time
        { "call.attempted", "/answeredAt", "\"2026-03-01T10:15:00.123456+01:00\"", "\"2026-03-01T10:15:00.123455+01:00\"", "ends-before-start" },
        { "call.attempted", "/endedAt", "\"2026-03-01T10:17:00+01:00\"", "\"2026-03-01T10:15:00+01:00\"", "several-problems" },
        { "call.attempted", "/offeredAt", "\"2026-03-01T10:25:00+01:00\"", "\"2026-03-01T10:25:01+01:00\"", "out-of-range" },
        { "call.attempted", "/startedAt", "\"2026-03-01T09:15:00.123456Z\"", "\"2026-03-01T10:15:01+01:00\"", "contradiction" },
        { "call.attempted", "/outcome", "\"voicemail\"", "\"busy\"", "contradiction" },

        // Numbers, addresses, hashes of their own form
        { "consent.granted", "/consumer/phone", "\"06 12 34 56 78\"", "\"06 12 34 56 7\"", "invalid-phone-number" },
        { "consent.granted", "/consumer/phone", "\"+32 470 12 34 56\"", "\"+999 470 12 34 56\"", "invalid-phone-number" },
        { "consent.granted", "/consumer/phone", "\"0201234567\"", "\"geen\"", "invalid-phone-number" },
        { "consent.verified", "/number", "\"0031 6 12345678\"", "\"112\"", "invalid-phone-number" },
        { "call.attempted", "/callerNumber", "\"(050) 123 45 67\"", "\"\"", "invalid-phone-number" },
        { "consent.granted", "/consumer/email", "\"a@b.example\"", "\"a@\"", "invalid-email" },
        { "consent.granted", "/consumer/email", "\"jan+bel@post.example\"", "\"Jan <a@b.example>\"", "invalid-email" },
        { "consent.granted", "/consumer/kvk", "\"12345678\"", "\"1234567\"", "invalid-kvk" },
        { "exhibit.announced", "/sha256", $"\"{new string('a', 64)}\"", $"\"{new string('A', 64)}\"", "invalid-hash" },
        { "exhibit.announced", "/contentType", "\"text/html; charset=utf-8\"", "\"geluid\"", "unknown-value" },
    };

    [Theory]
    [MemberData(nameof(Bounds))]
    public async Task the_last_good_value_is_taken_and_the_next_is_not(string type, string pointer, string good, string bad, string code)
    {
        var desk = await Shared.Value;
        var results = await desk.PostAll(((string[])[good, bad]).Select(value => Item(desk, type, pointer, value)));
        results[0].Status.ShouldBe("accepted", results[0].ToString());
        results[1].Code.ShouldBe(code, results[1].ToString());
        results[1].ProblemStatus.ShouldBe(422);
        results[1].Errors.ShouldAllBe(e => e.StartsWith('/'));
    }

    [Fact]
    public async Task a_call_that_ends_before_it_starts_is_told_so_at_its_end()
    {
        var desk = await Shared.Value;
        var call = Desk.Call(Desk.Phone());
        (await desk.Refuse(call.With("/endedAt", "2026-03-02T10:14:59+01:00"))).ShouldBe(["/endedAt ends-before-start"]);
        await desk.Accept(call.With("/endedAt", "2026-03-02T10:15:00+01:00"));
    }

    [Fact]
    public async Task all_that_is_wrong_is_told_at_once()
    {
        var desk = await Shared.Value;
        var errors = await desk.Refuse(Desk.Consent("112").With("/channel", "radio").With("/occurredAt", "2026-03-01").With("/extra", 1).With("/ref", "0612345678"));
        errors.Order().ShouldBe(
        [
            "/channel unknown-value", "/consumer/phone invalid-phone-number", "/extra unknown-field", "/occurredAt offset-required",
            "/ref personal-data-in-reference",
        ]);
    }

    // Written as text, so that values which no JSON library would write stay as they are.
    private static string Item(Desk desk, string type, string pointer, string value) =>
        ItemCase.Of(type).Full(Desk.Phone(), desk.Agency).With(pointer, "§").ToJsonString().Replace("\"\\u00A7\"", value, StringComparison.Ordinal);

    private static string Text(int length) => $"\"{new string('x', length)}\"";

    private static string Mail(int length) => $"\"{new string('x', length - "@post.example".Length)}@post.example\"";

    private static string Many(int count) =>
        $"[{string.Join(',', Enumerable.Range(0, count).Select(i => $"\"p{i.ToString(CultureInfo.InvariantCulture)}\""))}]";
}
