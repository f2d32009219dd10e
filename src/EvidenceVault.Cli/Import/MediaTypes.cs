namespace EvidenceVault.Cli.Import;

/// <summary>The media types of files, by the endings of their names.</summary>
public static class MediaTypes
{
    private static readonly Dictionary<string, string> ByEnding = new(StringComparer.OrdinalIgnoreCase)
    {
        [".wav"] = "audio/wav",
        [".mp3"] = "audio/mpeg",
        [".ogg"] = "audio/ogg",
        [".oga"] = "audio/ogg",
        [".opus"] = "audio/ogg",
        [".m4a"] = "audio/mp4",
        [".aac"] = "audio/aac",
        [".flac"] = "audio/flac",
        [".amr"] = "audio/amr",
        [".wma"] = "audio/x-ms-wma",
        [".webm"] = "audio/webm",
        [".mp4"] = "video/mp4",
        [".pdf"] = "application/pdf",
        [".txt"] = "text/plain",
        [".html"] = "text/html",
        [".png"] = "image/png",
        [".jpg"] = "image/jpeg",
        [".jpeg"] = "image/jpeg",
        [".eml"] = "message/rfc822",
        [".json"] = "application/json",
    };

    public static string Of(string file) => ByEnding.GetValueOrDefault(Path.GetExtension(file), "application/octet-stream");

    /// <summary>The ending for a media type; none where it has none here.</summary>
    public static string EndingOf(string type) => ByEnding.FirstOrDefault(e => e.Value.Equals(type.Split(';')[0].Trim(), StringComparison.OrdinalIgnoreCase)).Key ?? "";

    /// <summary>Whether a file is one that somebody would miss: a recording, a document, a picture or a message.</summary>
    public static bool IsEvidence(string file) => Of(file) is "application/pdf" or "message/rfc822" || Of(file).Split('/')[0] is "audio" or "video" or "image";
}
