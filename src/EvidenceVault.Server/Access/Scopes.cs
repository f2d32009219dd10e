using System.Collections.Frozen;

namespace EvidenceVault.Server.Access;

/// <summary>What a key may do.</summary>
public static class Scopes
{
    public const string SetupWrite = "setup:write";
    public const string EvidenceWrite = "evidence:write";
    public const string EvidenceRead = "evidence:read";
    public const string ClearanceRequest = "clearance:request";
    public const string ExhibitListen = "exhibit:listen";
    public const string PackCreate = "pack:create";
    public const string CaseManage = "case:manage";
    public const string HoldManage = "hold:manage";
    public const string HoldRelease = "hold:release";
    public const string ErasureApprove = "erasure:approve";

    /// <summary>All scopes, which is what a principal's own key may have.</summary>
    public static readonly FrozenSet<string> OfPrincipal = FrozenSet.ToFrozenSet(
    [
        SetupWrite, EvidenceWrite, EvidenceRead, ClearanceRequest, ExhibitListen, PackCreate, CaseManage, HoldManage, HoldRelease, ErasureApprove,
    ]);

    /// <summary>By which a second person decides.</summary>
    public static readonly FrozenSet<string> OfSecondPerson = FrozenSet.ToFrozenSet([HoldRelease, ErasureApprove]);

    /// <summary>What an agency's key may have at most.</summary>
    public static readonly FrozenSet<string> OfParty = FrozenSet.ToFrozenSet([EvidenceWrite, EvidenceRead, ClearanceRequest, ExhibitListen]);
}
