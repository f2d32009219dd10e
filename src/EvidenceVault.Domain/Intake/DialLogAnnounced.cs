using NodaTime;

namespace EvidenceVault.Domain.Intake;

/// <summary>A dialler's count of the attempts it made on a day, so that gaps show: an event on the stream <c>dial-log/{party}/{year}</c>.</summary>
/// <param name="OccurredAt">When it was counted; where not stated, the end of that day in Europe/Amsterdam.</param>
/// <param name="Party">Whose dialler it was.</param>
/// <param name="UploadedBy">The holder of the uploading key.</param>
/// <param name="Campaign">The campaign; null: all of that day.</param>
/// <param name="Date">The local day.</param>
/// <param name="Attempts">How many attempts were made.</param>
/// <param name="Exhibits">The ids of exhibits that prove it; null: none.</param>
public sealed record DialLogAnnounced(
    Instant OccurredAt, string Party, string UploadedBy, string? Campaign, LocalDate Date, long Attempts, IReadOnlyList<string>? Exhibits = null);
