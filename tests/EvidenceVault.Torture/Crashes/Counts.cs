namespace EvidenceVault.Torture.Crashes;

/// <summary>What clients met with.</summary>
internal sealed class Counts
{
    public int Deeds;
    public int Requests;
    public int ConnectionsLost;
    public int Unanswered;
    public int UnavailableWhileDown;
    public int UnavailableOtherwise;
    public int ItemsUnavailable;
    public int UploadsBroken;
    public int UploadsCutByClient;
    public int ContentsBroken;
    public int InternalErrors;

    /// <summary>Uploads and contents on their way at this moment.</summary>
    public int UploadsNow;
    public int ContentsNow;
}
