using System.Net;
using System.Text.Json.Nodes;
using EvidenceVault.Server.Tests.Infrastructure;

namespace EvidenceVault.Server.Tests.Intake;

/// <summary>Items that are wrong in one way each, handed in by themselves, in an array and in NDJSON: the same is said everywhere, and no neighbour is lost.</summary>
public sealed class BadItemTests
{
    private static readonly Lazy<Task<Desk>> Shared = new(() => Desk.NewAsync());

    /// <summary>An item as text with a number and a reference to fill in, and the code it is refused with.</summary>
    public static TheoryData<string, string> Bad => new()
    {
        { Of("""{"type":"call.made"}"""), "unknown-type" },
        { Of("""{"type":"Consent.Withdrawn"}"""), "unknown-type" },
        { Of("""{"type":""}"""), "empty" },
        { Of("""{"type":null}"""), "required" },
        { Of("""{"Via":"email"}"""), "unknown-field" },
        { Of("""{"06-12345678":1}"""), "unknown-field" },
        { Of("""{"\u0000":1}"""), "unknown-field" },
        { Of("""{"":1}"""), "unknown-field" },
        { Of("""{"via":"\ud800"}"""), "unknown-value" },
        { Of("""{"type":"\ud800"}"""), "invalid-text" },
        { Of("""{"ref":"\ud800"}"""), "invalid-text" },
        { Of("""{"ref":"a\u0000"}"""), "invalid-text" },
        { Of("""{"party":"\ud800"}"""), "invalid-text" },
        { Of("""{"party":"a\u0000"}"""), "invalid-text" },
        { Of("""{"party":"nobody-knows-me"}"""), "unknown-party" },
        { Of("""{"party":"0612345678"}"""), "personal-data-in-reference" },
        { Of("""{"occurredAt":"\ud800"}"""), "wrong-type" },
        { Of("""{"consumer":{"phone":"\ud800"}}"""), "wrong-type" },
        { Of("""{"consumer":{"phone":"a\u0000"}}"""), "invalid-phone-number" },
        { Of("""{"consumer":{"phone":"+3161234567"}}"""), "invalid-phone-number" },
        { Of("""{"consumer":{}}"""), "required" },
        { Of("""{"consumer":null}"""), "required" },
        { Of("""{"note":"\udc00\ud800"}"""), "invalid-text" },
        { Of("""{"note":"a\u0008"}"""), "invalid-text" },
        { Of("""{"occurredAt":"2026-03-01T10:15:00"}"""), "offset-required" },
        { Of("""{"occurredAt":"2026-03-01"}"""), "offset-required" },
        { Of("""{"ref":"jan@post.example"}"""), "personal-data-in-reference" },
        { Of("""{"ref":"06-12345678"}"""), "personal-data-in-reference" },
        { Of("""{"ref":"lead 2026 / +31 6 12 34 56 78"}"""), "personal-data-in-reference" },
        { Of("""{"consent":"call-0612345678-2"}"""), "personal-data-in-reference" },
        { Of("""{"consent":{"party":"een-bureau","ref":"0031612345678"}}"""), "personal-data-in-reference" },
        { Of("""{"campaign":"0201234567"}"""), "personal-data-in-reference" },
        { Of("""{"exhibits":["x-0612345678"]}"""), "personal-data-in-reference" },
        { Of("""{"scope":{"products":["bel 0612345678"]}}"""), "personal-data-in-field" },
        { Of("""{"consent":{"ref":"G-1"}}"""), "required" },
        { Of("""{"consent":{"party":"een-bureau","ref":"G-1","x":1}}"""), "unknown-field" },
    };

