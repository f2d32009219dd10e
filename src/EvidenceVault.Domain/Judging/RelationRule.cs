using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging.Texts;
using NodaTime;

namespace EvidenceVault.Domain.Judging;

/// <summary>
/// What the rules on relations with the principal share: the right to object was offered when the data were collected and in each conversation on that
/// basis. Telecommunicatiewet art. 11.7 lid 4 (old), 5 and 6.
/// </summary>
internal abstract class RelationRule(string name, Norm norm, LocalDate inForceFrom, LocalDate? inForceUntil = null)
    : Rule(name, RuleCategory.Permission, norm, inForceFrom, inForceUntil)
{
    public sealed override bool Carries => true;

    /// <summary>Judges by the relations that are about the products of the call.</summary>
    private protected Finding OnProducts(CallContext call, BasisCase basis, List<RelationStatement> relations, Organisation? organisation)
    {
        if (relations.Count == 0)
            return Breach("no-relationship", Because.Of(call.Known));
        if (call.Products is null)
            return Unproven(SharedTexts.ProductsUnknown, Because.Of([.. relations.Select(r => r.Known), call.Known]));
        return RelationStatements.For(call, call.Products, relations) is { } used
            ? UnlessDescribedLate(call, Conclude(call, basis, used, organisation))
            : Breach("other-kind-of-product", Because.Of([.. relations.Select(r => r.Known)]));
    }

    /// <summary>Judges by relations that cover the call.</summary>
    private protected Finding Conclude(CallContext call, BasisCase basis, List<RelationStatement> used, Organisation? organisation)
    {
        foreach (var statement in used)
            Rest(call, basis, statement.Known);
        KnownFact?[] facts = [.. used.Select(u => u.Known)];
        if (used.Exists(u => u.Notice == false))
            return Breach("no-notice-at-collection", Because.Of([.. facts, .. used.Select(u => u.Denial)]));
        var (notOffered, unknown) = call.Session.Offers.UpTo(call, basis.Basis!.Value);
        if (notOffered is not null)
            return Breach("objection-not-offered", Because.Of([.. facts, notOffered]));
        if (organisation is { Registered: null })
            return Unproven(organisation.Value.Missing, Because.Of(facts));
        if (used.Exists(u => u.Notice is null))
            return Unproven("notice-unknown", Because.Of(facts));
        if (unknown is not null)
            return Unproven("offer-unknown", Because.Of([.. facts, unknown]));
        return organisation?.Registered is { } registered ? Registered(call, basis, registered, Because.Of(facts)) : Met(Because.Of(facts));
    }

    private static Finding UnlessDescribedLate(CallContext call, Finding finding) =>
        finding.Result == FindingResult.Met && call.DisputeBeforeFiling() is { } dispute ? JudgingSession.After(dispute, finding) : finding;

    private Finding Registered(CallContext call, BasisCase basis, RegisteredAs registered, Guid[] because)
    {
        basis.RestsOn(registered);
        Guid[] all = [.. because, registered.EventId];
        return call.Session.DisputeBetween(call.Start, registered.RecordedAt) is { } dispute
            ? Unproven(SharedTexts.RecordedAfterDispute, [.. all, dispute])
            : Met(all);
    }

    private static void Rest(CallContext call, BasisCase basis, KnownFact statement)
    {
        basis.RestsOn(statement);
        if (Evidence.Cited(call.Dossier, statement) is { } exhibit)
            basis.RestsOn(exhibit);
        else
            basis.RestsOnStatement();
    }

    /// <summary>What a rule asks of the principal itself.</summary>
    /// <param name="Missing">The reason where it is not registered.</param>
    /// <param name="Registered">Its registration; null: none on file.</param>
    private protected readonly record struct Organisation(string Missing, RegisteredAs? Registered);
}
