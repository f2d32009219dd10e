using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Exhibits;
using EvidenceVault.Domain.Judging.Texts;
using NodaTime;

namespace EvidenceVault.Domain.Judging.Rules;

/// <summary>
/// ACM-PERSON-LINK: consent must be linked to the person called, not merely to a number. ACM's reading of Telecommunicatiewet art. 11.7 lid 2
/// since its call of 29 June 2022: lists, process descriptions and IP addresses do not suffice.
/// </summary>
internal sealed class PersonLink() : Rule(
    "ACM-PERSON-LINK", RuleCategory.Permission, new(NormKind.Regulator, "ACM 2022-06-29"), new LocalDate(2022, 6, 29))
{
    public override IReadOnlyList<Basis> Bases { get; } = [Basis.Consent];

    public override IReadOnlyDictionary<string, Explanation> Texts => PersonLinkTexts.All;

    internal override Finding? Judge(CallContext call, BasisCase basis)
    {
        if (basis.Grant is not { Source: var grant })
            return null;
        var wrong = OtherPersonAnswered(call);
        KnownFact? last = null, onNumber = null, onOther = null, open = null;
        foreach (var (known, verified) in call.Dossier.StepsFor(grant).Answers)
        {
            if (known.OccurredAt >= call.Start || known.OccurredAt <= wrong?.OccurredAt)
                continue;
            last = known;
            if (verified.Method is not (VerificationMethod.Sms or VerificationMethod.Phone) || verified.SameNumber is not { } same)
                open = known;
            else if (!same)
                onOther = known;
            else if (onNumber is null || Order(call, known).CompareTo(Order(call, onNumber)) < 0)
                onNumber = known;
        }

        var exhibit = Tie(call, wrong);
        if (onNumber is not null && (exhibit is null || Order(call, onNumber).CompareTo(Order(call, grant, exhibit)) <= 0))
        {
            basis.RestsOn(onNumber);
            return Met(Because.Of(grant, onNumber));
        }

        if (exhibit is not null)
        {
            basis.RestsOn(exhibit);
            return Met(Because.Of([grant], exhibit, []));
        }

        if (wrong is not null)
            return Breach("known-other-person", Because.Of(grant, wrong, last));
        return onOther is not null && open is null ? Breach("other-number", Because.Of(grant, onOther)) : Unproven("no-link", Because.Of(grant, open));
    }

    // Of several that link them the one recorded first, where there is one, among those not recorded only after a dispute: a second one spoils no other.
    private static (bool, Instant) Order(CallContext call, KnownFact known) =>
        (call.Session.DisputeBetween(known.OccurredAt, known.FirstRecordedAt, known.Fact) is not null, known.RecordedAt);

    private static (bool, Instant) Order(CallContext call, KnownFact grant, KnownExhibit exhibit) =>
        (call.Session.DisputeBetween(grant.OccurredAt, exhibit.Exhibit.AnnouncedAt) is not null, exhibit.Exhibit.AnnouncedAt);

    // The number may have changed hands: what linked it to this person before says nothing any more.
    private static KnownFact? OtherPersonAnswered(CallContext call)
    {
        KnownFact? wrong = null;
        foreach (var known in call.Session.WrongPersons)
            if (known.OccurredAt < call.Start)
                wrong = known;
        return wrong;
    }

    private static KnownExhibit? Tie(CallContext call, KnownFact? wrong)
    {
        KnownExhibit? first = null;
        foreach (var exhibit in call.Dossier.Evidence.Of(ExhibitPurpose.PersonLink))
            if (!(exhibit.Exhibit.Announced.OccurredAt <= wrong?.OccurredAt)
                && Evidence.IsEarlier(exhibit, first))
                first = exhibit;
        return first;
    }
}
