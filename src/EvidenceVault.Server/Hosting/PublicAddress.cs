namespace EvidenceVault.Server.Hosting;

/// <summary>The vault's address as others reach it.</summary>
public static class PublicAddress
{
    /// <summary>The one of the settings, else the one that a request came to, without a slash at its end; null where that is no address.</summary>
    public static string? Of(HttpContext http, VaultSettings settings)
    {
        if (settings.PublicUrl.Length > 0) return settings.PublicUrl.TrimEnd('/');
        var request = http.Request;
        return request.Host is { HasValue: true, Value.Length: <= 200 } host && Uri.TryCreate($"{request.Scheme}://{host.ToUriComponent()}", UriKind.Absolute, out var uri)
            ? uri.GetLeftPart(UriPartial.Authority)
            : null;
    }
}
