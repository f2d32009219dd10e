using EvidenceVault.Domain.Exhibits;
using EvidenceVault.Server.Access;
using EvidenceVault.Server.Hosting;

namespace EvidenceVault.Server.Exhibits;

/// <summary>Whose exhibits a caller may see, and what it is told about the others.</summary>
public static class ExhibitAccess
{
    /// <summary>What is announced nowhere and what is not the caller's are the same to it.</summary>
    public static readonly Problem NotFound = new(
        StatusCodes.Status404NotFound, ProblemCodes.NotFound, "No such exhibit. Announce it first, with PUT on this address without /content.");

    /// <summary>The principal's staff see all of its exhibits, an agency those it uploaded.</summary>
    public static bool MaySee(this Caller caller, string principal, Exhibit exhibit) =>
        (caller.Principal is null || caller.Principal == principal)
        && (caller.IsPrincipalStaff || (caller.Party is not null && exhibit.Announced.UploadedBy == caller.Holder));
}
