using System.Globalization;
using System.Text;
using System.Text.Json;
using CsCheck;
using EvidenceVault.Verification;

namespace EvidenceVault.Verification.Tests;

public class CanonicalJsonTests
{
    [Theory]
    [InlineData("""{"b":1,"a":2}""", """{"a":2,"b":1}""")]
    [InlineData(""" { "a" : [ 1 , true , null , "x" ] } """, """{"a":[1,true,null,"x"]}""")]
    [InlineData("\"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\\"\\/\"", "\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"")]
    [InlineData("""[333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001]""", "[333333333.3333333,1e+30,4.5,0.002,1e-27]")]
    [InlineData("""{"\u20ac":1,"\r":2,"\ufb33":3,"1":4,"\ud83d\ude00":5,"\u0080":6,"\u00f6":7}""", "{\"\\r\":2,\"1\":4,\"\u0080\":6,\"ö\":7,\"€\":1,\"😀\":5,\"\ufb33\":3}")]
    public void json_has_the_canonical_form_of_rfc_8785(string json, string canonical) => Canonical(json).ShouldBe(canonical);

    [Theory]
    [InlineData(0.0, "0")]
    [InlineData(5e-324, "5e-324")]
    [InlineData(-1.7976931348623157e308, "-1.7976931348623157e+308")]
    [InlineData(9007199254740992, "9007199254740992")]
    [InlineData(295147905179352830000.0, "295147905179352830000")]
    [InlineData(9.999999999999997e22, "9.999999999999997e+22")]
    [InlineData(1e23, "1e+23")]
    [InlineData(999999999999999700000.0, "999999999999999700000")]
    [InlineData(1e21, "1e+21")]
    [InlineData(1e-6, "0.000001")]
    [InlineData(1e-7, "1e-7")]
    [InlineData(333333333.3333332, "333333333.3333332")]
    public void numbers_are_written_as_ecmascript_does(double value, string text) => EcmaScriptNumber.Format(value).ShouldBe(text);

    [Theory]
    [InlineData("0e99999999999", "0")]
    [InlineData("-0e-99999999999", "0")]
    [InlineData("0.000e2147483648", "0")]
    [InlineData("1e-99999999999", "0")]
    [InlineData("[5.0,50e-1]", "[5,5]")]
    public void numbers_that_are_written_strangely_are_what_they_are(string json, string canonical) => Canonical(json).ShouldBe(canonical);

    [Fact]
    public void minus_zero_is_written_as_zero() => EcmaScriptNumber.Format(-0.0).ShouldBe("0");

    [Fact]
    public void every_number_reads_back_as_itself() =>
        Gen.Double.Where(double.IsFinite).Sample(d => double.Parse(EcmaScriptNumber.Format(d), CultureInfo.InvariantCulture) == d);

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("""{"a":1,"a":2}""")]
    [InlineData("""{"a":1,"\u0061":2}""")]
    [InlineData("1e999")]
    [InlineData("1e99999999999")]
    [InlineData("\"\\ud800\"")]
    [InlineData("\"\\udc00\\ud800\"")]
    [InlineData("""{"\ud800":1}""")]
    [InlineData("""{"a":{"b":["\udfff"]}}""")]
    [InlineData("""{"\ud800":1,"\ud801":2}""")]
    public void what_has_no_canonical_form_is_refused(string json) => Should.Throw<FormatException>(() => Canonical(json));

    [Fact]
    public void the_canonical_form_of_a_canonical_form_is_itself() => Gen.String.Array[0, 5].Sample(texts =>
    {
        var json = JsonSerializer.Serialize(texts.Distinct().Where(IsWellFormed).ToDictionary(t => t, t => t));
        var once = Canonical(json);
        Canonical(once).ShouldBe(once);
    });

    [Fact]
    public void the_order_of_fields_and_the_spaces_between_do_not_matter() => Gen.Int.Array[2, 6].Sample(numbers =>
    {
        var fields = numbers.Select((n, i) => $"\"f{i}\": {n}").ToList();
        Canonical($"{{{string.Join(" , ", fields)}}}").ShouldBe(Canonical($"{{{string.Join(",", fields.AsEnumerable().Reverse())}}}"));
    });

    private static bool IsWellFormed(string text) => Encoding.Unicode.GetString(Encoding.Unicode.GetBytes(text)) == text;

    private static string Canonical(string json) => Encoding.UTF8.GetString(CanonicalJson.Of(Encoding.UTF8.GetBytes(json)));
}
