namespace EvidenceVault.Server.Store;

/// <summary>The names of the streams.</summary>
public static class Streams
{
    public static string Dossier(Guid consumer) => $"dossier/{consumer:N}";

    public static string Book(string principal) => $"book/{principal}";

    public static string Party(string party) => $"party/{party}";

    public static string Key(string key) => $"keys/{key}";

    public static string Exhibit(string exhibit) => $"exhibit/{exhibit}";

    public static string Hold(string hold) => $"hold/{hold}";

    public static string Erasure(Guid consumer) => $"erasure/{consumer:N}";

    public static string Inquiry(string inquiry) => $"inquiry/{inquiry}";

    public static string Pack(string pack) => $"pack/{pack}";

    public static string AccessRequest(string reference) => $"access-request/{reference}";

    public static string Access(NodaTime.LocalDate day, int lane) => $"access/{NodaTime.Text.LocalDatePattern.Iso.Format(day)}/{lane}";

    public static string DialLog(string party, int year) => $"dial-log/{party}/{year}";

    public static string Suppressions(string party) => $"suppression/{party}";

    public static string Clearances(string campaign, NodaTime.LocalDate day, int lane) => $"clearance/{campaign}/{NodaTime.Text.LocalDatePattern.Iso.Format(day)}/{lane}";
}
