using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging;
using EvidenceVault.Domain.Retention;
using NodaTime;

namespace EvidenceVault.Server.Packs.Data;

/// <summary>The consents, oldest first, each with what was shown and how it was confirmed.</summary>
public static class ConsentBuilder
{
    public static IReadOnlyList<ConsentData> Build(PackInput input) => [.. input.Dossier.Grants.Select((g, i) => Of(input, g.Source, g.Fact, input.Report.Consents[i]))];

    private static ConsentData Of(PackInput input, KnownFact known, ConsentGranted g, ConsentState state)
    {
        var annex = input.AnnexOf(known);
        return new(
            known.EventId, annex?.Ref, g.OccurredAt, known.FirstRecordedAt, g.Party, g.UploadedBy, g.Campaign, g.Channel, g.Method, g.Products, g.Wording,
            Wording(input, g.Wording, g.OccurredAt), g.Capture, annex?.Place ?? g.Capture?.Place, g.ValidUntil, known.Call?.EventId, input.ExhibitsOf(known),
            [.. input.Dossier.Facts.Where(f => f.Consent == known).Select(f => Confirmation(input, f)).OfType<ConfirmationData>()],
            input.HasFindings ? new(state.State, state.VerifiedAt, state.WithdrawnAt, state.ValidUntil) : null,
            input.NoteOf(annex));
    }

    private static WordingData? Wording(PackInput input, string? reference, Instant shownAt)
    {
        if (input.BookAsKnown.WordingOn(reference, Amsterdam.DateOf(shownAt)) is not { Value: var w }) return null;
        List<Filed<WordingFiled>> versions = [.. input.BookAsKnown.WordingVersions(reference)];
        return new(
            w.Ref, [.. versions.Select(v => v.EventId)], w.Language, input.Texts.GetValueOrDefault(w.TextSha256), w.TextSha256,
            w.WithdrawalTextSha256 is { } hash ? input.Texts.GetValueOrDefault(hash) : null, w.Products, w.CallersNamed, w.Means, w.Place, w.FirstCallTerm,
            w.ConsentTerm, w.LiveFrom, w.LiveTo, versions[0].RecordedAt);
    }

    private static ConfirmationData? Confirmation(PackInput input, KnownFact known)
    {
        (ConfirmationStep Step, VerificationMethod Method, bool? Same, string? Wording)? step = known.Fact switch
        {
            ConsentVerificationRequested r => (ConfirmationStep.Requested, r.Method, r.SameNumber, r.Wording),
            ConsentVerified v => (ConfirmationStep.Confirmed, v.Method, v.SameNumber, null),
            ConsentVerificationRefused r => (ConfirmationStep.Refused, r.Method, r.SameNumber, null),
            _ => null,
        };
        if (step is not { } s) return null;
        var other = s.Same == false ? input.AnnexOf(known)?.Number : null;
        return new(
            known.EventId, s.Step, known.OccurredAt, known.FirstRecordedAt, known.Fact.Party, s.Method, s.Same, other is null ? null : NumberTerm.Ending(other),
            input.ExhibitsOf(known), Wording(input, s.Wording, known.OccurredAt), known.Call?.EventId);
    }
}
