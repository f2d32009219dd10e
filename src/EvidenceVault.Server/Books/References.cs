using EvidenceVault.Domain.Identity;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Intake;

namespace EvidenceVault.Server.Books;

/// <summary>References and slugs as they stand in an address to put something at.</summary>
public static class References
{
    /// <summary>What is wrong with a reference; null: nothing.</summary>
    public static Problem? Fault(string reference) => Fault(
        reference, JsonFields.IsUrlReference(reference), "A reference has letters, digits, dots, underscores and hyphens, at most 100, beginning with a letter or digit.");

    /// <summary>What is wrong with a slug; null: nothing.</summary>
    public static Problem? SlugFault(string slug) => Fault(
        slug, JsonFields.IsSlug(slug), "A slug has lower-case letters, digits and hyphens, at most 40, beginning with a letter or digit.");

    private static Problem? Fault(string text, bool wellFormed, string detail)
    {
        if (PersonalData.ReadsAsPersonal(text))
            return Invalid(ProblemCodes.PersonalDataInReference, "This reads as a phone number or mail address; use a reference that says nothing about a person.");
        return wellFormed ? null : Invalid(ProblemCodes.InvalidReference, detail);
    }

    private static Problem Invalid(string code, string detail) => new(StatusCodes.Status422UnprocessableEntity, code, detail);
}
