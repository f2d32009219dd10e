using System.Globalization;
using CsCheck;
using EvidenceVault.Domain.Identity;
using static EvidenceVault.Domain.Tests.Identity.PhoneNumbersNlTests;

namespace EvidenceVault.Domain.Tests.Identity;

/// <summary>References that would carry a person's number or address everywhere are known for it; others are left alone.</summary>
public sealed class PersonalDataTests
{
    [Theory]
    [InlineData("0612345678")]
    [InlineData("06-12345678")]
    [InlineData("06 12 34 56 78")]
    [InlineData("+31612345678")]
    [InlineData("+31-6-12345678")]
    [InlineData("0031612345678")]
    [InlineData("31612345678")]
    [InlineData("call_0612345678")]
    [InlineData("0612345678_2")]
    [InlineData("lead-2026-0612345678")]
    [InlineData("BN.06.12.34.56.78.v2")]
    [InlineData("2026-09-01-0612345678")]
    [InlineData("20260901-0612345678-3")]
    [InlineData("tel0612345678x")]
    [InlineData("06_12345678")]
    [InlineData("06_1234_5678")]
    [InlineData("06\u00A012345678")]
    [InlineData("06\u201112345678")]
    [InlineData("06\u201312345678")]
    [InlineData("06\u200B12345678")]
    [InlineData("06·12345678")]
    [InlineData("０６１２３４５６７８")]
    [InlineData("٠٦١٢٣٤٥٦٧٨")]
    [InlineData("0201234567")]
    [InlineData("(020) 794-1234")]
    [InlineData("+32 470 12 34 56")]
    [InlineData("0049-30-12345678")]
    [InlineData("2026-09-01-06.30.29.83.03")]
    [InlineData("jan@post.example")]
    [InlineData("ref jan@post.example 2")]
    [InlineData("jan＠post.example")]
    [InlineData("jan%40post.example")]
    [InlineData("%2B31612345678")]
    [InlineData("06%2012345678")]
    [InlineData("de0612345678")]
    [InlineData("a0612345678b")]
    [InlineData("3f2504e0-4f89-11d3-9a0c-0305e82c3301-0612345678")]
    public void a_number_or_an_address_is_seen_wherever_it_hides(string text) => PersonalData.ReadsAsPersonal(text).ShouldBeTrue();

    [Theory]
    [InlineData("")]
    [InlineData("G-2025-00017")]
    [InlineData("BN-C26-0616")]
    [InlineData("1234567")]
    [InlineData("123456789")]
    [InlineData("1000000001")]
    [InlineData("2026-09-01")]
    [InlineData("20260901")]
    [InlineData("20260901101500")]
    [InlineData("2026-09-01T10:15:00+02:00")]
    [InlineData("2026-09-01T10:15:00.123456Z")]
    [InlineData("2026-09-01 10:15:00")]
    [InlineData("2026-01-01-000123")]
    [InlineData("2026-06-12-345678")]
    [InlineData("CALL_2026_02_01_000123")]
    [InlineData("01-09-2026-10-15-00")]
    [InlineData("1756721700")]
    [InlineData("1756721700123")]
    [InlineData("3f2504e0-4f89-11d3-9a0c-0305e82c3301")]
    [InlineData("3F2504E04F8911D39A0C0305E82C3301")]
    [InlineData("{3f2504e0-4f89-11d3-9a0c-0305e82c3301}")]
    [InlineData("31000000001")]
    [InlineData("script-2026-1")]
    [InlineData("100%")]
    [InlineData("50%2")]
    [InlineData("ordernummer 612345678")]
    public void a_counter_a_date_and_a_guid_are_left_alone(string text) => PersonalData.ReadsAsPersonal(text).ShouldBeFalse();

