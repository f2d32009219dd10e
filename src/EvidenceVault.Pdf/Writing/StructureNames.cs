namespace EvidenceVault.Pdf.Writing;

/// <summary>The names of the structure types, made once.</summary>
internal static class StructureNames
{
    private static readonly string[] Names = Enum.GetNames<StructureRole>();

    public static string Of(StructureRole role) => Names[(int)role];
}
