using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Exhibits;
using EvidenceVault.Domain.Judging.Texts;
using NodaTime;

namespace EvidenceVault.Domain.Judging.Rules;

/// <summary>
/// TW-11.7-CONSENT: prior consent for human calls to natural persons. Telecommunicatiewet art. 11.7 lid 2, in force since 1 July 2021; the burden
/// of proof lies with the principal. What the wording does not name, the consent does not cover (AVG 4(11): specific). A legal person needs to give
/// none; where one gave it, or the call relies on one, it is judged all the same.
/// </summary>
internal sealed class ConsentBeforeCall() : Rule(
    "TW-11.7-CONSENT", RuleCategory.Permission, new(NormKind.Statute, "Tw 11.7 lid 2"), new LocalDate(2021, 7, 1))
{
    internal static readonly ConsentBeforeCall Instance = new();

    public override IReadOnlyList<Basis> Bases { get; } = [Basis.Consent];

    public override bool Carries => true;

    public override IReadOnlyDictionary<string, Explanation> Texts => ConsentBeforeCallTexts.All;

    internal override Finding? Judge(CallContext call, BasisCase basis)
    {
        if (call.Call.Means != CallMeans.Human)
            return null;
        if (call.NatureUnknown)
            return Unproven(SharedTexts.OfferUnknown, Because.Of(call.Known));
        if (!call.NeedsBasis)
            return null;
        if (basis.Grant is { } grant)
            return Assess(call, basis, grant);
        return call.IsToNaturalPerson || call.Call.ReliesOn?.Basis == Basis.Consent ? Breach("no-grant", Because.Of(call.Known)) : null;
    }

    /// <summary>Whether a consent would carry a call, be it made by a human or otherwise.</summary>
    internal Finding Assess(CallContext call, BasisCase basis, Known<ConsentGranted> grant)
    {
        var known = grant.Source;
        basis.RestsOn(known);
        if (known.OccurredAt >= call.Start)
            return Breach("granted-after-call", Because.Of(known));
        if (Withdrawals.Of(call, grant) is { } withdrawal)
            return Breach("withdrawn", [.. Because.Of(known), withdrawal.EventId]);
        var wording = ConsentTerm.WordingOf(grant, call.Book, call.Start);
        var told = ConsentTerm.Told(grant, wording);
        if (call.Start > told)
            return Breach("expired", Because.Of([known], null, wording));
        call.Until(told);
        if (call.Products is { } products && !Covers(grant.Fact, wording, products))
            return Breach("out-of-scope", Because.Of([known], null, wording));
        if (grant.Fact.Channel != ConsentChannel.Phone)
            return Breach("other-channel", Because.Of(known));
        if (ObtainedIn(known) is { } source)
        {
            var obtaining = call.Session.Of(source);
            if (obtaining.Permission == PermissionConclusion.NotShown)
                return Breach("granted-in-unpermitted-call", Because.Of(known, source));
            if (RestsOnWhatCameAfterDispute(obtaining))
                return Unproven(SharedTexts.RecordedAfterDispute, Because.Of(known, source));
        }

        return Prove(call, basis, grant, wording, told);
    }

    private static bool Covers(ConsentGranted grant, IReadOnlyList<Filed<WordingFiled>> wording, IReadOnlyList<string> products)
    {
        foreach (var version in wording)
            if (version.Value.Products.Count > 0 && !Products.Cover(version.Value.Products, products))
                return false;
        return Products.Cover(grant.Products, products);
    }

    // A call that began after the consent cannot be where it was given, whatever the upload says; so this never goes round in a circle.
    private static KnownFact? ObtainedIn(KnownFact grant) =>
        grant.Call is { Fact: CallAttempted call } source && call.StartedAt <= grant.OccurredAt ? source : null;

    // What is handed in after a dispute must not show a call by way of the one its consent was obtained in.
    private static bool RestsOnWhatCameAfterDispute(Judgement judgement)
    {
        foreach (var finding in judgement.Findings)
            if (finding is { Category: RuleCategory.Permission or RuleCategory.Chain, Reason: SharedTexts.RecordedAfterDispute })
                return true;
        return false;
    }

    private Finding Prove(CallContext call, BasisCase basis, Known<ConsentGranted> grant, IReadOnlyList<Filed<WordingFiled>> wording, Instant? told)
    {
        var known = grant.Source;
        var exhibit = Evidence.For(call.Dossier, known, ExhibitPurpose.Consent, known);
        if (exhibit is null)
            basis.RestsOnStatement();
        else
            basis.RestsOn(exhibit);
        if (wording.Count > 0)
            basis.RestsOn(wording[0]);
        if (exhibit is null || wording.Count == 0)
            return Unproven(
                "capture-missing",
                Because.Of([known], exhibit, wording),
                new FindingParameter("missing", exhibit is not null ? CodeWords.Wording : wording.Count > 0 ? CodeWords.Exhibit : CodeWords.Both));
        if (call.Products is null)
            return Unproven(SharedTexts.ProductsUnknown, Because.Of([known, call.Known], exhibit, wording));
        var end = told ?? ConsentTerm.OfPolicy(grant, call.Policy);
        if (call.Start > end)
            return Unproven("stale", Because.Of([known], exhibit, wording));
        call.Until(end);
        var because = Because.Of([known], exhibit, wording);
        return call.DisputeBeforeFiling(wording[0]) is { } dispute ? Unproven(SharedTexts.RecordedAfterDispute, [.. because, dispute]) : Met(because);
    }
}
