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
            var at = DateTimeOffset.FromUnixTimeSeconds(seconds);
            foreach (var form in new[] { "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyyMMddHHmmss", "yyyyMMdd-HHmmss", "yyyy-MM-dd-HH-mm-ss", "dd-MM-yyyy-HH-mm", "yyyy-MM-dd HH.mm.ss" })
                PersonalData.ReadsAsPersonal("c-" + at.ToString(form, CultureInfo.InvariantCulture)).ShouldBeFalse(at.ToString(form, CultureInfo.InvariantCulture));
        }, iter: 2000);

    [Fact]
    public void guids_are_left_alone() => Gen.Guid.Sample(guid =>
    {
        foreach (var form in new[] { "N", "D", "B" })
            foreach (var before in new[] { "", "call-", "call_", "2026-" }) PersonalData.ReadsAsPersonal(before + guid.ToString(form)).ShouldBeFalse(before + guid.ToString(form));
    }, iter: 1000);

    [Fact]
    public void the_ids_that_machines_make_are_left_alone() => Gen.Byte.Array[7, 32].Where(b => Convert.ToHexString(b).Count(char.IsAsciiLetter) > 2).Sample(bytes =>
    {
        foreach (var id in new[] { Convert.ToHexStringLower(bytes), Convert.ToHexString(bytes), $"F-{Convert.ToHexStringLower(bytes)}" })
            PersonalData.ReadsAsPersonal(id).ShouldBeFalse(id);
    }, iter: 5000);

    [Fact]
    public void no_text_whatever_makes_it_stumble() => Gen.String.Sample(text =>
    {
        _ = PersonalData.ReadsAsPersonal(text);
    }, iter: 1000);
}
