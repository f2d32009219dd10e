using EvidenceVault.Domain.Packs;
using EvidenceVault.Server.Packs.Campaigns.Data;
using EvidenceVault.Server.Packs.Data;
using EvidenceVault.Server.Packs.Pages;
using NodaTime;

namespace EvidenceVault.Server.Packs.Campaigns.Pages;

/// <summary>What every part of the pages of a volume needs: the data, the language, and the names of parties.</summary>
public sealed class CampaignContext
{
    private readonly Dictionary<string, string> _parties;

    public CampaignContext(CampaignPackData data)
    {
        Data = data;
        T = new Tongue(data.Language);
        _parties = data.Parties.ToDictionary(p => p.Slug, p => p.Name ?? p.Slug, StringComparer.Ordinal);
        _parties[data.Principal.Slug] = data.Principal.Name;
        _parties[Domain.Dossiers.VaultItself.Slug] = T["de kluis zelf", "the vault itself"];
    }

    public CampaignPackData Data { get; }

    public Tongue T { get; }

    /// <summary>What is said of all calls; in the index only.</summary>
    public OverviewData Overview => Data.Overview ?? throw new InvalidOperationException("Only the index has an overview.");

    public bool IsIndex => Data.Volume.Number == 1;

    /// <summary>A party's name.</summary>
    public string Party(string slug) => _parties.GetValueOrDefault(slug, slug);

    /// <summary>The campaign's name.</summary>
    public string Campaign => Data.Scope.Name ?? Data.Scope.Campaign;

    /// <summary>The period, both days in it.</summary>
    public string Period
    {
        get
        {
            var last = Data.Scope.To.PlusDays(-1);
            return last == Data.Scope.From ? T.Date(last) : T[$"{T.Date(Data.Scope.From)} tot en met {T.Date(last)}", $"{T.Date(Data.Scope.From)} to {T.Date(last)}"];
        }
    }

    /// <summary>A month in words.</summary>
    public string Month(LocalDate month)
    {
        var day = T.Date(month);
        return day[(day.IndexOf(' ', StringComparison.Ordinal) + 1)..];
    }

    /// <summary>How the pages name a person: by the beginning of the vault's own id.</summary>
    public static string Person(Guid id) => id.ToString("N")[^12..];

    /// <summary>A share as per cent.</summary>
    public string Percent(double share)
    {
        var tenths = (long)Math.Round(share * 1000, MidpointRounding.AwayFromZero);
        return $"{tenths / 10}{T[",", "."]}{tenths % 10}\u00A0%";
    }

    /// <summary>A share of a count as per cent; a dash where there is nothing to take a share of.</summary>
    public string Percent(int count, int of) => of == 0 ? "–" : Percent((double)count / of);

    /// <summary>The same rules and policies as the pages of a consumer pack set them.</summary>
    internal PackContext ForRules() => new(new PackData
    {
        Pack = Data.Pack,
        Content = Data.Content,
        Audience = Data.Audience,
        Language = Data.Language,
        RequestedAt = Data.RequestedAt,
        AsOf = Data.AsOf,
        Rulebook = Data.Rulebook,
        Software = Data.Software,
        Book = Data.Book,
        Principal = Data.Principal,
        Consumer = new(Guid.Empty, [], false, [], [], Domain.Dossiers.PersonKind.Unknown, IsErased: false),
        Missing = [],
        Parties = Data.Parties,
        Mandates = [],
        Campaigns = [],
        Rules = Overview.Rules,
        RulesNotJudged = [],
        Policies = Overview.Policies,
        Consents = [],
        Findings = [],
        Objections = [],
        Relationships = [],
        Callbacks = [],
        Calls = [],
        Exhibits = [],
        Contradictions = [],
        Corrections = [],
        Messages = [],
        Facts = [],
    });
}
