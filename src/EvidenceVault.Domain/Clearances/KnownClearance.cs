using EvidenceVault.Domain.Dossiers.Facts;
using NodaTime;

namespace EvidenceVault.Domain.Clearances;

/// <summary>A decision whether a party might dial a number, as a call of a dossier cites it.</summary>
/// <param name="Id">The id that calls cite.</param>
/// <param name="EventId">The event of the decision.</param>
/// <param name="Party">The party that asked.</param>
/// <param name="Campaign">The campaign it was asked for; null: none.</param>
/// <param name="Means">The means of calling it was asked for.</param>
/// <param name="Clear">Whether it said clear; else it said block.</param>
/// <param name="DecidedAt">When it was decided.</param>
/// <param name="RecheckAfter">When it no longer holds: a call that begins then or later needs another one.</param>
/// <param name="SameNumber">Whether it was asked for a number of this dossier's consumer.</param>
/// <param name="RecordedAt">When the vault recorded it.</param>
public sealed record KnownClearance(
    string Id,
    Guid EventId,
    string Party,
    string? Campaign,
    CallMeans Means,
    bool Clear,
    Instant DecidedAt,
    Instant RecheckAfter,
    bool SameNumber,
    Instant RecordedAt);
