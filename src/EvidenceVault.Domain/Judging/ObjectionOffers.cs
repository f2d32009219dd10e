using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;

namespace EvidenceVault.Domain.Judging;

/// <summary>
/// In which conversations that rely on a basis the right to object was not offered. A conversation that declares no basis is on the one it is found to
/// rest on; it is found to rest on one that asks for that offer only where the offer was made. So those that declare one are all that count here.
/// </summary>
internal sealed class ObjectionOffers
{
    private readonly (KnownFact? NotOffered, KnownFact? Unknown)[] _first = new (KnownFact?, KnownFact?)[Enum.GetValues<Basis>().Length];

    internal ObjectionOffers(DossierAsKnown dossier)
    {
        foreach (var (known, call) in dossier.Calls)
            if (call is { Direction: CallDirection.Outbound, ReliesOn.Basis: var basis } && Conversation.Is(call))
                Note(ref _first[(int)basis], known, call);
    }

    /// <summary>The first conversation on a basis, up to this call, in which it was not offered, and the first in which that is not known.</summary>
    internal (KnownFact? NotOffered, KnownFact? Unknown) UpTo(CallContext call, Basis basis)
    {
        var (notOffered, unknown) = _first[(int)basis];
        var first = (NotOffered: Before(notOffered, call), Unknown: Before(unknown, call));
        if (Conversation.Is(call.Call))
            Note(ref first, call.Known, call.Call);
        return first;
    }

    private static KnownFact? Before(KnownFact? conversation, CallContext call) => conversation?.OccurredAt < call.Start ? conversation : null;

    private static void Note(ref (KnownFact? NotOffered, KnownFact? Unknown) first, KnownFact known, CallAttempted call)
    {
        if (call.ObjectionOffer is ObjectionOffer.TapedReferral or ObjectionOffer.None)
            first.NotOffered ??= known;
        else if (call.ObjectionOffer is null)
            first.Unknown ??= known;
    }
}
