using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;

namespace EvidenceVault.Domain.Judging;

/// <summary>Which basis carries a call.</summary>
/// <remarks>
/// A declared basis that no rule in force on the day of the call judges is no basis: the call is judged as if it had declared none. So it is for
/// publishers and licence holders before 1 July 2026, whose customers may carry it by lid 4 (old), and for everything before 1 July 2021.
/// </remarks>
internal static class BasisSelection
{
    private static readonly Basis[] Order =
        [Basis.Consent, Basis.Callback, Basis.LegalPerson, Basis.Customer, Basis.Charity, Basis.Publisher, Basis.Licence];

    internal static BasisCase Take(CallContext call)
    {
        if (call.NatureUnknown)
            return BasisCase.Of(call, Basis.Consent);
        var declared = call.Call.ReliesOn?.Basis;
        if (!call.NeedsBasis)
            return BasisCase.Unjudged(declared);
        return declared is { } basis && Case(call, basis) is { IsJudged: true } own ? Declared(call, own) : Undeclared(call);
    }

    /// <summary>The consent named, else that with the fewest breaches, then the fewest unproven, of those that are met one proven when the call began, then the latest.</summary>
    internal static BasisCase ConsentReliedOn(CallContext call)
    {
        BasisCase? best = null;
        foreach (var consent in call.Consents)
        {
            if (call.Known.ReliesOn is { } named && consent.Grant!.Value.Source == named)
                return consent;
            if (best is null || Merit(call, consent).CompareTo(Merit(call, best)) <= 0)
                best = consent;
        }

        return best ?? BasisCase.Of(call, Basis.Consent);
    }

    // What is handed in afterwards for one consent takes nothing from another that was proven in time.
    private static (int, int, bool) Merit(CallContext call, BasisCase consent) =>
        (consent.Breaches, consent.Unproven, consent.IsMet && consent.RecordedAt > call.Start);

    private static BasisCase Declared(CallContext call, BasisCase own) =>
        own.IsMet || FirstMet(call, except: own.Basis) is not { } other ? own : own.CarriedBy(other);

    // Who is not shown to be a legal person is a natural one, and what the consent lacks stands.
    private static BasisCase Undeclared(CallContext call)
    {
        if (FirstMet(call, except: null) is { } met)
            return met;
        var consent = ConsentReliedOn(call);
        return consent.IsJudged || call.Call.ReliesOn?.Basis == Basis.Consent ? consent : BasisCase.Unjudged(call.Call.ReliesOn?.Basis);
    }

    private static BasisCase? FirstMet(CallContext call, Basis? except)
    {
        foreach (var basis in Order)
            if (basis != except && IsConceivable(call, basis) && Case(call, basis) is { IsMet: true } met)
                return met;
        return null;
    }

    // Whether there is anything it might rest on: only then it takes the work of its rules to tell whether it is met.
    private static bool IsConceivable(CallContext call, Basis basis) => basis switch
    {
        Basis.Consent => call.Dossier.Grants.Count > 0,
        Basis.Callback => call.Dossier.Callbacks.Count > 0,
        Basis.LegalPerson => call.Person.Kind == PersonKind.LegalPerson,
        _ when call.Session.Relations.Count == 0 => false,
        Basis.Charity => call.Nature != CallNature.Commercial,
        Basis.Publisher => call.Book.RegisteredOn(call.Day, RegistrationKind.Publisher) is not null,
        Basis.Licence => call.Book.RegisteredOn(call.Day, RegistrationKind.Licence) is not null,
        _ => true,
    };

    private static BasisCase Case(CallContext call, Basis basis) =>
        basis == Basis.Consent ? ConsentReliedOn(call) : BasisCase.Of(call, basis);
}
