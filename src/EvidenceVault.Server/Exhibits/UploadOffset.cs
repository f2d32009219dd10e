using System.Globalization;
using EvidenceVault.Domain.Exhibits;

namespace EvidenceVault.Server.Exhibits;

/// <summary>The headers by which client and server agree how far an upload came, as tus and the IETF's resumable uploads have them.</summary>
public static class UploadOffset
{
    public const string Header = "Upload-Offset";
    public const string Length = "Upload-Length";

    /// <summary>Where the client says that its part belongs; null: it says nothing that can be read.</summary>
    public static long? Of(HttpRequest request) =>
        request.Headers[Header] is [{ } text] && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var offset) ? offset : null;

    /// <summary>Says which byte comes next, and how many there are to be.</summary>
    public static void Tell(HttpContext http, Exhibit exhibit, long offset)
    {
        http.Response.Headers[Header] = offset.ToString(CultureInfo.InvariantCulture);
        http.Response.Headers[Length] = exhibit.Announced.Size.ToString(CultureInfo.InvariantCulture);
    }
}
