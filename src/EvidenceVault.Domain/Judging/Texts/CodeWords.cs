using EvidenceVault.Domain.Dossiers.Facts;

namespace EvidenceVault.Domain.Judging.Texts;

/// <summary>Codes that occur as values in texts, in words.</summary>
internal static class CodeWords
{
    /// <summary>The wording is missing.</summary>
    internal const string Wording = "missing:wording";

    /// <summary>The exhibit is missing.</summary>
    internal const string Exhibit = "missing:exhibit";

    /// <summary>Both are missing.</summary>
    internal const string Both = "missing:both";

    /// <summary>All parties in the chain.</summary>
    internal const string EachParty = "chain:each";

    private static readonly Dictionary<string, Explanation> Words = new(StringComparer.Ordinal)
    {
        [Wording] = new("de gedeponeerde tekst die is getoond", "the filed wording that was shown"),
        [Exhibit] = new("een bewijsstuk van de eigen handeling van deze persoon", "an exhibit of this person's own act"),
        [Both] = new(
            "de gedeponeerde tekst die is getoond en een bewijsstuk van de eigen handeling van deze persoon",
            "the filed wording that was shown and an exhibit of this person's own act"),
        [EachParty] = new("Elke partij in de keten", "Each party in the chain"),
        ["basis:consent"] = new("toestemming", "consent"),
        ["basis:customer"] = new("de klantrelatie", "the customer relation"),
        ["basis:charity"] = new("de uitzondering voor charitatieve en ideële organisaties (Tw 11.7 lid 5)", "the exception for charitable and ideological organisations (Tw 11.7 lid 5)"),
        ["basis:publisher"] = new("de uitzondering voor uitgevers (Tw 11.7 lid 6)", "the exception for publishers (Tw 11.7 lid 6)"),
        ["basis:licence"] = new("de uitzondering voor vergunninghouders (Tw 11.7 lid 6)", "the exception for licence holders (Tw 11.7 lid 6)"),
        ["basis:legal-person"] = new("dat de gebelde een rechtspersoon is", "that the called party is a legal person"),
        ["basis:callback"] = new("een terugbelverzoek", "a requested callback"),
    };

    internal static Explanation? Of(string value) => Words.GetValueOrDefault(value);

    /// <summary>The value that stands for a basis in a finding's parameters.</summary>
    internal static string Code(Basis basis) => basis switch
    {
        Basis.Consent => "basis:consent",
        Basis.Customer => "basis:customer",
        Basis.Charity => "basis:charity",
        Basis.Publisher => "basis:publisher",
        Basis.Licence => "basis:licence",
        Basis.LegalPerson => "basis:legal-person",
        _ => "basis:callback",
    };
}
