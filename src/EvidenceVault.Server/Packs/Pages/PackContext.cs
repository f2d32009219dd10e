using System.Globalization;
using EvidenceVault.Domain.Exhibits;
using EvidenceVault.Domain.Packs;
using EvidenceVault.Pdf;
using EvidenceVault.Server.Packs.Data;

namespace EvidenceVault.Server.Packs.Pages;

/// <summary>What every part of a pack's pages needs: the data, the language, and the names by which parts refer to each other.</summary>
public sealed class PackContext
{
    private readonly Dictionary<string, string> _parties;
    private readonly Dictionary<Guid, string> _labels = [];
    private readonly Dictionary<Guid, CallData> _calls;
    private readonly Dictionary<string, int> _exhibits;
    private readonly Dictionary<string, string> _campaigns;

    public PackContext(PackData data)
    {
        Data = data;
        T = new Tongue(data.Language);
        _parties = data.Parties.ToDictionary(p => p.Slug, p => p.Name ?? p.Slug, StringComparer.Ordinal);
        _parties[data.Principal.Slug] = data.Principal.Name;
        _parties[Domain.Dossiers.VaultItself.Slug] = T["de kluis zelf", "the vault itself"];
        _calls = data.Calls.ToDictionary(c => c.EventId);
        _exhibits = data.Exhibits.Select((e, i) => (e.Id, Number: i + 1)).ToDictionary(e => e.Id, e => e.Number, StringComparer.Ordinal);
        _campaigns = data.Campaigns.ToDictionary(c => c.Ref, c => c.Name ?? c.Ref, StringComparer.Ordinal);
        foreach (var fact in data.Facts) _labels[fact.EventId] = $"F{fact.Number.ToString(CultureInfo.InvariantCulture)}";
        foreach (var exhibit in data.Exhibits)
            foreach (var id in new[] { exhibit.EventId, exhibit.StoredEventId, exhibit.DeletedEventId }.OfType<Guid>()) _labels.TryAdd(id, Exhibit(exhibit.Id));
        foreach (var mandate in data.Mandates)
            foreach (var id in mandate.EventIds) _labels.TryAdd(id, T[$"mandaat {mandate.Ref}", $"mandate {mandate.Ref}"]);
        foreach (var wording in data.Consents.SelectMany(c => c.Confirmations.Select(s => s.Message).Prepend(c.Wording)).OfType<WordingData>())
            foreach (var id in wording.EventIds) _labels.TryAdd(id, T[$"tekst {wording.Ref}", $"wording {wording.Ref}"]);
    }

    public PackData Data { get; }

    public Tongue T { get; }

    public ProofData Proof => Data.Proof ?? throw new InvalidOperationException("Pages are set only of what was proven.");

    public bool IsForConsumer => Data.Audience == PackAudience.Consumer;

    /// <summary>The consumer in running text.</summary>
    public string Person => IsForConsumer ? T["u", "you"] : T["de consument", "the consumer"];

    /// <summary>A party's name.</summary>
    public string Party(string slug) => _parties.GetValueOrDefault(slug, slug);

    public string Campaign(string reference) => _campaigns.GetValueOrDefault(reference, reference);

    /// <summary>How the document names an event: F3 in the register, B2 among the exhibits.</summary>
    public string Label(Guid eventId) => _labels.GetValueOrDefault(eventId) ?? eventId.ToString();

    public string Labels(IEnumerable<Guid> eventIds) => string.Join(", ", eventIds.Select(Label).Distinct(StringComparer.Ordinal));

    /// <summary>How the document names an exhibit.</summary>
    public string Exhibit(string id) => _exhibits.TryGetValue(id, out var number) ? $"B{number.ToString(CultureInfo.InvariantCulture)}" : id;

    public CallData? Call(Guid? eventId) => eventId is { } id ? _calls.GetValueOrDefault(id) : null;

    /// <summary>What exhibits there are for something: their names with their states.</summary>
    public RichText Exhibits(IReadOnlyList<string> ids)
    {
        var parts = new List<Inline>();
        foreach (var id in ids)
        {
            var exhibit = Data.Exhibits.FirstOrDefault(e => e.Id == id);
            if (parts.Count > 0) parts.Add(", ");
            parts.Add(Inline.Link(Exhibit(id), Anchors.Exhibits));
            parts.Add(exhibit is null ? $" ({T["niet aangemeld", "never announced"]})" : $" ({T.Of(exhibit.Kind)}, {T.Of(exhibit.State)})");
        }

        return RichText.Create(parts.ToArray());
    }

    /// <summary>When something was recorded, and how long after it happened.</summary>
    public string Recorded(NodaTime.Instant occurredAt, NodaTime.Instant recordedAt, string by)
    {
        var delay = recordedAt - occurredAt;
        var after = delay < NodaTime.Duration.FromSeconds(1) ? "" : T[$", {T.Elapsed(delay)} later", $", {T.Elapsed(delay)} later"];
        return T[$"{T.At(recordedAt)}{after}, aangeleverd door {Party(by)}", $"{T.At(recordedAt)}{after}, handed in by {Party(by)}"];
    }

    /// <summary>Particulars, each beginning with a capital where it begins with a word.</summary>
    public static IEnumerable<Fact> Capitals(IEnumerable<Fact> facts) => facts.Select(fact =>
    {
        var inlines = fact.Value.ToArray();
        if (inlines is not [{ IsMono: false, IsChip: false, Anchor: null, Text.Length: > 0 } first, ..] || !char.IsLower(first.Text[0])) return fact;
        var text = char.ToUpperInvariant(first.Text[0]) + first.Text[1..];
        inlines[0] = first.IsBold ? Inline.Bold(text, first.Tone) : Inline.Plain(text, first.Tone);
        return new Fact(fact.Name, RichText.Create(inlines));
    });

    /// <summary>The exhibits that are recordings.</summary>
    public IEnumerable<ExhibitData> Voicelogs => Data.Exhibits.Where(e => e.Kind == ExhibitKind.Voicelog);
}

/// <summary>The places that links lead to.</summary>
public static class Anchors
{
    public const string Short = "kort";
    public const string Chain = "keten";
    public const string Rules = "regels";
    public const string Timeline = "tijdlijn";
    public const string Consents = "toestemming";
    public const string Calls = "gesprekken";
    public const string Details = "gesprek";
    public const string Exhibits = "bewijsstukken";
    public const string Dossier = "dossier";
    public const string Contradictions = "tegenstrijdigheden";
    public const string Corrections = "correcties";
    public const string Messages = "berichten";
    public const string Register = "register";
    public const string Proof = "bewijs";
    public const string Limits = "grenzen";
}
