using EvidenceVault.Domain.Dossiers.Facts;

namespace EvidenceVault.Domain.Dossiers;

/// <summary>Which other facts each kind of fact refers to.</summary>
internal static class References
{
    internal static (FactRef? Consent, FactRef? Call, FactRef? ReliesOn) Of(Fact fact) => fact switch
    {
        CallAttempted c => (null, null, c.ReliesOn?.Ref),
        ConsentGranted g => (null, g.Call, null),
        ConsentVerificationRequested r => (r.Consent, r.Call, null),
        ConsentVerified v => (v.Consent, v.Call, null),
        ConsentVerificationRefused r => (r.Consent, r.Call, null),
        ConsentWithdrawn w => (w.Consent, null, null),
        ConsentProofRequested p => (p.Consent, null, null),
        ConsentProofProvided p => (p.Consent, null, null),
        ObjectionRegistered o => (null, o.Call, null),
        CallbackRequested c => (null, c.Call, null),
        SaleAccepted s => (null, s.Call, null),
        ContractPerformed p => (null, p.Call, null),
        ComplaintReceived c => (null, c.Call, null),
        ComplimentReceived c => (null, c.Call, null),
        MonitoringRecorded m => (null, m.Call, null),
        _ => default,
    };
}
