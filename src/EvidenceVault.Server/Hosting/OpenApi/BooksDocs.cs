namespace EvidenceVault.Server.Hosting.OpenApi;

/// <summary>Describes the setting up.</summary>
public static class BooksDocs
{
    public const string Tag = "Setting up";

    public static IReadOnlyList<OperationDoc> Operations { get; } =
    [
        .. PartyDocs.Operations,
        .. MandateDocs.Operations,
        .. WordingDocs.Operations,
        .. PolicyDocs.Operations,
    ];
}
