using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using EvidenceVault.Domain.Identity;

namespace EvidenceVault.TestBed;

/// <summary>Looks for what is about persons in whatever the vault wrote: each number, name, address, reference and text, in every form it may hide in.</summary>
public sealed class Spy
{
    private readonly Dictionary<string, string> _forms = new(StringComparer.Ordinal);
    private readonly HashSet<string> _secrets = new(StringComparer.Ordinal);
    private SearchValues<string>? _search;

    /// <summary>How many different things are looked for.</summary>
    public int Secrets => _secrets.Count;

    /// <summary>Looks out for all that is personal in an item of evidence.</summary>
    public void Learn(JsonNode item)
    {
        if (item["consumer"]?["phone"]?.GetValue<string>() is { } phone) LearnNumber(phone);
        if (item["number"]?.GetValue<string>() is { } number) LearnNumber(number);
        foreach (var field in new[] { "name", "email", "kvk" }) LearnText(item["consumer"]?[field]?.GetValue<string>());
        foreach (var field in new[] { "ref", "note", "text", "reason", "agent", "relationship" }) LearnText(item[field]?.GetValue<string>());
        LearnText(item["presentation"]?["reason"]?.GetValue<string>());
        if (item["capture"]?["place"]?.GetValue<string>().Split('?') is [_, { } query]) LearnText(query);
        if (item["item"] is { } corrected) Learn(corrected);
    }

    public void LearnNumber(string written)
    {
        var number = PhoneNumbersNl.Normalise(written)!;
        if (!_secrets.Add(number)) return;
        var national = number.StartsWith("+31", StringComparison.Ordinal) ? $"0{number[3..]}" : number[1..];
        foreach (var form in new[] { number, number[1..], national, $"00{number[1..]}", written }) Look(form, number);
        foreach (var form in new[] { number, national }) LookCoded(form, number);
    }

    public void LearnText(string? text)
    {
        // What stands between marks that JSON and databases write in ways of their own.
        foreach (var part in text?.Split('\n', '\r', '"', '\\', '\'', '&', '<', '>', '+') ?? [])
        {
            if (part.Length < 6) continue;
            var known = part.Length > 40 ? part[..40] : part;
            if (!_secrets.Add(known)) continue;
            Look(known, known);
            Look(System.Text.Json.JsonEncodedText.Encode(known).ToString(), known);
            LookCoded(known, known);
        }
    }

    /// <summary>All that is found, as "secret (form)".</summary>
    public IReadOnlyList<string> Find(string text)
    {
        _search ??= SearchValues.Create([.. _forms.Keys], StringComparison.Ordinal);
        var found = new HashSet<string>();
        for (var at = 0; ;)
        {
            var next = text.AsSpan(at).IndexOfAny(_search);
            if (next < 0) return [.. found];
            at += next;
            foreach (var (form, secret) in _forms)
                if (string.CompareOrdinal(text, at, form, 0, form.Length) == 0 && !IsPartOfHash(text, at, form)) found.Add($"{secret} (as {form}, in {Around(text, at)})");
            at++;
        }
    }

    private static string Around(string text, int at) => text[Math.Max(0, at - 60)..Math.Min(text.Length, at + 60)];

    // In a long run of random hex digits every short run of digits turns up some day.
    private static bool IsPartOfHash(string text, int at, string form) =>
        form.All(char.IsAsciiDigit) && ((at > 0 && char.IsAsciiHexDigitLower(text[at - 1])) || (at + form.Length < text.Length && char.IsAsciiHexDigitLower(text[at + form.Length])));

    private void Look(string form, string secret) => _forms.TryAdd(form, secret);

    private void LookCoded(string text, string secret)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Look(Convert.ToHexStringLower(bytes), secret);
        // Base64 of the text at each place it may have within what is coded.
        for (var before = 0; before < 3; before++)
        {
            var coded = Convert.ToBase64String([.. new byte[before], .. bytes]).TrimEnd('=');
            var whole = coded[(before == 0 ? 0 : before + 1)..((before + bytes.Length) * 8 / 6)];
            if (whole.Length >= 8) Look(whole, secret);
        }
    }
}
