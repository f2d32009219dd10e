namespace EvidenceVault.Server.Ledger.Timestamps;

/// <summary>The section <c>Vault:TimestampAuthorities</c>, one of a list: an authority that gives timestamps by RFC 3161.</summary>
public sealed record TimestampSettings
{
    /// <summary>Where it is asked.</summary>
    public string Url { get; init; } = "";

    /// <summary>The name its timestamps stand by; empty: its host's.</summary>
    public string Name { get; init; } = "";

    /// <summary>The name its timestamps stand by.</summary>
    public string Authority => Name.Length > 0 ? Name : new Uri(Url).Host;

    /// <summary>What is wrong with the settings; null where nothing is.</summary>
    public string? Fault() =>
        !(Uri.TryCreate(Url, UriKind.Absolute, out var url) && url.Scheme is "http" or "https") ? "Vault__TimestampAuthorities__n__Url must be an http or https address."
        : Authority.Length > 100 || Authority.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c == '+') ? "Vault__TimestampAuthorities__n__Name must have no spaces and no plus, and at most 100 characters."
        : null;
}
