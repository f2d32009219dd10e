using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Exhibits;
using EvidenceVault.Domain.Judging.Texts;
using NodaTime;

namespace EvidenceVault.Domain.Judging.Rules;

/// <summary>
/// TW-11.7-LEGAL-PERSON: a human may call a legal person (rechtspersoon) without consent, for Telecommunicatiewet art. 11.7 lid 2 protects natural
/// persons only; who acts as eenmanszaak, vof, cv or maatschap is one. In force since 1 July 2021. The form must have been checked in the trade
/// register before the call. Calls by machines are a matter of lid 1.
/// </summary>
internal sealed class LegalPerson() : Rule(
    "TW-11.7-LEGAL-PERSON", RuleCategory.Permission, new(NormKind.Statute, "Tw 11.7 lid 2"), new LocalDate(2021, 7, 1))
{
    internal static readonly LegalPerson Instance = new();

    private const string NaturalPerson = "natural-person-in-law";

    public override IReadOnlyList<Basis> Bases { get; } = [Basis.LegalPerson];

    public override bool Carries => true;

    public override IReadOnlyDictionary<string, Explanation> Texts => LegalPersonTexts.All;

    internal override Finding? Judge(CallContext call, BasisCase basis) => call.NeedsBasis && call.Call.Means == CallMeans.Human ? Of(call, basis) : null;

    /// <summary>Whether the called party is shown to be a legal person, in a way that would carry a call to it. Else it has the protection of a natural one.</summary>
    internal static bool IsShown(CallContext call) =>
        call.Person.Kind == PersonKind.LegalPerson
        && call.Session.AfterDispute(Instance.Of(call, BasisCase.Unjudged(Basis.LegalPerson))).Result == FindingResult.Met;

    // Who was said to be a natural person stays one until it is shown to be another.
    private Finding Of(CallContext call, BasisCase basis)
    {
        var person = call.Person;
        if (person.Kind is not (PersonKind.LegalPerson or PersonKind.Unknown))
            return Breach(NaturalPerson, Because.Of(person.Source, call.Known));
        var finding = person.Kind == PersonKind.Unknown || !person.HasForm ? Unproven("form-unknown", Because.Of(person.Source, call.Known))
            : CheckBefore(call) is { } check ? Checked(call, basis, check)
            : Unproven("not-checked", Because.Of(person.Source, call.Known));
        return finding.Result != FindingResult.Met && person.Natural is { } natural ? Breach(NaturalPerson, Because.Of(natural, person.Source, call.Known)) : finding;
    }

    private Finding Checked(CallContext call, BasisCase basis, FormCheck check)
    {
        basis.RestsOn(check.Source);
        var exhibit = Evidence.Cited(call.Dossier, check.Source, ExhibitKind.Document);
        if (exhibit is null)
            basis.RestsOnStatement();
        else
            basis.RestsOn(exhibit);
        var because = Because.Of([check.Source], exhibit, []);
        return Dispute(call, check) is { } dispute ? Unproven(SharedTexts.RecordedAfterDispute, [.. because, dispute]) : Met(because);
    }

    // Of several the one that was recorded first, where there is one, among those not recorded only after a dispute.
    private static FormCheck? CheckBefore(CallContext call)
    {
        FormCheck? best = null;
        foreach (var check in call.Person.Checks)
            if (check.CheckedAt >= call.Start)
                call.Until(check.CheckedAt);
            else if (best is not { } other || Order(call, check).CompareTo(Order(call, other)) < 0)
                best = check;
        return best;
    }

    private static (bool, Instant) Order(CallContext call, FormCheck check) => (Dispute(call, check) is not null, check.Source.RecordedAt);

    private static Guid? Dispute(CallContext call, FormCheck check) => call.Session.DisputeBetween(check.CheckedAt, check.Source.FirstRecordedAt, check.Source.Fact);
}
