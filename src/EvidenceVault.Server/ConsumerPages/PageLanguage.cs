using EvidenceVault.Domain.Packs;
using EvidenceVault.Server.Packs.Pages;

namespace EvidenceVault.Server.ConsumerPages;

/// <summary>In which language a page is: as chosen on it, else as the browser asks, else Dutch.</summary>
public static class PageLanguage
{
    private const string Chosen = "taal";

    public static Tongue Of(HttpRequest request) => new((request.Query[Chosen].ToString() switch
    {
        "en" => true,
        "nl" => false,
        _ => PrefersEnglish(request.Headers.AcceptLanguage),
    }) ? PackLanguage.En : PackLanguage.Nl);

    /// <summary>An address within these pages, in the same language.</summary>
    public static string Here(this Tongue t, string path, params ReadOnlySpan<(string Name, string Value)> query) => With(path, t["nl", "en"], query);

    /// <summary>An address within these pages, in the other language.</summary>
    public static string There(this Tongue t, string path, params ReadOnlySpan<(string Name, string Value)> query) => With(path, t["en", "nl"], query);

    private static string With(string path, string language, ReadOnlySpan<(string Name, string Value)> query)
    {
        var address = $"{path}?{Chosen}={language}";
        foreach (var (name, value) in query) address += $"&{name}={Uri.EscapeDataString(value)}";
        return address;
    }

    // The first of the two that is named, which is the one browsers rank highest.
    private static bool PrefersEnglish(string? header)
    {
        foreach (var part in (header ?? "").Split(','))
        {
            var name = part.Trim();
            if (name.StartsWith("nl", StringComparison.OrdinalIgnoreCase)) return false;
            if (name.StartsWith("en", StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }
}
