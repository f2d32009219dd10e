using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Exhibits;
using EvidenceVault.Domain.Judging;
using EvidenceVault.Server.Clearances;
using NodaTime;

namespace EvidenceVault.Server.Dossiers;

/// <summary>A dossier as clients read it: see <c>api.md</c>, "Shapes that clients read".</summary>
public sealed record DossierView(
    ConsumerView Consumer,
    Instant? AsOf,
    Instant EvaluatedAt,
    string Rulebook,
    long Book,
    long? Position,
    IReadOnlyList<TimelineView> Timeline,
    IReadOnlyList<ConsentView> Consents,
    IReadOnlyList<CallView> Calls,
    IReadOnlyList<ExhibitView> Exhibits,
    IReadOnlyList<FindingView> Findings,
    IReadOnlyList<ContradictionView> Contradictions);

/// <summary>
/// Who the dossier is about; all null once erased or restricted. Names are for the principal's own keys: one may have come from another party's upload.
/// <paramref name="PhoneMasked"/> says why only the end of the number can be read; null: all of it can. How long it is kept who it is, is told to the principal's own keys.
/// </summary>
public sealed record ConsumerView(Guid Id, string? Phone, Explanation? PhoneMasked, string? Name, IReadOnlyList<NameView> Names, string Kind, bool Erased, bool Restricted, Instant? KeptUntil,
    Explanation? KeptBecause, Instant? ExpiredAt);

/// <summary>A name told on the number, with the first and the last instant it was told for before another was. Several: the number may have changed hands.</summary>
public sealed record NameView(string Name, Instant Since, Instant LastToldFor);

public sealed record ConsentView(
    string? Ref, Guid EventId, ConsentStanding State, Instant GrantedAt, Instant? VerifiedAt, Instant? WithdrawnAt, Instant ValidUntil);

public sealed record CallView(
    string? Ref, Guid EventId, Instant StartedAt, PermissionConclusion Permission, ConductConclusion Conduct, Basis? Basis, ProofGrade? Proof,
    CallNature EffectiveNature, Instant? ChangesAt, CitedClearanceView? Clearance, BrandView? Brand, IReadOnlyList<FindingView> Findings);

/// <summary>The clearance a call cites; the decision is null where no such clearance was given for it to know of.</summary>
public sealed record CitedClearanceView(string Id, ClearanceWord? Decision, Instant? DecidedAt);

/// <summary>Whether the phone showed the caller's brand or reason (RCS), and which.</summary>
public sealed record BrandView(bool Shown, string? Brand, string? Reason);

public sealed record FindingView(
    string Rule, RuleCategory Category, Norm Norm, FindingResult Result, string? Reason, IReadOnlyList<Guid> Because, Explanation Explanation)
{
    public static FindingView Of(Finding f) => new(f.Rule, f.Category, f.Norm, f.Result, f.Reason, f.Because, FindingTexts.Explain(f));
}

public sealed record ExhibitView(string Id, ExhibitKind Kind, ExhibitState State, string Sha256, Instant? DeleteAfter);

public sealed record ContradictionView(string Code, IReadOnlyList<Guid> Because, Explanation Explanation)
{
    public static ContradictionView Of(Contradiction c) => new(c.Code, c.Because, ContradictionTexts.Explain(c));
}