    /// <summary>Texts that are no JSON value by themselves.</summary>
    public static TheoryData<string, HttpStatusCode, string> Malformed => new()
    {
        { "{", HttpStatusCode.BadRequest, "malformed-json" },
        { "{\"type\":\"consent.withdrawn\",}", HttpStatusCode.BadRequest, "malformed-json" },
        { "{'type':1}", HttpStatusCode.BadRequest, "malformed-json" },
        { "{\"type\":NaN}", HttpStatusCode.BadRequest, "malformed-json" },
        { "{\"type\":\"a\nb\"}", HttpStatusCode.BadRequest, "malformed-json" },
        { "{\"type\":\"\\x\"}", HttpStatusCode.BadRequest, "malformed-json" },
        { "// {}", HttpStatusCode.BadRequest, "malformed-json" },
        { "{} {}", HttpStatusCode.BadRequest, "malformed-json" },
        { Deep(17), HttpStatusCode.BadRequest, "malformed-json" },
        { Deep(100_000), HttpStatusCode.BadRequest, "malformed-json" },
        { "{\"type\":\"a\",\"type\":\"b\"}", HttpStatusCode.UnprocessableEntity, "duplicate-field" },
        { "{\"consumer\":{\"phone\":\"1\",\"ph\\u006fne\":\"2\"}}", HttpStatusCode.UnprocessableEntity, "duplicate-field" },
        { "{\"\\ud800\":1}", HttpStatusCode.BadRequest, "malformed-json" },
        { "{\"consumer\":{\"\\udc00x\":1}}", HttpStatusCode.BadRequest, "malformed-json" },
        { "42", HttpStatusCode.UnprocessableEntity, "wrong-type" },
        { "null", HttpStatusCode.UnprocessableEntity, "wrong-type" },
        { "\"\\ud800\"", HttpStatusCode.UnprocessableEntity, "wrong-type" },
        { "{}", HttpStatusCode.UnprocessableEntity, "required" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task a_bad_item_is_refused_with_its_code_and_takes_no_neighbour_with_it(string template, string code)
    {
        var (desk, phone) = (await Shared.Value, Desk.Phone());
        var bad = template.Replace("$phone", phone, StringComparison.Ordinal);
        bad = bad.Replace("$ref", Desk.Ref(), StringComparison.Ordinal);
        string[] items = [Desk.Call(phone).ToJsonString(), bad, Desk.Call(phone).ToJsonString()];

        await desk.Post(bad).Expect(HttpStatusCode.UnprocessableEntity, code);
        (await desk.PostAll(items)).Select(r => r.Told).ShouldBe(["accepted", code, "accepted"]);
        var uploaded = await desk.Upload(string.Join('\n', items));
        uploaded.Select(r => r.Told).ShouldBe(["duplicate", code, "duplicate"]);
        (await desk.Dossier(phone)).Timeline.Count.ShouldBe(2);
    }

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task what_is_no_object_is_refused_with_its_code_and_takes_no_neighbour_with_it(string bad, HttpStatusCode status, string code)
    {
        var (desk, phone) = (await Shared.Value, Desk.Phone());
        await desk.Post(bad).Expect(status, code);
        if (bad.Contains('\n', StringComparison.Ordinal)) return;
        var uploaded = await desk.Upload($"{Desk.Call(phone).ToJsonString()}\n{bad}\n{Desk.Call(phone).ToJsonString()}");
        uploaded.Select(r => r.Told).ShouldBe(["accepted", code, "accepted"]);
        (await desk.Dossier(phone)).Timeline.Count.ShouldBe(2);
    }

    [Fact]
    public async Task text_that_is_no_utf_8_is_refused_and_takes_no_neighbour_with_it()
    {
        var (desk, phone) = (await Shared.Value, Desk.Phone());
        foreach (var field in new[] { "ref", "party", "note", "type", "fiéld" })
        {
            // Latin-1 where UTF-8 is wanted.
            var bad = System.Text.Encoding.Latin1.GetBytes(Desk.Call(phone, "zzz").With($"/{field}", "é").ToJsonString().Replace("\\u00E9", "é", StringComparison.Ordinal));
            byte[] upload = [.. Line(Desk.Call(phone)), .. bad, (byte)'\n', .. Line(Desk.Call(phone))];
            var results = await desk.Upload(upload);
            results.Count.ShouldBe(3);
            (results[0].Status, results[1].Status, results[2].Status).ShouldBe(("accepted", "rejected", "accepted"));
            results[1].ProblemStatus.ShouldBeOneOf(400, 422);
        }

        static byte[] Line(JsonObject item) => System.Text.Encoding.UTF8.GetBytes(item.ToJsonString() + "\n");
    }

    [Fact]
    public async Task what_is_wrong_is_never_repeated_where_it_could_be_about_a_person()
    {
        var desk = await Shared.Value;
        string[] secrets = ["0612345678", "+31612345678", "jan.jansen@post.example", "Jan Jansen"];
        foreach (var secret in secrets)
        {
            // A product may have any name that reads as no number and no address.
            var fields = Desk.Consent(Desk.Phone()).Fields().Select(f => f.Pointer).Where(p => p != "/products").ToList();
            var wrong = fields.Select(p => Desk.Consent(Desk.Phone()).With(p, new JsonArray(secret)))
                .Append(Desk.Consent(Desk.Phone()).With($"/{secret}", 1)).Append(Desk.Consent(Desk.Phone()).With("/consumer/phone", secret + " 12"))
                .Append(Desk.Consent(Desk.Phone()).With("/type", secret)).Append(Desk.Consent(Desk.Phone()).With("/party", secret))
                .Append(Desk.Consent(secret + "#", secret == "Jan Jansen" ? Desk.Ref() : secret));
            foreach (var result in await desk.PostAll(wrong))
            {
                result.Status.ShouldBe("rejected");
                result.Json.GetRawText().ShouldNotContain(secret);
            }
        }
    }

    private static string Deep(int depth) => new string('[', depth) + new string(']', depth);

    // A withdrawal with one field put in its place as it stands: no JSON library would write some of them.
    private static string Of(string field)
    {
        var good = JsonNode.Parse("""{ "type": "consent.withdrawn", "ref": "$ref", "occurredAt": "2026-03-01T10:15:00Z", "consumer": { "phone": "$phone" }, "via": "email" }""")!
            .AsObject();
        good.Remove(field[2..field.IndexOf("\":", StringComparison.Ordinal)]);
        return $"{good.ToJsonString()[..^1]},{field[1..]}";
    }
}
