using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging.Texts;
using NodaTime;

namespace EvidenceVault.Domain.Judging.Rules;

/// <summary>
/// CTM-FIRST-CALL-TERM: the first attempt on a consent comes within six months, or within the longer term that its wording states. Code Telemarketing,
/// in the version of 15 October 2024. A shorter term that the wording states is for the term of the consent itself.
/// </summary>
internal sealed class FirstCallTerm() : Rule(
    "CTM-FIRST-CALL-TERM", RuleCategory.Code, new(NormKind.Code, "Code Telemarketing 2024"), new LocalDate(2024, 10, 15))
{
    private static readonly Period OfTheCode = Period.FromMonths(6);

    public override IReadOnlyDictionary<string, Explanation> Texts => FirstCallTermTexts.All;

    internal override Finding? Judge(CallContext call, BasisCase basis)
    {
        if (!call.NeedsBasis || basis.Grant is not { } grant || grant.Source.OccurredAt >= call.Start)
            return null;
        if (!call.Session.FirstAttempts.IsFirst(grant.Source, call))
            return null;
        var wording = ConsentTerm.WordingOf(grant, call.Book, call.Start);
        var end = End(grant, wording);
        var because = Because.Of([grant.Source, call.Known], null, wording);
        if (call.Start > end)
            return Breach("too-late", because);
        call.Until(end);
        return Met(because);
    }

    // Of what is said of the wording at different times, the shortest counts: its text is one.
    private static Instant End(Known<ConsentGranted> grant, IReadOnlyList<Filed<WordingFiled>> wording)
    {
        var least = Amsterdam.EndOfTerm(grant.Source.OccurredAt, OfTheCode);
        Instant? worded = null;
        foreach (var version in wording)
        {
            var end = version.Value.FirstCallTerm is { } term ? Amsterdam.EndOfTerm(grant.Source.OccurredAt, term) : least;
            worded = worded is { } other ? Instant.Min(other, end) : end;
        }

        return worded > least ? worded.Value : least;
    }
}
