using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging;

namespace EvidenceVault.Server.Packs.Data;

/// <summary>The calls, oldest first, each with what belongs to it and what the vault concludes.</summary>
public static class CallBuilder
{
    public static IReadOnlyList<CallData> Build(PackInput input)
    {
        var about = input.Dossier.Facts.Where(f => f.Call is not null).ToLookup(f => f.Call!);
        return [.. input.Report.Calls.Select((judged, i) => Of(input, judged, i + 1, [.. about[judged.Call]]))];
    }

    private static CallData Of(PackInput input, JudgedCall judged, int number, IReadOnlyList<KnownFact> about)
    {
        var (known, annex) = (judged.Call, input.AnnexOf(judged.Call));
        var c = (CallAttempted)known.Fact;
        return new(
            number, known.EventId, annex?.Ref, c.StartedAt, known.FirstRecordedAt, c.AnsweredAt, c.EndedAt, c.Party, c.UploadedBy, c.Campaign, c.Direction, c.Means,
            c.Nature, c.Outcome, c.Outcome is CallOutcome.Answered or CallOutcome.WrongPerson or CallOutcome.StoppedVulnerable,
            annex?.CallerNumber, c.CallerIdShown, c.Opening, c.Recorded, c.ObjectionOffer, c.OfferMade, c.SaleMade, c.OfferedAt, c.Products, c.Script,
            c.Script is { } script ? FirstFiled(input, script) : null,
            input.Disclosure.Agents ? annex?.Agent : null, annex?.Brand, annex?.BrandReason, c.ReliesOn?.Basis, known.ReliesOn?.EventId, c.Clearance is { } cleared ? Clearance(input, cleared) : null,
            input.ExhibitsOf(known), Sales(about), Performances(about), Listenings(about), input.HasFindings ? Judgement(input, judged.Judgement) : null,
            input.NoteOf(annex));
    }

    private static ClearanceData Clearance(PackInput input, string id) =>
        input.Opened.Dossier.Clearances.TryGetValue(id, out var known) && known.RecordedAt <= input.AsOf
            ? new(id, new(known.EventId, known.Clear, known.DecidedAt, known.RecheckAfter, known.SameNumber))
            : new(id, null);

    private static NodaTime.Instant? FirstFiled(PackInput input, string script) =>
        input.Book.Scripts.TryGetValue(script, out var versions) && versions.Find(v => v.RecordedAt <= input.AsOf) is { } first ? first.RecordedAt : null;

    private static IReadOnlyList<SaleData> Sales(IEnumerable<KnownFact> about) =>
        [.. about.Where(f => f.Fact is SaleAccepted).Select(f => (f, s: (SaleAccepted)f.Fact)).Select(x => new SaleData(
            x.f.EventId, x.s.OccurredAt, x.f.FirstRecordedAt, x.s.Via, x.s.AcceptanceAskedAt, x.s.TotalValue, x.s.Product, x.s.Renewal))];

    private static IReadOnlyList<PerformanceData> Performances(IEnumerable<KnownFact> about) =>
        [.. about.Where(f => f.Fact is ContractPerformed).Select(f => new PerformanceData(f.EventId, f.OccurredAt, ((ContractPerformed)f.Fact).Act))];

    private static IReadOnlyList<ListeningData> Listenings(IEnumerable<KnownFact> about) =>
        [.. about.Where(f => f.Fact is MonitoringRecorded).Select(f => (f, m: (MonitoringRecorded)f.Fact)).Select(x => new ListeningData(
            x.f.EventId, x.m.OccurredAt, x.m.By, x.m.Findings))];

    private static JudgementData Judgement(PackInput input, Judgement j) => new(
        j.Permission, j.Conduct, j.Basis, j.Proof, j.EffectiveNature,
        FindingBuilder.Of(input, j.Findings));
}