    /// <summary>Pairs that differ in little: the first is seen, the second left alone.</summary>
    [Theory]
    [InlineData("090011125", "20260901-090011-125")] // a service number alone; a time of day with milliseconds
    [InlineData("0800-42811", "2026-09-01-08-00-42-811")]
    [InlineData("0900 11125", "c0900 11125")]
    [InlineData("20260901_0610011125", "20260901_090011125")]
    [InlineData("20260901T0201234567Z", "20260901T090934.857Z")]
    [InlineData("00493012345678", "c00493012345678")] // a foreign number alone; glued to a word
    [InlineData("c-0049301234567", "c-0049301234")] // of eleven digits or more; a counter of ten
    [InlineData("2026-0032470123456", "2026-0032-470123456")]
    [InlineData("+493012345678", "493012345678")]
    [InlineData("c+493012345678", "c493012345678")]
    [InlineData("c-31612345678", "c-31612345678901")]
    [InlineData("0612345678", "06123456789")]
    [InlineData("0031612345678", "00000012345678")]
    [InlineData("0201234567x", "0001234567x")]
    [InlineData("lead0612345678-4f89-11d3-9a0c-0305e82c3301", "lead06123456-4f89-11d3-9a0c-0305e82c3301")]
    [InlineData("xaaaaaaaaaaa0612345678aaaaaaaaaaa", "x5671085488f0612345678ada73f1cd6e")]
    [InlineData("0172187183c003849181407043482805", "0172187183c073849181407043482805")] // of no version; of version 7
    [InlineData("01ABCDEFGHJK0612345678MNPQRS", "01ABCDEFGHJK0612345678MNPQ")]
    public void a_number_is_seen_and_what_only_resembles_one_is_left_alone(string seen, string leftAlone)
    {
        PersonalData.ReadsAsPersonal(seen).ShouldBeTrue(seen);
        PersonalData.ReadsAsPersonal(leftAlone).ShouldBeFalse(leftAlone);
    }

    [Fact]
    public void a_mobile_number_is_seen_in_every_form_between_any_words() =>
        Gen.Select(Mobiles, AnyOf("", "call-", "BN_", "2026-09-01-", "x", "2026/", "lead 17 ", "a.b."), AnyOf("", "-2", "_x", "-2026-09-01", "x", " bis"))
            .Sample((digits, before, after) =>
            {
                foreach (var form in Forms(digits))
                    PersonalData.ReadsAsPersonal($"{before}{form}{after}").ShouldBeTrue($"{before}{form}{after}");
            }, iter: 300);

    [Fact]
    public void counters_by_year_are_left_alone() =>
        Gen.Select(AnyOf("G", "BN-C", "lead_", "#", "ZK/"), Gen.Int[2000, 2099], Gen.Int[0, 999_999], AnyOf("-", "_", "/", "."))
            .Sample((prefix, year, counter, mark) =>
                PersonalData.ReadsAsPersonal($"{prefix}{mark}{year}{mark}{counter.ToString("000000", CultureInfo.InvariantCulture)}").ShouldBeFalse(), iter: 1000);

    [Fact]
    public void counters_by_date_are_left_alone() =>
        Gen.Select(Gen.Int[0, 20_000], Gen.Int[0, 999_999], AnyOf("yyyy-MM-dd", "yyyyMMdd", "yyyy_MM_dd", "dd-MM-yyyy", "yyyy/MM/dd", "yyyy.MM.dd"), AnyOf("-", "_", "/"))
            .Sample((day, counter, form, mark) =>
            {
                var date = new DateOnly(1990, 1, 1).AddDays(day).ToString(form, CultureInfo.InvariantCulture);
                PersonalData.ReadsAsPersonal($"C-{date}{mark}{counter:000000}").ShouldBeFalse($"C-{date}{mark}{counter:000000}");
                PersonalData.ReadsAsPersonal($"{date}{mark}{counter}").ShouldBeFalse($"{date}{mark}{counter}");
            }, iter: 3000);

