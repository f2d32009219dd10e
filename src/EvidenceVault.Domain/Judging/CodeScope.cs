namespace EvidenceVault.Domain.Judging;

/// <summary>
/// The calls that rules on when, how often and from which number to call are about: outbound commercial, charitable or ideological attempts to Dutch
/// numbers of natural persons, that nobody asked for.
/// </summary>
internal static class CodeScope
{
    internal static bool Covers(CallContext call, BasisCase basis) =>
        call.NeedsBasis && call.IsToNaturalPerson && !call.Dossier.HasForeignNumber && !basis.IsRequestedCallback;
}
