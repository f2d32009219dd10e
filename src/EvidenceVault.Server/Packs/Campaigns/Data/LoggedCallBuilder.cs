using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging;
using EvidenceVault.Domain.Judging.Structural;
using EvidenceVault.Domain.Packs;

namespace EvidenceVault.Server.Packs.Campaigns.Data;

/// <summary>Makes lines of the call log from a judged dossier. Pure: no clock, no store.</summary>
public static class LoggedCallBuilder
{
    /// <summary>The calls of a dossier that are in scope, each with what is counted of it.</summary>
    public static IEnumerable<(LoggedCall Call, CountedCall Counted)> Build(DossierReport report, PackRequested asked)
    {
        var scope = asked.Campaign!;
        foreach (var (judged, counted) in report.Calls.Zip(CountedCall.Of(report)))
            if (IsInScope(counted.Campaign, counted.Party, counted.StartedAt, scope)) yield return (Of(report, judged, counted, asked), counted);
    }

    /// <summary>Whether a call is one of those asked for.</summary>
    public static bool IsInScope(string? campaign, string party, NodaTime.Instant startedAt, PackCampaign scope) =>
        campaign == scope.Campaign && startedAt >= Amsterdam.StartOf(scope.From) && startedAt < Amsterdam.StartOf(scope.To) && scope.Agencies?.Contains(party, StringComparer.Ordinal) != false;

    private static LoggedCall Of(DossierReport report, JudgedCall judged, CountedCall counted, PackRequested asked)
    {
        var (known, findings) = (judged.Call, asked.Content == PackContent.FactsAndFindings);
        var c = (CallAttempted)known.Fact;
        var exhibits = ExhibitsOf(report.Dossier, known);
        return new(
            0, known.EventId, report.Dossier.Consumer, c.StartedAt, known.FirstRecordedAt, c.AnsweredAt, c.EndedAt, c.Party, c.UploadedBy, c.Direction, c.Means, c.Nature, c.Outcome,
            counted.IsConversation, c.CallerIdShown, c.Opening, c.Recorded, c.ObjectionOffer, c.OfferMade, c.SaleMade, c.OfferedAt, c.Products is { Count: > 0 } ? c.Products : null, c.Script,
            c.ReliesOn?.Basis, known.ReliesOn?.EventId, c.Clearance, exhibits.Count == 0 ? null : [.. exhibits.Select(e => e.Exhibit.Id)],
            known.Corrections.Count == 0 ? null : [.. known.Corrections.Select(f => f.EventId)],
            [.. RestsOn(report, judged, exhibits, findings)], findings ? Judgement(judged.Judgement, counted, asked.Language) : null);
    }

    /// <summary>The exhibits that a call cites, and those that record it.</summary>
    public static IReadOnlyList<KnownExhibit> ExhibitsOf(DossierAsKnown dossier, KnownFact call) =>
        dossier.Exhibits.Count == 0 ? [] : [.. dossier.Exhibits.Where(e => e.Call == call || call.Fact.Exhibits?.Contains(e.Exhibit.Id) == true).OrderBy(e => e.Exhibit.Id, StringComparer.Ordinal)];

    // The consent with what became of it, every no, what came of the call, and what the rules point at.
    private static SortedSet<Guid> RestsOn(DossierReport report, JudgedCall judged, IReadOnlyList<KnownExhibit> exhibits, bool findings)
    {
        var (dossier, call) = (report.Dossier, judged.Call);
        var rests = new SortedSet<Guid>();
        foreach (var fact in dossier.Facts)
            if (fact.Call == call || fact == call.ReliesOn || (call.ReliesOn is not null && fact.Consent == call.ReliesOn) || fact.Fact is ConsentWithdrawn or ObjectionRegistered) Add(fact);
        foreach (var exhibit in exhibits)
        {
            rests.Add(exhibit.Exhibit.EventId);
            if (exhibit.Exhibit.StoredAt <= dossier.KnownAt && exhibit.Exhibit.StoredEventId is { } stored) rests.Add(stored);
            if (exhibit.State == Domain.Exhibits.ExhibitState.Deleted && exhibit.Exhibit.DeletedEventId is { } deleted) rests.Add(deleted);
        }

        if (findings)
            foreach (var finding in judged.Judgement.Findings)
            {
                foreach (var id in finding.Because)
                    if (dossier.Find(id) is { } fact) Add(fact);
                    else rests.Add(id);
            }

        rests.Remove(call.EventId);
        foreach (var correction in call.Corrections) rests.Remove(correction.EventId);
        rests.Remove(Guid.Empty);
        return rests;

        void Add(KnownFact fact)
        {
            rests.Add(fact.EventId);
            foreach (var correction in fact.Corrections) rests.Add(correction.EventId);
        }
    }

    private static LoggedJudgement Judgement(Judgement j, CountedCall counted, PackLanguage language) => new(
        j.Permission, j.Conduct, j.Basis, j.Proof, j.EffectiveNature, counted.HoursAfterWithdrawal,
        [.. j.Findings.Where(f => f.Result == FindingResult.Met).Select(f => f.Rule)],
        [
            .. j.Findings.Where(f => f.Result is FindingResult.Breach or FindingResult.Unproven).OrderBy(f => f.Result).Select(f =>
            {
                var text = FindingTexts.Explain(f);
                return new LoggedFinding(f.Rule, f.Category, f.Result, f.Reason, language == PackLanguage.Nl ? text.Nl : text.En);
            }),
        ]);
}