    [Fact]
    public void timestamps_are_left_alone() =>
        Gen.Long[0, 4_000_000_000].Sample(seconds =>
        {
            var at = DateTimeOffset.FromUnixTimeMilliseconds(seconds * 1_000 + seconds % 1_000);
            foreach (var form in new[] { "yyyyMMddHHmmssfff", "yyyyMMdd-HHmmss-fff", "yyyyMMdd_HHmmssfff", "yyyyMMdd'T'HHmmss.fff'Z'", "yyyy-MM-dd-HH-mm-ss-fff", "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyyMMddHHmmss", "yyyyMMdd-HHmmss", "yyyy-MM-dd-HH-mm-ss", "dd-MM-yyyy-HH-mm", "yyyy-MM-dd HH.mm.ss" })
                PersonalData.ReadsAsPersonal("c-" + at.ToString(form, CultureInfo.InvariantCulture)).ShouldBeFalse(at.ToString(form, CultureInfo.InvariantCulture));
        }, iter: 5000);

    [Fact]
    public void seconds_and_milliseconds_since_1970_are_left_alone() =>
        Gen.Select(Gen.Long[1_000_000_000, 1_999_999_999], Gen.Int[0, 999], AnyOf("", "c", "c-", "2026-", "lead_")).Sample((seconds, rest, before) =>
        {
            foreach (var text in new[] { $"{before}{seconds}", $"{before}{seconds}{rest:000}", $"{before}{seconds}.{rest}", $"{before}{seconds}{rest:000}-{rest}" })
                PersonalData.ReadsAsPersonal(text).ShouldBeFalse(text);
        }, iter: 2000);

    [Fact]
    public void counters_filled_up_with_zeros_are_left_alone() =>
        Gen.Select(Gen.Int[0, 99_999_999], Gen.Int[8, 18], AnyOf("", "c", "c-", "C_", "2026-", "lead-2026-", "#")).Sample((counter, width, before) =>
        {
            // 080… and 090… are service numbers.
            if (width == 9 && counter >= 80_000_000) return;
            var text = before + counter.ToString($"D{width}", CultureInfo.InvariantCulture);
            PersonalData.ReadsAsPersonal(text).ShouldBeFalse(text);
        }, iter: 5000);

    [Fact]
    public void ulids_are_left_alone() => Gen.Select(Gen.Long[1_100_000_000_000, 2_190_000_000_000], Gen.Int[0, 31].Array[16]).Sample((ms, random) =>
    {
        const string alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
        var id = string.Concat(Enumerable.Range(0, 10).Select(i => alphabet[(int)(ms >> (5 * (9 - i)) & 31)])) + string.Concat(random.Select(i => alphabet[i]));
        foreach (var text in new[] { id, id.ToLowerInvariant(), $"call-{id}", $"c_{id.ToLowerInvariant()}" }) PersonalData.ReadsAsPersonal(text).ShouldBeFalse(text);
    }, iter: 5000);

    [Fact]
    public void guids_are_left_alone() => Gen.Guid.Sample(guid =>
    {
        foreach (var form in new[] { "N", "D", "B" })
            foreach (var before in new[] { "", "call-", "call_", "2026-", "call", "x", "lead" }) PersonalData.ReadsAsPersonal(before + guid.ToString(form)).ShouldBeFalse(before + guid.ToString(form));
    }, iter: 5000);

    // In nearly all of them letters and digits take turns three times or more; one in which they do not could be a number with a word glued to it.
    [Fact]
    public void the_ids_that_machines_make_are_left_alone() => Gen.Byte.Array[7, 32].Where(b => Turns(Convert.ToHexString(b)) >= 3).Sample(bytes =>
    {
        foreach (var id in new[] { Convert.ToHexStringLower(bytes), Convert.ToHexString(bytes), $"F-{Convert.ToHexStringLower(bytes)}" })
            PersonalData.ReadsAsPersonal(id).ShouldBeFalse(id);
    }, iter: 5000);

    [Fact]
    public void no_text_whatever_makes_it_stumble() => Gen.String.Sample(text =>
    {
        _ = PersonalData.ReadsAsPersonal(text);
    }, iter: 1000);

    private static int Turns(string id) => id.Zip(id.Skip(1), (a, b) => char.IsAsciiDigit(a) != char.IsAsciiDigit(b)).Count(turn => turn);
}
