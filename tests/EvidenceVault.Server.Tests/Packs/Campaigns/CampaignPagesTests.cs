using EvidenceVault.Domain.Packs;
using EvidenceVault.Server.Tests.Infrastructure;

namespace EvidenceVault.Server.Tests.Packs.Campaigns;

/// <summary>The pages of volumes as a function of their data alone.</summary>
public sealed class CampaignPagesTests
{
    [Theory]
    [InlineData(PackLanguage.Nl)]
    [InlineData(PackLanguage.En)]
    public void the_text_of_every_page_of_the_index_is_as_approved(PackLanguage language) =>
        ReadPack.TextOf(Showcase.Pages(Showcase.Index(language)), byPage: true).ShouldMatchApproved(c => c.WithDiscriminator(language.ToString()).WithFileExtension(".txt"));

    [Theory]
    [InlineData(PackLanguage.Nl)]
    [InlineData(PackLanguage.En)]
    public void the_text_of_every_page_of_a_log_is_as_approved(PackLanguage language) =>
        ReadPack.TextOf(Showcase.Log(40, language), byPage: true).ShouldMatchApproved(c => c.WithDiscriminator(language.ToString()).WithFileExtension(".txt"));

    [Fact]
    public void the_same_data_give_the_same_bytes() => Showcase.Pages(Showcase.Index()).ShouldBe(Showcase.Pages(Showcase.Index()));

    [Fact]
    public void a_campaign_with_nothing_sets_well_and_says_so()
    {
        var text = ReadPack.TextOf(Showcase.Pages(Showcase.Empty()));
        foreach (var said in new[] { "is in deze periode (1 juli 2026 tot en met 30 september 2026) geen enkele belpoging vastgelegd", "Er is geen belpoging vastgelegd, dus er zijn geen andere delen", "rust op een vastgelegde toestemming", "horen geen bewijsstukken" })
            text.ShouldContain(said);
        text.ShouldNotContain("Nog niet compleet");
    }

    [Fact]
    public void one_call_with_nothing_amiss_is_spoken_of_as_one()
    {
        var text = ReadPack.TextOf(Showcase.Pages(Showcase.One()));
        text.ShouldContain("1 belpoging naar 1 persoon");
        text.ShouldContain("Van geen van deze belpogingen is een grondslag niet getoond of onbewezen");
        text.ShouldNotContain("1 belpogingen");
    }

    [Fact]
    public void what_is_awaited_stands_on_the_cover() => ReadPack.TextOf(Showcase.Pages(Showcase.Index())).ShouldContain("12 opnamen van deze belpogingen zijn aangekondigd en nog niet ontvangen");

    [Fact]
    public void a_log_of_facts_alone_says_nothing_of_a_basis()
    {
        var text = ReadPack.TextOf(Showcase.Log(10, content: PackContent.Facts));
        text.ShouldNotContain("Grondslag");
        text.ShouldContain("Aard en producten");
    }
}
