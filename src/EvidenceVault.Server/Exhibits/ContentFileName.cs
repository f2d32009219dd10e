using EvidenceVault.Domain.Exhibits;

namespace EvidenceVault.Server.Exhibits;

/// <summary>The name under which an exhibit is saved: its id and an ending that fits its media type, in letters that are safe everywhere.</summary>
public static class ContentFileName
{
    public static string Of(ExhibitAnnounced exhibit)
    {
        var ending = Ending(exhibit.ContentType.Split(';')[0].Trim().ToLowerInvariant());
        var name = string.Concat(exhibit.Exhibit.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '_')).TrimStart('.');
        if (name.Length == 0) name = "exhibit";
        return name.EndsWith(ending, StringComparison.OrdinalIgnoreCase) ? name : name + ending;
    }

    private static string Ending(string contentType) => contentType switch
    {
        "audio/ogg" or "audio/opus" => ".ogg",
        "audio/wav" or "audio/x-wav" or "audio/wave" or "audio/vnd.wave" => ".wav",
        "audio/mpeg" => ".mp3",
        "audio/mp4" or "audio/aac" => ".m4a",
        "audio/flac" => ".flac",
        "video/mp4" => ".mp4",
        "application/pdf" => ".pdf",
        "application/json" => ".json",
        "text/plain" => ".txt",
        "text/csv" => ".csv",
        "image/png" => ".png",
        "image/jpeg" => ".jpg",
        "message/rfc822" => ".eml",
        _ => ".bin",
    };
}
