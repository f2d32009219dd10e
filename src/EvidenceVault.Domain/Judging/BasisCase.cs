using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using NodaTime;

namespace EvidenceVault.Domain.Judging;

/// <summary>The case for one basis of one call: what its rules found, and what it rests on.</summary>
internal sealed class BasisCase
{
    private readonly List<Finding> _findings = new(8);

    private BasisCase(Basis? basis, Known<ConsentGranted>? grant)
    {
        Basis = basis;
        Grant = grant;
    }

    internal Basis? Basis { get; }

    /// <summary>For consent: the one this case is about; null: there is none.</summary>
    internal Known<ConsentGranted>? Grant { get; }

    internal IReadOnlyList<Finding> Findings => _findings;

    internal int Breaches { get; private set; }

    internal int Unproven { get; private set; }

    /// <summary>Whether a rule that can carry the permission applied.</summary>
    internal bool IsJudged { get; private set; }

    /// <summary>Whether it fails, but another basis is met.</summary>
    internal bool IsCarriedByAnother { get; private init; }

    /// <summary>Whether the person asked for this call. One that only says so, and does not show it, is a call like any other.</summary>
    internal bool IsRequestedCallback => Basis == Dossiers.Facts.Basis.Callback && (IsMet || !IsJudged);

    internal bool IsMet => IsJudged && Breaches == 0 && Unproven == 0;

    /// <summary>When the last of what it rests on was recorded; null: it rests on nothing.</summary>
    internal Instant? RecordedAt { get; private set; }

    /// <summary>The event with which that was recorded.</summary>
    internal Guid? LastEventId { get; private set; }

    /// <summary>Whether it rests on a statement without an exhibit.</summary>
    internal bool IsDeclared { get; private set; }

    internal static BasisCase Of(CallContext call, Basis basis, Known<ConsentGranted>? grant = null)
    {
        var made = new BasisCase(basis, grant);
        foreach (var rule in Rulebook.RulesOf(basis))
            if (rule.IsInForceOn(call.Day) && rule.Judge(call, made) is { } finding)
                made.Add(call.Session.AfterDispute(finding));
        return made;
    }

    /// <summary>No findings: no basis, or one that nothing can be said about.</summary>
    internal static BasisCase Unjudged(Basis? basis) => new(basis, null);

    /// <summary>The same case where another basis is met: what failed is unproven, for lawfulness does not depend on what the caller declared.</summary>
    internal BasisCase CarriedBy(BasisCase other)
    {
        var same = new BasisCase(Basis, Grant) { RecordedAt = RecordedAt, LastEventId = LastEventId, IsDeclared = IsDeclared, IsCarriedByAnother = true };
        foreach (var finding in _findings)
            same.Add(finding.Result == FindingResult.Met ? finding : finding with
            {
                Result = FindingResult.Unproven,
                Reason = Texts.SharedTexts.OtherBasisWouldCarry,
                Because = [.. finding.Because.Union(other.Findings.SelectMany(f => f.Because))],
                Parameters =
                [
                    new("declared", Texts.CodeWords.Code(Basis!.Value)),
                    new("other", Texts.CodeWords.Code(other.Basis!.Value)),
                    new("reason", finding.Reason!),
                ],
            });
        return same;
    }

    /// <summary>The finding of a rule; null: it gave none.</summary>
    internal Finding? FindingOf(string rule)
    {
        foreach (var finding in _findings)
            if (finding.Rule == rule)
                return finding;
        return null;
    }

    internal void RestsOn(KnownFact fact) => RestsOn(fact.RecordedAt, fact.LatestEventId);

    internal void RestsOn(KnownExhibit exhibit) => RestsOn(exhibit.Exhibit.AnnouncedAt, exhibit.Exhibit.EventId);

    internal void RestsOn(Filed<WordingFiled> wording) => RestsOn(wording.RecordedAt, wording.EventId);

    internal void RestsOn(MandateLine line) => RestsOn(line.RecordedAt, line.Mandate.EventId);

    internal void RestsOn(RegisteredAs registered) => RestsOn(registered.RecordedAt, registered.EventId);

    /// <summary>It rests on everything that another case rests on.</summary>
    internal void RestsOn(BasisCase other)
    {
        if (other.RecordedAt is { } recordedAt)
            RestsOn(recordedAt, other.LastEventId);
        IsDeclared |= other.IsDeclared;
    }

    internal void RestsOnStatement() => IsDeclared = true;

    private void RestsOn(Instant recordedAt, Guid? eventId)
    {
        if (!(RecordedAt >= recordedAt))
            (RecordedAt, LastEventId) = (recordedAt, eventId);
    }

    private void Add(Finding finding)
    {
        _findings.Add(finding);
        IsJudged |= Rulebook.IsCarrier(finding);
        if (finding.Result == FindingResult.Breach)
            Breaches++;
        else if (finding.Result == FindingResult.Unproven)
            Unproven++;
    }
}
