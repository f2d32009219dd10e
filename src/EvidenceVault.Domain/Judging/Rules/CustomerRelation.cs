using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging.Texts;
using NodaTime;

namespace EvidenceVault.Domain.Judging.Rules;

/// <summary>
/// TW-11.7-CUSTOMER: customers could be called about similar products, with the right to object offered at collection and in each conversation.
/// Telecommunicatiewet art. 11.7 lid 4 as it read from 1 July 2021 to 30 June 2026.
/// </summary>
internal sealed class CustomerRelation() : Rule(
    "TW-11.7-CUSTOMER",
    RuleCategory.Permission,
    new(NormKind.Statute, "Tw 11.7 lid 4 (oud)"),
    new LocalDate(2021, 7, 1),
    new LocalDate(2026, 6, 30))
{
    public override IReadOnlyList<Basis> Bases { get; } = [Basis.Customer];

    public override bool Carries => true;

    public override IReadOnlyDictionary<string, Explanation> Texts => CustomerRelationTexts.All;

    internal override Finding? Judge(CallContext call, BasisCase basis)
    {
        if (!call.NeedsBasis || call.Call.Means != CallMeans.Human || call.Nature != CallNature.Commercial)
            return null;
        var relationships = CustomerRelationships.Of(call);
        if (relationships.Count == 0)
            return Breach("no-relationship", Because.Of(call.Known));
        if (call.Products is null)
            return Unproven(SharedTexts.ProductsUnknown, Because.Of([.. relationships.Select(r => r.Known), call.Known]));
        var used = CustomerRelationships.For(call.Products, relationships);
        if (used is null)
            return Breach("other-kind-of-product", Because.Of([.. relationships.Select(r => r.Known)]));
        foreach (var statement in used)
        {
            basis.RestsOn(statement.Known);
            if (Proof(call, statement.Known) is { } exhibit)
                basis.RestsOn(exhibit);
            else
                basis.RestsOnStatement();
        }

        KnownFact?[] facts = [.. used.Select(u => u.Known)];
        if (used.Exists(u => u.Notice == false))
            return Breach("no-notice-at-collection", Because.Of([.. facts, .. used.Select(u => u.Denial)]));
        var (notOffered, unknown) = Offers(call);
        if (notOffered is not null)
            return Breach("objection-not-offered", Because.Of([.. facts, notOffered]));
        if (used.Exists(u => u.Notice is null))
            return Unproven("notice-unknown", Because.Of(facts));
        return unknown is not null ? Unproven("offer-unknown", Because.Of([.. facts, unknown])) : Met(Because.Of(facts));
    }

    private static KnownExhibit? Proof(CallContext call, KnownFact known)
    {
        KnownExhibit? first = null;
        foreach (var exhibit in call.Dossier.Exhibits)
            if (Evidence.IsCited(known, exhibit) && call.Dossier.IsEvidence(exhibit) && Evidence.IsEarlier(exhibit, first))
                first = exhibit;
        return first;
    }

    // The first conversation on this basis, this one included, in which the right to object was not offered, and the first in which that is unknown.
    private static (KnownFact? NotOffered, KnownFact? Unknown) Offers(CallContext call)
    {
        KnownFact? unknown = null;
        foreach (var (known, earlier) in call.Dossier.Calls)
        {
            if (known.OccurredAt > call.Start || !Conversation.Is(earlier) || known != call.Known && !IsOnThisBasis(call, known, earlier))
                continue;
            if (earlier.ObjectionOffer is ObjectionOffer.TapedReferral or ObjectionOffer.None)
                return (known, unknown);
            if (earlier.ObjectionOffer is null)
                unknown ??= known;
        }

        return (null, unknown);
    }

    private static bool IsOnThisBasis(CallContext call, KnownFact known, CallAttempted earlier) =>
        earlier.Direction == CallDirection.Outbound
        && known.OccurredAt < call.Start
        && (earlier.ReliesOn?.Basis ?? call.Session.Of(known).Basis) == Basis.Customer;
}
