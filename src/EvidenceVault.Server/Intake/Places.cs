using EvidenceVault.Domain.Identity;
using EvidenceVault.Server.Hosting;

namespace EvidenceVault.Server.Intake;

/// <summary>Reads places of capture: a URL, whose query string may be about a person and is kept apart, or a script's reference.</summary>
public static class Places
{
    /// <summary>The place without its query, and the whole where that differs.</summary>
    public static (string? Place, string? Whole) Read(JsonFields json, string name)
    {
        if (json.Text(name, 2000) is not { } text) return (null, null);
        if (!text.Contains("://", StringComparison.Ordinal))
        {
            if (!JsonFields.IsUrlReference(text)) json.Fault(name, ProblemCodes.InvalidUrl, "A URL or the reference of a script is wanted.");
            else if (PersonalData.ReadsAsPersonal(text))
                json.Fault(name, ProblemCodes.PersonalDataInReference, "This reads as a phone number or mail address; use a reference that says nothing about a person.");
            return (text, null);
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.UserInfo.Length > 0)
        {
            json.Fault(name, ProblemCodes.InvalidUrl, "A URL without a user name in it is wanted, or the reference of a script.");
            return (null, null);
        }

        var place = url.GetLeftPart(UriPartial.Path);
        if (PersonalData.ReadsAsPersonal(url.Host) || PersonalData.ReadsAsPersonal(Uri.UnescapeDataString(url.AbsolutePath)))
            json.Fault(name, ProblemCodes.PersonalDataInField, "The host or path of this URL reads as a phone number or mail address.");
        return (place, place == text ? null : text);
    }
}
