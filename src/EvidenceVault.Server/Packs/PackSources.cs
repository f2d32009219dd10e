using System.Reflection;
using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging;
using EvidenceVault.Domain.Packs;
using EvidenceVault.Server.Books;
using EvidenceVault.Server.Dossiers;
using EvidenceVault.Server.Inquiries;
using EvidenceVault.Server.Packs.Data;
using EvidenceVault.Server.Store;

namespace EvidenceVault.Server.Packs;

/// <summary>Reads everything a pack is made from.</summary>
public sealed class PackSources(DossierReader dossiers, JudgingBooks books, Parties parties, FiledTexts texts, InquiryStore inquiries)
{
    internal static readonly string Software = typeof(PackSources).Assembly.GetName().Version?.ToString(3)
        ?? typeof(PackSources).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";

    /// <summary>The data of a pack; null where there is no such consumer.</summary>
    public async Task<PackData?> Gather(string principal, Pack pack, CancellationToken ct)
    {
        var asked = pack.Requested;
        if (await dossiers.Load(principal, asked.Consumer!.Value, ct) is not { } opened || await books.Current(principal, ct) is not { } book) return null;
        var report = DossierReport.Of(opened.Dossier, book, asked.AsOf, asked.AsOf);
        var slugs = ChainBuilder.PartiesOf(report.Dossier, book, asked.AsOf);
        var described = await parties.Descriptions([.. slugs], ct);
        return PackDataBuilder.Build(new PackInput(asked, opened, report, book, described, await Texts(principal, report, book, ct), Software)
        {
            IsForCase = asked.Inquiry is { } named && await inquiries.Find(principal, named, ct) is not null,
        });
    }

    /// <summary>Asks once what the first pack will ask: of nobody.</summary>
    public async Task WarmUp(CancellationToken ct)
    {
        await dossiers.Load(VaultStore.VaultTenant, Guid.Empty, ct);
        await parties.Descriptions([VaultStore.VaultTenant], ct);
    }

    private async Task<IReadOnlyDictionary<string, string>> Texts(string principal, DossierReport report, Book book, CancellationToken ct)
    {
        var hashes = new HashSet<string>(StringComparer.Ordinal);
        foreach (var known in report.Dossier.Facts)
        {
            var wording = known.Fact switch { ConsentGranted g => g.Wording, ConsentVerificationRequested r => r.Wording, _ => null };
            if (wording is null || !book.Wordings.TryGetValue(wording, out var versions)) continue;
            foreach (var version in versions) hashes.UnionWith(Wordings.Texts(version.Value));
        }

        return await texts.Load(principal, hashes, ct);
    }
}
