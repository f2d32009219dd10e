using EvidenceVault.Domain.Dossiers.Facts;

namespace EvidenceVault.Domain.Judging;

/// <summary>Which basis carries a call.</summary>
/// <remarks>
/// A basis that no rule of this rulebook judges is never taken as met and never as failing. Where a call declares one, the case has
/// no findings; where no basis judged is met and the facts make such a basis conceivable, the findings on the basis judged are shown and decide
/// nothing. In both the permission stays not assessed. A rule that joins the rulebook for that basis ends this by itself.
/// </remarks>
internal static class BasisSelection
{
    private static readonly Basis[] Order =
        [Basis.Consent, Basis.Callback, Basis.LegalPerson, Basis.Customer, Basis.Charity, Basis.Publisher, Basis.Licence];

    internal static BasisCase Take(CallContext call)
    {
        if (call.NatureUnknown)
            return BasisCase.Of(call, Basis.Consent);
        if (!call.NeedsBasis)
            return BasisCase.Unjudged(call.Call.ReliesOn?.Basis);
        return call.Call.ReliesOn is { } declared ? Declared(call, declared.Basis) : Undeclared(call);
    }

    private static BasisCase Declared(CallContext call, Basis declared)
    {
        if (!Rulebook.Judges(declared))
            return BasisCase.Unjudged(declared);
        var own = Case(call, declared);
        if (own.IsMet)
            return own;
        if (FirstMet(call, except: declared) is { } other)
            return own.CarriedBy(other);
        return ConceivableBases.AnyUnjudged(call) ? own.LeftOpen(declared) : own;
    }

    private static BasisCase Undeclared(CallContext call)
    {
        if (FirstMet(call, except: null) is { } met)
            return met;
        var consent = Case(call, Basis.Consent);
        if (ConceivableBases.AnyUnjudged(call))
            return consent.LeftOpen(null);
        return consent.IsJudged ? consent : BasisCase.Unjudged(null);
    }

    private static BasisCase? FirstMet(CallContext call, Basis? except)
    {
        foreach (var basis in Order)
            if (basis != except && Rulebook.Judges(basis) && Case(call, basis) is { IsMet: true } met)
                return met;
        return null;
    }

    private static BasisCase Case(CallContext call, Basis basis) =>
        basis == Basis.Consent ? ConsentReliedOn(call) : BasisCase.Of(call, basis);

    /// <summary>The consent named, else that with the fewest breaches, then the fewest unproven, then the latest.</summary>
    private static BasisCase ConsentReliedOn(CallContext call)
    {
        BasisCase? best = null;
        foreach (var consent in call.Consents)
        {
            if (call.Known.ReliesOn is { } named && consent.Grant!.Value.Source == named)
                return consent;
            if (best is null || (consent.Breaches, consent.Unproven).CompareTo((best.Breaches, best.Unproven)) <= 0)
                best = consent;
        }

        return best ?? BasisCase.Of(call, Basis.Consent);
    }
}
