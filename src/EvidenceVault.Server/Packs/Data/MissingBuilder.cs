using EvidenceVault.Domain.Exhibits;

namespace EvidenceVault.Server.Packs.Data;

/// <summary>Looks for what should be there and is not.</summary>
public static class MissingBuilder
{
    public static IReadOnlyList<MissingData> Build(
        PackInput input, IReadOnlyList<ConsentData> consents, IReadOnlyList<CallData> calls, IReadOnlyList<ExhibitData> exhibits, IReadOnlyList<PartyData> parties)
    {
        var there = exhibits.Where(e => e.State != ExhibitState.Awaited).ToDictionary(e => e.Id, StringComparer.Ordinal);
        var announced = exhibits.Select(e => e.Id).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. consents.Where(c => c.Wording is null).Select(c => new MissingData(MissingCode.WordingMissing, c.EventId, c.WordingRef)),
            .. consents.Where(c => !c.Exhibits.Any(e => Is(e, ExhibitPurpose.Consent))).Select(c => new MissingData(MissingCode.CaptureMissing, c.EventId, null)),
            .. consents.SelectMany(c => c.Confirmations)
                .Where(c => c.Step == ConfirmationStep.Confirmed && c.Party != Domain.Dossiers.VaultItself.Slug && !c.Exhibits.Any(e => Is(e, ExhibitPurpose.Verification)))
                .Where(c => !exhibits.Any(e => e.State != ExhibitState.Awaited && e.Purposes.Contains(ExhibitPurpose.Verification) && ProvesAnswer(e, c, consents)))
                .Select(c => new MissingData(MissingCode.ConfirmationMissing, c.EventId, null)),
            .. calls.Where(c => c.Recorded == true && !c.Exhibits.Any(e => there.TryGetValue(e, out var found) && found.Kind == ExhibitKind.Voicelog))
                .Select(c => new MissingData(MissingCode.RecordingMissing, c.EventId, null)),
            .. exhibits.Where(e => e.State == ExhibitState.Awaited).Select(e => new MissingData(MissingCode.ExhibitAwaited, e.EventId, e.Id)),
            .. input.Dossier.Facts.SelectMany(f => (f.Fact.Exhibits ?? []).Where(e => !announced.Contains(e)).Select(e => new MissingData(MissingCode.ExhibitUnknown, f.EventId, e))),
            .. input.Dossier.Unresolved.Select(u => new MissingData(MissingCode.ReferenceUnresolved, u.From, u.Field)),
            .. parties.Where(p => p.Name is null).Select(p => new MissingData(MissingCode.PartyUnknown, null, p.Slug)),
        ];

        bool Is(string exhibit, ExhibitPurpose purpose) => there.TryGetValue(exhibit, out var found) && found.Purposes.Contains(purpose);
    }

    private static bool ProvesAnswer(ExhibitData exhibit, ConfirmationData answer, IReadOnlyList<ConsentData> consents) =>
        (exhibit.Call is not null && exhibit.Call == answer.Call)
        || (exhibit.Consent is { } consent && consents.Any(c => c.EventId == consent && c.Confirmations.Contains(answer)));
}
