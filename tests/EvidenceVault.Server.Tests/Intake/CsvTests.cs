using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EvidenceVault.Server.Intake.Csv;
using EvidenceVault.Server.Tests.Infrastructure;

namespace EvidenceVault.Server.Tests.Intake;

/// <summary>Evidence as a table: the same items, however they are written down.</summary>
public sealed class CsvTests
{
    private const string Header = "type,ref,occurredAt,consumer.phone,direction,means,nature,outcome,consumer.name,note";

    private static readonly Lazy<Task<Desk>> Shared = new(() => Desk.NewAsync());

    public static TheoryData<string> Types => new(CsvColumns.ByType.Keys);

    public static TheoryData<string, string> TypesAndLanguages => new(CsvColumns.ByType.Keys.SelectMany(type => new[] { (type, "nl"), (type, "en") }));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void every_type_that_is_a_table_has_its_columns() =>
        CsvColumns.ByType.Keys.Order().ShouldBe(ItemCase.All.Select(c => c.Type).Except(["correction.made", "monitoring.recorded"]).Order());

    [Fact]
    public void every_column_has_a_dutch_header_and_each_header_means_one_column()
    {
        var columns = CsvColumns.ByType.Values.SelectMany(c => c).DistinctBy(c => c.Path).ToList();
        columns.Where(c => !CsvWords.HasDutch(c.Path)).Select(c => c.Path).ShouldBeEmpty();
        columns.ShouldAllBe(c => CsvColumns.Find(c.Dutch)!.Path == c.Path && CsvColumns.Find(c.Path)!.Path == c.Path);
        columns.SelectMany(c => CsvWords.Aliases(c.Path).Select(a => (a, c.Path))).ShouldAllBe(a => CsvColumns.Find(a.a)!.Path == a.Path);
    }

