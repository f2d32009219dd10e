using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Exhibits;
using EvidenceVault.Domain.Identity;
using EvidenceVault.Domain.Judging;
using EvidenceVault.Domain.Retention;
using EvidenceVault.Server.Access;
using EvidenceVault.Server.Clearances;
using NodaTime;

namespace EvidenceVault.Server.Dossiers;

/// <summary>Makes the view of a dossier that a caller may see.</summary>
public static class DossierViews
{
    /// <summary>Judges on all facts, and shows those the caller may see: an agency its own uploads, others' as bare ids in the findings.</summary>
    public static DossierView? Of(OpenedDossier opened, Book book, Caller caller, Instant? asOf, Instant now, bool all)
    {
        var at = asOf ?? now;
        var report = DossierReport.Of(opened.Dossier, book, asOf, now, all);
        var seen = new Seen(caller, opened);
        var timeline = TimelineView.Of(opened, report.Dossier, at, seen.Sees);
        if (!caller.IsPrincipalStaff && timeline.Count == 0 && !opened.Dossier.Exhibits.Any(seen.Sees)) return null;
        return new DossierView(
            Consumer(opened, report, book, caller, asOf, now),
            asOf,
            at,
            report.Rulebook,
            report.BookVersion,
            Position: null,
            timeline,
            [.. report.Consents.Where(c => seen.Sees(c.EventId)).Select(c =>
                new ConsentView(opened.RefOf(c.EventId), c.EventId, c.State, c.GrantedAt, c.VerifiedAt, c.WithdrawnAt, c.ValidUntil))],
            [.. report.Calls.Where(c => seen.Sees(c.Call.EventId) || seen.Sees(c.Call.LatestEventId)).Select(c => Call(opened, c, seen, at))],
            Exhibits(report, book, seen, at, asOf is null ? opened.Held : new HashSet<string>()),
            [.. (caller.IsPrincipalStaff ? report.Findings : report.FindingsTo(caller.Holder, book, all)).Select(FindingView.Of)],
            [.. report.Contradictions.Where(c => caller.IsPrincipalStaff || c.Because.Any(seen.Sees)).Select(ContradictionView.Of)]);
    }

    private static ConsumerView Consumer(OpenedDossier opened, DossierReport report, Book book, Caller caller, Instant? asOf, Instant now)
    {
        var kind = report.Dossier.Facts.LastOrDefault(f => f.Fact.Person?.Kind is not null)?.Fact.Person!.Kind ?? PersonKind.Unknown;
        // A name may have come from another party's upload; the number is what an agency had to know to find this dossier.
        var card = caller.IsPrincipalStaff && !opened.IsRestricted ? opened.Card : null;
        var phone = opened.IsRestricted ? null : opened.Card?.Phone;
        // By all that is known now, also where it is asked how things stood: the number of an old call is not to be had by asking as of then, or before it.
        var masked = phone is not null && NumberTerm.Masks(asOf is null ? report.Dossier : DossierAsKnown.Of(opened.Whole, now), now);
        var names = (card?.Names ?? []).Where(n => asOf is not { } then || WasTold(n, opened, then)).ToList();
        var term = caller.IsPrincipalStaff && !opened.IsErased ? ConsumerTerm.Of(report, book.PolicyOn(Amsterdam.DateOf(report.EvaluatedAt), report.EvaluatedAt).Retention) : null;
        // What was asked for must be there to be answered.
        var waits = asOf is null && term?.KeepUntil < now && opened.HasOpenRequest;
        return new ConsumerView(
            opened.Dossier.Consumer, masked ? NumberTerm.Mask(phone!) : phone, masked ? NumberTerm.Masked : null, asOf is null ? card?.Name : names.LastOrDefault()?.Value,
            [.. names.Select(n => new NameView(n.Value, n.Since, n.Last is { } last && !(last > asOf) ? last : n.Last is null ? n.Since : asOf!.Value))],
            System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString()), opened.IsErased, opened.IsRestricted,
            waits ? null : term?.KeepUntil, waits ? RetentionTexts.Asked : term is not null ? RetentionTexts.Of(term.Term) : opened.ExpiredAt is not null ? RetentionTexts.Expired : null, opened.ExpiredAt);
    }

    // An older card holds for when a name was told, and not when it came: it was known where something of that time was, with which it may have come.
    private static bool WasTold(DatedValue name, OpenedDossier opened, Instant then)
    {
        if (name.RecordedAt is { } recordedAt) return recordedAt <= then && name.Since <= then;
        bool IsThen(Instant at) => name.Since <= at && at <= (name.Last ?? name.Since) && at <= then;
        return opened.Whole.Facts.Any(f => f.RecordedAt <= then && IsThen(f.OccurredAt)) || opened.Whole.Exhibits.Any(e => e.AnnouncedAt <= then && IsThen(e.Announced.OccurredAt));
    }

    private static CallView Call(OpenedDossier opened, JudgedCall judged, Seen seen, Instant at)
    {
        // How others corrected it is theirs to tell.
        var (j, call) = (judged.Judgement, seen.Sees(judged.Call.LatestEventId) ? (CallAttempted)judged.Call.Fact : null);
        return new CallView(
            opened.RefOf(judged.Call.EventId), judged.Call.EventId, judged.Call.OccurredAt, j.Permission, j.Conduct, j.Basis, j.Proof, j.EffectiveNature, j.ChangesAt,
            call?.Clearance is { } cited ? Clearance(opened.Dossier, cited, at) : null, call is null ? null : Brand(opened, judged.Call, call), [.. j.Findings.Select(FindingView.Of)]);
    }

    private static CitedClearanceView Clearance(Dossier dossier, string id, Instant at) => dossier.Clearances.TryGetValue(id, out var given) && given.RecordedAt <= at
        ? new(id, ClearanceView.Word(given.Clear), given.DecidedAt)
        : new(id, null, null);

    private static BrandView? Brand(OpenedDossier opened, KnownFact known, CallAttempted call)
    {
        if (call.PresentedViaRcs is not { } shown) return null;
        var annex = opened.AnnexOf(known.LatestEventId) is { Corrected: { } corrected } ? corrected : opened.AnnexOf(known.LatestEventId);
        return new(shown, annex?.Brand, annex?.BrandReason);
    }

    private static IReadOnlyList<ExhibitView> Exhibits(DossierReport report, Book book, Seen seen, Instant at, IReadOnlySet<string> held)
    {
        var policy = book.PolicyOn(Amsterdam.DateOf(at), at).Retention;
        return [.. report.Dossier.Exhibits.Where(e => seen.Sees(e.Exhibit)).Select(e => new ExhibitView(
            e.Exhibit.Id, e.Exhibit.Announced.Kind, e.State == ExhibitState.Stored && held.Contains(e.Exhibit.Id) ? ExhibitState.Held : e.State, e.Exhibit.Announced.Sha256, ExhibitTerm.Of(e, report, policy).DeleteAfter))];
    }

    /// <summary>What of a dossier a caller may see.</summary>
    private sealed class Seen
    {
        private readonly Caller _caller;
        private readonly HashSet<Guid> _own;

        public Seen(Caller caller, OpenedDossier opened)
        {
            _caller = caller;
            _own = [.. opened.Dossier.Facts.Where(f => caller.IsPrincipalStaff || f.Fact.UploadedBy == caller.Holder).Select(f => f.EventId)];
        }

        public bool Sees(Guid eventId) => _own.Contains(eventId);

        public bool Sees(Domain.Exhibits.Exhibit exhibit) => _caller.IsPrincipalStaff || exhibit.Announced.UploadedBy == _caller.Holder;
    }
}
