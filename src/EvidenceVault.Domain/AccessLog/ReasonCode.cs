using EvidenceVault.Domain.Identity;

namespace EvidenceVault.Domain.AccessLog;

/// <summary>The form of the reason that somebody gives for looking: one short code, such as a ticket's number, and no sentence.</summary>
public static class ReasonCode
{
    /// <summary>The most characters it has.</summary>
    public const int Most = 60;

    /// <summary>What it is made of, to be told to whoever wrote it otherwise.</summary>
    public const string Form = "one code of at most 60 letters, digits, dots, colons, slashes, underscores and hyphens, such as a ticket's number";

    /// <summary>Whether a text has the form of one. It may still read as personal: see <see cref="PersonalData.ReadsAsPersonal"/>.</summary>
    public static bool IsCode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length is > 0 and <= Most && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or ':' or '/' or '_' or '-');
    }
}
