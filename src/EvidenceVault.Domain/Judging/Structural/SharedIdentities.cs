using EvidenceVault.Domain.Dossiers.Facts;

namespace EvidenceVault.Domain.Judging.Structural;

/// <summary>Numbers for which several persons were stated. A household shares a number, and a number changes hands: it is a reason to look.</summary>
public static class SharedNumbers
{
    /// <summary>The code.</summary>
    public const string Code = "number-of-several-people";

    /// <summary>What is counted of a list of names: those that differ in more than capitals and white space.</summary>
    public static int DifferentNames(IEnumerable<string> names) =>
        names.Select(name => string.Join(' ', name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToUpperInvariant()).Distinct(StringComparer.Ordinal).Count();

    /// <summary>What it comes to over the numbers called; null: there are none.</summary>
    public static StructuralContradiction? Of(long numbers, IReadOnlyList<Guid> some) => numbers == 0 ? null : new(Code, numbers, [], some, [StructuralContradiction.Number("count", numbers)]);
}

/// <summary>Mail addresses that confirmed the consents of many numbers.</summary>
public static class SharedEmails
{
    /// <summary>The code.</summary>
    public const string Code = "email-of-several-numbers";

    /// <summary>From so many numbers on: a couple may share an address.</summary>
    public const int Fewest = 3;

    /// <summary>Those among some consents that were confirmed by e-mail, for people whose address stands for many numbers; null: none was.</summary>
    /// <param name="consents">Consents, each with how many numbers its person's address stands for.</param>
    public static StructuralContradiction? Find(IEnumerable<(Guid Consumer, ConsentInUse Use, long NumbersOfAddress)> consents) =>
        StructuralContradiction.Of(
            Code, [.. consents.Where(c => c.Use.VerifiedBy == VerificationMethod.Email && c.NumbersOfAddress >= Fewest).DistinctBy(c => c.Use.Consent).Select(c => (c.Consumer, c.Use))],
            StructuralContradiction.Number("fewest", Fewest));
}