    [Fact]
    public void a_column_is_read_the_same_way_in_every_type() =>
        CsvColumns.ByType.Values.SelectMany(c => c).GroupBy(c => c.Path).Where(g => g.Select(c => c.Kind).Distinct().Count() > 1).Select(g => g.Key).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(TypesAndLanguages))]
    public async Task a_row_under_the_template_says_the_same_as_the_item_in_json(string type, string language)
    {
        var desk = await Shared.Value;
        var item = ItemCase.Of(type).Full(Desk.Phone(), desk.Agency);
        // A list of objects is no cell.
        item.Remove("segments");
        var columns = CsvColumns.ByType[type];
        var template = await Template(desk, type, language);
        var delimiter = language == "nl" ? ';' : ',';
        var told = await Upload(desk, $"{template}{string.Join(delimiter, columns.Select(c => Cell(item, c)))}\r\n");

        told.Select(r => (r.Line, r.Told)).ShouldBe([(2, "accepted")], told[0].ToString());
        var again = await desk.Post(item).Expect(HttpStatusCode.OK);
        (again["status"], Guid.Parse(again["eventId"]!)).ShouldBe(("duplicate", told[0].EventId!.Value));
    }

    [Theory]
    [InlineData("utf-8", true)]
    [InlineData("utf-8", false)]
    [InlineData("windows-1252", false)]
    public async Task a_name_is_read_in_whatever_encoding_it_came(string encoding, bool withMark)
    {
        var (desk, phone) = (await Shared.Value, Desk.Phone());
        var text = $"Soort feit;Referentie;Tijdstip;Telefoonnummer;Naam;Kanaal;Producten;Methode\r\nconsent.granted;{Desk.Ref()};2026-03-01T10:15:00+01:00;{phone};Zoë Müller-Çelik €;phone;gas|stroom;web-form\r\n";
        byte[] mark = withMark ? [0xEF, 0xBB, 0xBF] : [];
        var bytes = CodePagesEncodingProvider.Instance.GetEncoding(encoding) is { } old ? old.GetBytes(text) : Encoding.UTF8.GetBytes(text);
        (await Upload(desk, [.. mark, .. bytes])).ShouldHaveSingleItem().Told.ShouldBe("accepted");
        (await desk.Open(phone)).Card!.Name.ShouldBe("Zoë Müller-Çelik €");
    }

    [Theory]
    [InlineData("\"Zei: \"\"nee\"\", en hing op;\ntoen stil.\"", "Zei: \"nee\", en hing op;\ntoen stil.")]
    [InlineData("gewoon", "gewoon")]
    public async Task a_quoted_cell_may_hold_anything(string cell, string note)
    {
        var (desk, phone, reference) = (await Shared.Value, Desk.Phone(), Desk.Ref());
        var told = await Upload(desk, $"{Header}\n{Row(phone, reference, note: cell)}{Row(phone, Desk.Ref())}");
        told.Select(r => r.Told).ShouldBe(["accepted", "accepted"]);
        told[1].Line.ShouldBe(3 + cell.Count(c => c == '\n'));
        (await desk.Open(phone)).AnnexOf(told[0].EventId!.Value)!.Note.ShouldBe(note);
    }

    [Fact]
    public async Task a_bad_row_takes_no_good_one_with_it_and_each_says_where_it_stands()
    {
        var (desk, phone) = (await Shared.Value, Desk.Phone());
        var told = await Upload(desk,
            $"{Header}\n{Row(phone, Desk.Ref())}{Row("geen nummer", Desk.Ref())}\n{Row(phone, Desk.Ref(), at: "2026-03-01T10:15:00")}"
            + $"{Row(phone, Desk.Ref()).TrimEnd()},te,veel\n{Row(phone, Desk.Ref(), note: "half \"open")}call.attempted,{Desk.Ref()}\n{Row(phone, Desk.Ref()).TrimEnd()}");
        told.Select(r => (r.Line, r.Told)).ShouldBe(
        [
            (2, "accepted"), (3, "invalid-phone-number"), (5, "offset-required"), (6, "malformed-csv"), (7, "malformed-csv"), (8, "required"), (9, "accepted"),
        ]);
        told[1].Errors.ShouldBe(["/consumer/phone invalid-phone-number"]);
        (await desk.Dossier(phone)).Timeline.Count.ShouldBe(2);
    }

    [Fact]
    public async Task a_quote_that_is_never_closed_ends_the_reading_with_a_word_about_it()
    {
        var (desk, phone) = (await Shared.Value, Desk.Phone());
        var rest = string.Concat(Enumerable.Repeat(Row(phone, "x").TrimEnd() + new string(' ', 500) + "\n", 2_500));
        var told = await Upload(desk, $"{Header}\n{Row(phone, Desk.Ref())}call.attempted,\"{Desk.Ref()},\n{rest}");
        told.Select(r => (r.Line, r.Told)).ShouldBe([(2, "accepted"), (3, "line-too-long")]);
    }

    [Theory]
    [InlineData("", "empty", null)]
    [InlineData("\r\n", "empty", null)]
    [InlineData("type;ref;telefoon;lievelingskleur", "unknown-field", "/3")]
    [InlineData("type;ref;telefoon;Tele-Foon", "duplicate-field", "/3")]
    [InlineData("ref;telefoon", "required", "/0")]
    public async Task a_header_that_cannot_be_read_refuses_the_file(string header, string code, string? pointer)
    {
        var desk = await Shared.Value;
        var answer = await Send(desk, Encoding.UTF8.GetBytes(header));
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Ct));
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        problem.RootElement.GetProperty("code").GetString().ShouldBe(code);
        if (pointer is not null) problem.RootElement.GetProperty("errors")[0].GetProperty("pointer").GetString().ShouldBe(pointer);
    }

    [Fact]
    public async Task a_file_without_a_header_is_refused_without_repeating_what_stands_there()
    {
        var desk = await Shared.Value;
        var answer = await Send(desk, "Jan Jansen;0612345678;2026-03-01"u8.ToArray());
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await answer.Content.ReadAsStringAsync(Ct)).ShouldNotContain("12345678");
    }

    [Fact]
    public async Task a_line_longer_than_any_item_refuses_the_rest()
    {
        var (desk, phone) = (await Shared.Value, Desk.Phone());
        var told = await Upload(desk, $"{Header}\n{Row(phone, Desk.Ref())}{Row(phone, Desk.Ref(), note: new string('x', CsvSource.LongestLine))}{Row(phone, Desk.Ref())}");
        told.Select(r => (r.Line, r.Told)).ShouldBe([(2, "accepted"), (3, "line-too-long")]);
    }

    [Fact]
    public async Task the_type_may_stand_in_the_address()
    {
        var (desk, phone) = (await Shared.Value, Desk.Phone());
        (await Upload(desk, $"ref,occurredAt,phone,via\n{Desk.Ref()},2026-03-01T10:15:00+01:00,{phone},email\n", "?type=consent.withdrawn")).ShouldHaveSingleItem().Told.ShouldBe("accepted");
        (await Send(desk, "ref\n1\n"u8.ToArray(), "?type=consent.dreamt")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task a_dry_run_tells_what_is_wrong_and_writes_nothing()
    {
        var (desk, phone, reference) = (await Desk.NewAsync(), Desk.Phone(), Desk.Ref());
        var file = $"{Header}\n{Row(phone, reference)}{Row("geen", Desk.Ref())}";
        var told = await Upload(desk, file, "?dryRun=true");
        told.Select(r => (r.Told, r.EventId)).ShouldBe([("accepted", null), ("invalid-phone-number", null)]);
        (await desk.CountOfFacts()).ShouldBe(0);
        (await desk.Find(phone)).ShouldBeNull();
        (await Upload(desk, file)).Select(r => r.Told).ShouldBe(["accepted", "invalid-phone-number"]);
        (await desk.CountOfFacts()).ShouldBe(1);
    }

    [Fact]
    public async Task the_results_can_be_had_as_a_file_to_keep_beside()
    {
        var (desk, phone) = (await Shared.Value, Desk.Phone());
        var answer = await Send(desk, Encoding.UTF8.GetBytes($"{Header.Replace(',', ';')}\n{Row(phone, "=1+1").Replace(',', ';')}{Row("geen", "R").Replace(',', ';')}"), accept: "text/csv");
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/csv");
        answer.Content.Headers.ContentDisposition!.FileName.ShouldBe("results.csv");
        var rows = (await answer.Content.ReadAsStringAsync(Ct)).TrimStart('\uFEFF').Split("\r\n");
        rows[0].ShouldBe("line;ref;status;eventId;code;column;detail");
        rows[1].ShouldStartWith("2;'=1+1;accepted;");
        rows[2].ShouldStartWith("3;R;rejected;;invalid-phone-number;consumer.phone;");
    }

    [Fact]
    public async Task only_the_problems_can_be_asked_for_with_the_totals()
    {
        var (desk, phone) = (await Shared.Value, Desk.Phone());
        var answer = await Send(desk, Encoding.UTF8.GetBytes($"{Header}\n{Row(phone, Desk.Ref())}{Row("geen", Desk.Ref())}"), "?results=problems");
        using var told = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Ct));
        told.RootElement.EnumerateArray().Select(r => r.TryGetProperty("totals", out var totals) ? totals.GetRawText() : r.GetProperty("status").GetString())
            .ShouldBe(["rejected", """{"accepted":1,"duplicate":0,"rejected":1}"""]);
    }

    [Fact]
    public async Task what_is_no_table_is_refused()
    {
        var desk = await Shared.Value;
        (await desk.Staff.SendAsync(HttpMethod.Post, $"{desk.Evidence}/csv", "{}", "application/json")).Status.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        (await desk.Staff.ReadAsync("/v1/templates/correction.made.csv")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await desk.Staff.ReadAsync("/v1/templates/call.attempted.csv?language=fy")).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task a_long_table_comes_in_whole_and_again_as_duplicates()
    {
        var desk = await Desk.NewAsync();
        var phones = Enumerable.Range(0, 50).Select(_ => Desk.Phone()).ToList();
        var file = $"{Header}\n{string.Concat(Enumerable.Range(0, 5_000).Select(i => Row(phones[i % 50], $"L{i}")))}";
        (await Upload(desk, file)).Select(r => (r.Line, r.Told)).ShouldBe(Enumerable.Range(2, 5_000).Select(line => ((long)line, "accepted")));
        (await Upload(desk, file)).ShouldAllBe(r => r.Status == "duplicate");
    }

    [Theory]
    [InlineData("\r")]
    [InlineData("\r\n")]
    [InlineData("\n")]
    public async Task lines_may_end_as_any_spreadsheet_ends_them(string end)
    {
        var (desk, phone) = (await Shared.Value, Desk.Phone());
        var rows = new[] { Row(phone, Desk.Ref()), Row("geen", Desk.Ref()), Row(phone, Desk.Ref(), note: "\"twee\nregels\""), Row(phone, Desk.Ref()) };
        var told = await Upload(desk, $"{Header}\n{string.Concat(rows)}".Replace("\n", end, StringComparison.Ordinal));
        told.Select(r => (r.Line, r.Told)).ShouldBe([(2, "accepted"), (3, "invalid-phone-number"), (4, "accepted"), (6, "accepted")]);
        (await desk.Open(phone)).AnnexOf(told[2].EventId!.Value)!.Note.ShouldBe($"twee{end}regels");
        // Without an end of the last line, too.
        (await Upload(desk, $"{Header}\n{Row(phone, Desk.Ref())}{Row(phone, Desk.Ref())}".TrimEnd().Replace("\n", end, StringComparison.Ordinal))).Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("1250", 1250.0)]
    [InlineData("1250,5", 1250.5)]
    [InlineData("1250.50", 1250.5)]
    [InlineData("1.250,00", 1250.0)]
    [InlineData("1,250.00", 1250.0)]
    [InlineData("1.250.000", 1250000.0)]
    [InlineData("12,34", 12.34)]
    [InlineData("1.250", null)]
    [InlineData("1,250", null)]
    [InlineData("1.25.000", null)]
    [InlineData("12.34,5.6", null)]
    [InlineData("-5", null)]
    public void a_sum_is_what_it_is_in_both_countries_or_it_is_none(string cell, double? number) => CsvNumber.Read(cell).ShouldBe((decimal?)number);

    [Fact]
    public async Task a_sum_that_may_be_a_thousand_times_as_much_is_refused_with_what_to_write()
    {
        var (desk, phone) = (await Shared.Value, Desk.Phone());
        string Sale(string value) => $"{Desk.Ref()};2026-03-01T10:15:00+01:00;{phone};C-1;written;energie;{value}\n";
        var told = await Upload(desk, $"ref;occurredAt;consumer.phone;call;via;product;totalValue\n{Sale("1.250")}{Sale("1.250,00")}", "?type=sale.accepted");
        told.Select(r => r.Told).ShouldBe(["wrong-type", "accepted"]);
        told[0].Errors.ShouldBe(["/totalValue wrong-type"]);
        told[0].Json.GetProperty("problem").GetProperty("detail").GetString()!.ShouldContain("1.250,00");
        (await desk.Open(phone)).Dossier.Facts.Select(f => f.Fact).OfType<Domain.Dossiers.Facts.SaleAccepted>().Single().TotalValue.ShouldBe("1250");
    }

    [Fact]
    public async Task a_table_of_which_the_rest_cannot_be_read_is_cut_off_and_says_from_where()
    {
        var (desk, phone) = (await Shared.Value, Desk.Phone());
        var file = $"{Header}\n{Row(phone, Desk.Ref())}{Row(phone, Desk.Ref(), note: new string('x', CsvSource.LongestLine))}{Row(phone, Desk.Ref())}";
        using var answer = await Send(desk, Encoding.UTF8.GetBytes(file));
        var told = JsonElement.Parse(await answer.Content.ReadAsStringAsync(Ct)).EnumerateArray().ToList();
        told[^1].GetProperty("problem").GetProperty("detail").GetString()!.ShouldContain("Nothing from line 3 on was taken.");
        var upload = await desk.Staff.ReadAsync($"{desk.P}/uploads/{answer.Headers.GetValues("Upload-Id").Single()}").Expect(HttpStatusCode.OK);
        upload["state"].ShouldBe("cut-off");
    }

    [Fact]
    public async Task a_file_of_only_the_problems_ends_with_the_totals()
    {
        var (desk, phone) = (await Shared.Value, Desk.Phone());
        var answer = await Send(desk, Encoding.UTF8.GetBytes($"{Header}\n{Row(phone, Desk.Ref())}{Row("geen", Desk.Ref())}"), "?results=problems", accept: "Text/CSV");
        var rows = (await answer.Content.ReadAsStringAsync(Ct)).TrimEnd().Split("\r\n");
        rows.Length.ShouldBe(3);
        rows[1].ShouldStartWith("3,");
        rows[2].ShouldBe(",,totals,,,,\"accepted 1, duplicate 0, rejected 1\"");
    }

    [Fact]
    public async Task a_content_type_is_read_whatever_its_case()
    {
        var desk = await Shared.Value;
        var answer = await desk.Staff.SendAsync(HttpMethod.Post, $"{desk.Evidence}/csv", $"{Header}\n{Row(Desk.Phone(), Desk.Ref())}", "Text/CSV");
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
    }

    private static string Row(string phone, string reference, string at = "2026-03-01T10:15:00+01:00", string note = "") =>
        $"call.attempted,{reference},{at},{phone},outbound,human,commercial,no-answer,,{note}\n";

    private static async Task<string> Template(Desk desk, string type, string language)
    {
        using var answer = await desk.Staff.GetAsync(new Uri($"/v1/templates/{type}.csv?language={language}", UriKind.Relative), Ct);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentDisposition!.FileName.ShouldBe($"{type}.csv");
        return await answer.Content.ReadAsStringAsync(Ct);
    }

    // A cell as a spreadsheet would hold it.
    private static string Cell(JsonObject item, CsvColumn column)
    {
        var ofParty = column.Path.EndsWith(CsvColumns.OfParty, StringComparison.Ordinal);
        JsonNode? at = item;
        foreach (var name in column.Path.Split('.'))
        {
            // A bare reference has nobody beside it.
            if (at is JsonValue && ofParty) return "";
            at = at?[name];
        }

        var text = at switch
        {
            null => "",
            JsonArray list => string.Join('|', list.Select(v => v!.GetValue<string>())),
            JsonObject named => named["ref"]!.GetValue<string>(),
            JsonValue value when value.GetValueKind() is JsonValueKind.True or JsonValueKind.False => value.GetValue<bool>() ? "Ja" : "nee",
            JsonValue value when value.GetValueKind() == JsonValueKind.Number => value.ToJsonString().Replace('.', ','),
            _ => at.GetValue<string>(),
        };
        return $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static Task<IReadOnlyList<ItemAnswer>> Upload(Desk desk, string file, string query = "") => Upload(desk, Encoding.UTF8.GetBytes(file), query);

    private static async Task<IReadOnlyList<ItemAnswer>> Upload(Desk desk, byte[] file, string query = "")
    {
        using var answer = await Send(desk, file, query);
        var text = await answer.Content.ReadAsStringAsync(Ct);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return [.. JsonElement.Parse(text).EnumerateArray().Select(r => new ItemAnswer(r))];
    }

    private static async Task<HttpResponseMessage> Send(Desk desk, byte[] file, string query = "", string? accept = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{desk.Evidence}/csv{query}") { Content = new ByteArrayContent(file) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        if (accept is not null) request.Headers.Accept.ParseAdd(accept);
        return await desk.Staff.SendAsync(request, Ct);
    }
}
