using EvidenceVault.Domain.Identity;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Intake;
using NodaTime;

namespace EvidenceVault.Server.Books;

/// <summary>Fields that only the setting up has.</summary>
public static class BookFields
{
    private const string NoContacts = "This reads as a phone number or mail address; it has no place in this field.";

    /// <summary>The name of a business or campaign, which is required.</summary>
    public static string? BusinessName(this JsonFields fields, string name, int most)
    {
        var text = fields.Text(name, most, required: true);
        if (text is not null && (PersonalData.ReadsAsPersonal(text) || text.AsSpan().IndexOfAny("\r\n\t") >= 0))
            fields.Fault(name, PersonalData.ReadsAsPersonal(text) ? ProblemCodes.PersonalDataInField : ProblemCodes.InvalidText, PersonalData.ReadsAsPersonal(text) ? NoContacts : "One line is wanted.");
        return text;
    }

    /// <summary>A list of slugs, which may be empty.</summary>
    public static IReadOnlyList<string>? Slugs(this JsonFields fields, string name)
    {
        var slugs = fields.UrlReferences(name, mayBeEmpty: true);
        for (var i = 0; i < slugs?.Count; i++)
            if (!JsonFields.IsSlug(slugs[i])) fields.Fault(name, ProblemCodes.InvalidReference, "Lower-case letters, digits and hyphens, at most 40, for each.");
        return slugs;
    }

    /// <summary>A period of whole days, weeks, months or years.</summary>
    public static Period? CalendarTerm(this JsonFields fields, string name)
    {
        var term = fields.Term(name);
        if (term?.HasTimeComponent == true) fields.Fault(name, ProblemCodes.InvalidPeriod, "A period of whole days, weeks, months or years is wanted, such as P14D or P12M.");
        return term;
    }
}
