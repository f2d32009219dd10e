using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace EvidenceVault.Domain.Judging;

/// <summary>
/// Which legal forms (rechtsvormen) are those of a legal person. Only the forms named here are (BW 2:1 to 2:3, and what other countries call the same):
/// what is written otherwise says nothing, for a natural person may act under it. Dots, hyphens, accents and capitals make no difference.
/// </summary>
internal static class LegalForms
{
    // Whoever acts under these is a natural person in Tw 11.7, whatever follows them.
    private static readonly string[] OfNaturalPersons =
    [
        "eenmanszaak", "zzp", "zzper", "vof", "vennootschap onder firma", "cv", "commanditaire vennootschap", "maatschap", "openbare maatschap", "stille maatschap",
        "sole proprietorship", "sole trader", "general partnership", "limited partnership", "partnership",
    ];

    // Written in full, or followed by one of the additions.
    private static readonly string[] OfLegalPersons =
    [
        "bv", "besloten vennootschap", "nv", "naamloze vennootschap", "stichting", "vereniging", "vve", "vereniging van eigenaars", "vereniging van eigenaren", "cooperatie",
        "cooperatieve vereniging", "onderlinge waarborgmaatschappij", "kerkgenootschap", "publiekrechtelijke rechtspersoon", "gemeente", "provincie", "waterschap", "staat",
        "de staat", "staat der nederlanden", "openbaar lichaam", "gemeenschappelijke regeling", "universiteit",
        "se", "europese vennootschap", "europese naamloze vennootschap", "sce", "europese cooperatieve vennootschap", "eesv", "europees economisch samenwerkingsverband",
        "private limited company", "private limited liability company", "public limited company", "public limited liability company", "limited liability company", "foundation",
        "association", "owners association", "cooperative", "cooperative association", "mutual insurance association", "mutual insurance company", "church", "religious community",
        "public body", "legal person under public law", "municipality", "province", "water board", "state", "european company", "european cooperative society", "eeig",
        "european economic interest grouping",
        "gmbh", "gesellschaft mit beschrankter haftung", "ag", "aktiengesellschaft", "ltd", "limited", "plc", "llc", "inc", "corporation", "sa", "societe anonyme", "sarl",
        "societe a responsabilite limitee", "sas", "bvba", "srl", "sprl", "spa", "sl", "ab", "aps", "oy", "sp z oo",
    ];

    private static readonly string[] Additions = ["met", "blijkens", "ua", "ba", "wa", "bv", "nv", "se", "sce", "eesv", "eeig", "vve"];

    // Who founds a legal person (in oprichting) is none yet; and a partnership may have one among its partners.
    private static readonly string[] Spoilers = ["oprichting", "io", "co", "kg", "formation", "maatschap", "firma", "commanditaire"];

    private static readonly FrozenSet<string> Whole = OfLegalPersons.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether a form is one under which natural persons act.</summary>
    internal static bool IsOfNaturalPerson(string form)
    {
        var plain = Plain(form);
        foreach (var natural in OfNaturalPersons)
            if (plain == natural || plain.StartsWith(natural + " ", StringComparison.Ordinal) && !plain.StartsWith(natural + " op aandelen", StringComparison.Ordinal))
                return true;
        return false;
    }

    /// <summary>Whether a form is one of a legal person.</summary>
    internal static bool IsOfLegalPerson(string form)
    {
        var plain = Plain(form);
        if (Whole.Contains(plain))
            return true;
        var words = plain.Split(' ');
        if (words.Intersect(Spoilers, StringComparer.Ordinal).Any())
            return false;
        for (var i = words.Length - 1; i > 0; i--)
            if (Additions.Contains(words[i], StringComparer.Ordinal) && Whole.Contains(string.Join(' ', words[..i])))
                return true;
        return false;
    }

    private static string Plain(string form)
    {
        var plain = new StringBuilder(form.Length);
        foreach (var c in form)
        {
            if (char.IsLetterOrDigit(c))
                plain.Append(WithoutAccent(char.ToLowerInvariant(c)));
            else if (c is not ('.' or '\'' or '’') && CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && plain.Length > 0 && plain[^1] != ' ')
                plain.Append(' ');
        }

        return plain.ToString().TrimEnd();
    }

    // Those in the forms above, so that it does not depend on what the machine knows of other languages.
    private static char WithoutAccent(char c) => c switch
    {
        'à' or 'á' or 'â' or 'ä' => 'a',
        'è' or 'é' or 'ê' or 'ë' => 'e',
        'ì' or 'í' or 'ï' => 'i',
        'ò' or 'ó' or 'ö' => 'o',
        'ù' or 'ú' or 'ü' => 'u',
        _ => c,
    };
}
