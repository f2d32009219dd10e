using EvidenceVault.Domain.Packs;
using EvidenceVault.Server.Packs.Data;
using EvidenceVault.Server.Packs.Pages;
using EvidenceVault.Server.Tests.Infrastructure;

namespace EvidenceVault.Server.Tests.Packs;

/// <summary>The pages as a function of their data alone. The data are those of the sample dossier, as a server once gathered them.</summary>
public sealed class PackPagesTests
{
    private static readonly PackData Showcase =
        PackData.FromJson(File.ReadAllBytes(Checkout.PathOf("tests", "EvidenceVault.Server.Tests", "Packs", "showcase.pack.json")));

    [Theory]
    [InlineData(PackLanguage.Nl)]
    [InlineData(PackLanguage.En)]
    public void the_text_of_every_page_is_as_approved(PackLanguage language)
    {
        // Explanations of findings are gathered in one language; the pages' own words are what this is about.
        var text = ReadPack.TextOf(Set(Showcase with { Language = language }).Content, byPage: true);
        text.ShouldMatchApproved(c => c.WithDiscriminator(language.ToString()).WithFileExtension(".txt"));
    }

    [Fact]
    public void the_same_data_give_the_same_bytes() =>
        Set(PackData.FromJson(Showcase.ToJson())).Content.ShouldBe(Set(Showcase).Content);

    [Fact]
    public void other_data_give_other_bytes() =>
        Set(Showcase with { Inquiry = "ACM-26-2" }).Content.ShouldNotBe(Set(Showcase).Content);

    [Theory]
    [InlineData(PackAudience.Authority)]
    [InlineData(PackAudience.Consumer)]
    public void a_dossier_with_nothing_sets_well(PackAudience audience)
    {
        var empty = Showcase with
        {
            Audience = audience,
            Summary = new SummaryData(0, 0, []),
            Missing = [],
            Parties = [],
            Mandates = [],
            Campaigns = [],
            Rules = [],
            Consents = [],
            Objections = [],
            Relationships = [],
            Callbacks = [],
            Calls = [],
            Exhibits = [],
            Contradictions = [],
            Corrections = [],
            Messages = [],
            Facts = [],
        };
        var text = ReadPack.TextOf(Set(empty).Content);
        text.ShouldContain("is geen enkele belpoging vastgelegd");
        text.ShouldContain("Er is geen toestemming vastgelegd.");
        text.ShouldContain("Er zijn geen bewijsstukken aangemeld.");
    }

    [Fact]
    public void an_erased_consumer_is_said_to_be_erased()
    {
        var erased = Showcase with { Consumer = Showcase.Consumer with { Phones = [], Names = [], Emails = [], IsErased = true } };
        ReadPack.TextOf(Set(erased).Content).ShouldContain("Gegevens gewist");
    }

    [Fact]
    public void three_hundred_calls_are_each_in_the_table_and_by_themselves()
    {
        var many = Calls(300);
        var file = Set(many);
        var text = ReadPack.TextOf(file.Content);
        file.Pages.ShouldBeGreaterThan(100);
        text.ShouldContain("300 belpogingen vastgelegd");
        text.ShouldContain("Belpoging 300:");
        text.ShouldContain($"{file.Pages} van {file.Pages}");
    }

    [Fact]
    public void very_long_names_and_notes_lose_nothing()
    {
        var name = "Stichting tot Instandhouding van de Verhogingen der Rijksstraatwegen Zeventienhovenerpolderdijkmaatschappij " + new string('W', 200);
        var note = string.Join(' ', Enumerable.Repeat("Mevrouw vertelde uitgebreid over haar zonnepanelen.", 120)) + " Einde.";
        var data = Showcase with
        {
            Principal = Showcase.Principal with { Name = name },
            Consumer = Showcase.Consumer with { Names = [name] },
            Calls = [.. Showcase.Calls.Select(c => c with { Note = note, Agent = new string('x', 100) })],
        };
        var text = ReadPack.TextOf(Set(data).Content);
        text.Split("Einde.").Length.ShouldBe(Showcase.Calls.Count + 1);
        text.Replace(" ", "", StringComparison.Ordinal).ShouldContain(new string('W', 200));
    }

    [Fact]
    public void the_number_of_pages_and_the_attached_files_are_as_said()
    {
        var file = Set(Showcase);
        using var document = UglyToad.PdfPig.PdfDocument.Open(file.Content);
        document.NumberOfPages.ShouldBe(file.Pages);
        ReadPack.Attached(file.Content, "pack.json").ShouldBe((Showcase with { Proof = InventedLedger.Of(Showcase).ToData() }).ToJson());
        var csv = System.Text.Encoding.UTF8.GetString(ReadPack.Attached(file.Content, "calls.csv")).Split("\r\n");
        csv.Length.ShouldBe(Showcase.Calls.Count + 2);
        csv[0].ShouldStartWith("number;eventId;startedAt;");
        csv[1].ShouldStartWith($"1;{Showcase.Calls[0].EventId};");
        document.Information.CreationDate!.ShouldContain("2026112");
    }

    private static PackFile Set(PackData data) => PackFile.Of(data, InventedLedger.Of(data));

    private static PackData Calls(int count)
    {
        List<CallData> calls = [.. Enumerable.Range(0, count).Select(i => Showcase.Calls[i % Showcase.Calls.Count] with
        {
            Number = i + 1,
            EventId = new Guid(i, 0, 0, new byte[8]),
            StartedAt = Showcase.Calls[0].StartedAt + NodaTime.Duration.FromHours(17 * i),
        })];
        return Showcase with { Calls = calls, Summary = SummaryBuilder.Build(calls) };
    }
}
