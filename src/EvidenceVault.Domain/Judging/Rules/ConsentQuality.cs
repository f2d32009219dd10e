using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging.Texts;
using NodaTime;

namespace EvidenceVault.Domain.Judging.Rules;

/// <summary>
/// AVG-CONSENT-QUALITY: freely given, specific, informed and unambiguous, by an active act. AVG art. 4(11) and 7, which Telecommunicatiewet
/// art. 11.1 g refers to; for minors AVG art. 8 and UAVG art. 5. In force since 25 May 2018.
/// </summary>
internal sealed class ConsentQuality() : Rule(
    "AVG-CONSENT-QUALITY", RuleCategory.Permission, new(NormKind.Statute, "AVG 4(11), 7; Tw 11.1 g"), new LocalDate(2018, 5, 25))
{
    public override IReadOnlyList<Basis> Bases { get; } = [Basis.Consent];

    public override IReadOnlyDictionary<string, Explanation> Texts => ConsentQualityTexts.All;

    internal override Finding? Judge(CallContext call, BasisCase basis)
    {
        if (basis.Grant is not { } grant)
            return null;
        var wording = ConsentTerm.WordingOf(grant, call.Book, call.Start);
        var capture = grant.Fact.Capture ?? new Capture();
        var isForm = IsForm(grant.Fact.Method, capture.Action);
        var because = Because.Of([grant.Source], null, wording);
        if (Fault(capture, wording, call.Book.Principal) is { } fault)
            return Breach(fault, because);
        var isStated = capture is { Action: not null, Conditional: not null }
            && (!isForm || capture is { PreTicked: not null, BundledWithTerms: not null })
            && wording.Count > 0;
        return isStated ? Met(because) : Unproven("unknown", because);
    }

    private static string? Fault(Capture capture, IReadOnlyList<Filed<WordingFiled>> wording, string principal) =>
        capture.PreTicked == true ? "pre-ticked"
        : capture.BundledWithTerms == true ? "bundled-with-terms"
        : capture.Action == CaptureAction.None ? "no-active-act"
        : capture.Conditional == true ? "conditional"
        : capture.PurposeNamed == false || wording.Any(w => !w.Value.PurposeNamed) ? "purpose-not-named"
        : capture.CallerNamed == false || wording.Any(w => !w.Value.CallersNamed.Contains(principal)) ? "caller-not-named"
        : capture is { Age16OrOlder: false, GuardianConsent: not true } ? "minor"
        : null;

    // Who speaks or replies ticks no box: those questions need an answer for forms only. A yes to one is a fault, whatever the act is said to have been.
    private static bool IsForm(ConsentMethod method, CaptureAction? action) =>
        action is not (CaptureAction.SpokenYes or CaptureAction.Reply) && method != ConsentMethod.Phone;
}
