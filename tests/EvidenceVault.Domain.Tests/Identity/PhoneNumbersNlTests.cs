using CsCheck;
using EvidenceVault.Domain.Identity;

namespace EvidenceVault.Domain.Tests.Identity;

public sealed class PhoneNumbersNlTests
{
    private static readonly string[] AreaCodes = ["010", "020", "030", "050", "070", "0113", "0252", "0343", "0596"];

    [Theory]
    [InlineData("0612345678", "+31612345678")]
    [InlineData("06-12345678", "+31612345678")]
    [InlineData("06 12 34 56 78", "+31612345678")]
    [InlineData("+31 (0)6 1234 5678", "+31612345678")]
    [InlineData("0031612345678", "+31612345678")]
    [InlineData("06\u00A012345678", "+31612345678")]
    [InlineData("06‑12345678", "+31612345678")]
    [InlineData("０６１２３４５６７８", "+31612345678")]
    [InlineData("020 794 1234", "+31207941234")]
    [InlineData("(0113) 21 23 45", "+31113212345")]
    [InlineData("tel:+31612345678", "+31612345678")]
    [InlineData("612345678", "+31612345678")]
    [InlineData("0800 1234", "+318001234")]
    [InlineData("+32 470 12 34 56", "+32470123456")]
    [InlineData("0049 30 12345678", "+493012345678")]
    [InlineData("+44 20 7946 0958", "+442079460958")]
    public void a_number_is_kept_as_e_164_however_it_is_written(string written, string kept) => PhoneNumbersNl.Normalise(written).ShouldBe(kept);

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("112")]
    [InlineData("06")]
    [InlineData("061234567")]
    [InlineData("06123456789")]
    [InlineData("+31 6 1234 567")]
    [InlineData("0000000000")]
    [InlineData("+999 12345678")]
    [InlineData("jan@post.example")]
    [InlineData("G-2025-00017")]
    [InlineData("06123456780612345678061234567806123456780")]
    [InlineData("\0")]
    [InlineData("ref 0612345678")]
    [InlineData("0612345678 ext. 5")]
    [InlineData("0800-BELLEN")]
    [InlineData("#202500017")]
    [InlineData("0612345678, 0612345679")]
    [InlineData("Marjolein 0612345678")]
    public void what_is_no_number_is_none(string written) => PhoneNumbersNl.Normalise(written).ShouldBeNull();

    [Fact]
    public void every_mobile_number_is_the_same_in_every_form() => Mobiles.Sample(digits =>
    {
        var kept = $"+31{digits}";
        foreach (var form in Forms(digits)) PhoneNumbersNl.Normalise(form).ShouldBe(kept, form);
    }, iter: 200);

    [Fact]
    public void every_landline_number_is_the_same_in_every_form() => Gen.Select(AnyOf(AreaCodes), Gen.Int[2_000_000, 7_999_999]).Sample((area, rest) =>
    {
        var number = area + rest.ToString(System.Globalization.CultureInfo.InvariantCulture)[..(10 - area.Length)];
        var kept = $"+31{number[1..]}";
        foreach (var form in new[] { number, $"{area}-{number[area.Length..]}", $"({area}) {number[area.Length..]}", kept, $"0031{number[1..]}", $"+31 (0){number[1..]}" })
            PhoneNumbersNl.Normalise(form).ShouldBe(kept, form);
    }, iter: 200);

    [Fact]
    public void what_was_kept_stays_what_it_is() => Mobiles.Sample(digits => PhoneNumbersNl.Normalise(PhoneNumbersNl.Normalise($"0{digits}")!).ShouldBe($"+31{digits}"), iter: 100);

    [Fact]
    public void no_text_whatever_makes_it_stumble() => Gen.String.Sample(text =>
    {
        if (PhoneNumbersNl.Normalise(text) is { } kept) kept.ShouldStartWith("+");
    }, iter: 500);

    internal static Gen<string> Mobiles { get; } =
        Gen.Select(AnyOf("1", "2", "3", "4", "5", "8"), Gen.Int[0, 9_999_999]).Select((second, rest) => $"6{second}{rest:0000000}");

    internal static Gen<string> AnyOf(params string[] words) => Gen.Int[0, words.Length - 1].Select(i => words[i]);

    internal static string[] Forms(string digits) =>
    [
        $"0{digits}", $"06-{digits[1..]}", $"06 {digits[1..5]} {digits[5..]}", $"06.{digits[1..3]}.{digits[3..5]}.{digits[5..7]}.{digits[7..]}", $"+31{digits}",
        $"+31 6 {digits[1..]}", $"+31 (0)6 {digits[1..]}", $"+31-6-{digits[1..]}", $"0031{digits}", $"00 31 6 {digits[1..]}", $"(06) {digits[1..]}", $"06/{digits[1..]}",
    ];
}
