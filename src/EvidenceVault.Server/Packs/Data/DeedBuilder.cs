using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;

namespace EvidenceVault.Server.Packs.Data;

/// <summary>What else the person and others did: withdrawals, objections, relationships, requests, messages.</summary>
public static class DeedBuilder
{
    public static IReadOnlyList<ObjectionData> Objections(PackInput input) =>
        [.. input.Dossier.Facts.Select(f => Objection(input, f)).OfType<ObjectionData>()];

    public static IReadOnlyList<RelationshipData> Relationships(PackInput input) => [.. input.Dossier.Facts.Select(f => f.Fact switch
    {
        RelationshipStarted r => new RelationshipData(f.EventId, false, r.OccurredAt, f.FirstRecordedAt, r.Party, r.As, r.Products, r.NoticeAtCollection),
        RelationshipEnded r => new RelationshipData(f.EventId, true, r.OccurredAt, f.FirstRecordedAt, r.Party, r.As, r.Products, r.NoticeAtCollection),
        _ => null,
    }).OfType<RelationshipData>()];

    public static IReadOnlyList<CallbackData> Callbacks(PackInput input) =>
        [.. input.Dossier.Facts.Where(f => f.Fact is CallbackRequested).Select(f => (f, c: (CallbackRequested)f.Fact)).Select(x => new CallbackData(
            x.f.EventId, x.c.OccurredAt, x.f.FirstRecordedAt, x.c.Party, x.c.Via, x.c.Products, x.f.Call?.EventId, input.ExhibitsOf(x.f)))];

    public static IReadOnlyList<MessageData> Messages(PackInput input) => [.. input.Dossier.Facts.Select(f =>
    {
        MessageData Message(MessageKind kind, ComplaintSubject? about, string? via, bool hasText) => new(
            f.EventId, kind, f.OccurredAt, f.FirstRecordedAt, f.Fact.Party, about, via, f.Call?.EventId, f.Consent?.EventId, hasText ? input.AnnexOf(f)?.Text : null);
        return f.Fact switch
        {
            ComplaintReceived c => Message(MessageKind.Complaint, c.About, c.Via, hasText: true),
            ComplimentReceived c => Message(MessageKind.Compliment, c.About, c.Via, hasText: true),
            ConsentProofRequested => Message(MessageKind.ProofRequested, null, null, hasText: false),
            ConsentProofProvided => Message(MessageKind.ProofProvided, null, null, hasText: false),
            _ => null,
        };
    }).OfType<MessageData>()];

    private static ObjectionData? Objection(PackInput input, KnownFact known)
    {
        var annex = known.Fact is ConsentWithdrawn or ObjectionRegistered ? input.AnnexOf(known) : null;
        return known.Fact switch
        {
            ConsentWithdrawn w => new(
                known.EventId, annex?.Ref, true, w.OccurredAt, known.FirstRecordedAt, w.Party, w.Via, w.ScopeProducts, known.Consent?.EventId, null, input.NoteOf(annex)),
            ObjectionRegistered o => new(
                known.EventId, annex?.Ref, false, o.OccurredAt, known.FirstRecordedAt, o.Party, o.Via, o.ScopeProducts, null, known.Call?.EventId, input.NoteOf(annex)),
            _ => null,
        };
    }
}
