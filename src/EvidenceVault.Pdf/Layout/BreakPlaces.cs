namespace EvidenceVault.Pdf.Layout;

/// <summary>Where a word may break without a space. Dates, numbers and times stay whole.</summary>
internal static class BreakPlaces
{
    private const int LettersAround = 3;

    /// <summary>Whether a line may end after a character of ordinary text.</summary>
    public static bool IsAfter(string text, int at) => text[at] switch
    {
        '\u2014' => true,
        '-' or '/' or '\u2013' => HasLetters(text, at - LettersAround) && HasLetters(text, at + 1),
        _ => false,
    };

    /// <summary>Whether a word that is too long breaks well after a character.</summary>
    public static bool IsGoodInLongWord(char character) => "/-._:?&=@,;+".Contains(character, StringComparison.Ordinal);

    private static bool HasLetters(string text, int from)
    {
        if (from < 0 || from + LettersAround > text.Length)
            return false;
        for (var i = from; i < from + LettersAround; i++)
        {
            if (!char.IsLetter(text[i]))
                return false;
        }

        return true;
    }
}
