using System.Collections.Frozen;
using NodaTime;

namespace EvidenceVault.Domain.Books;

/// <summary>The numbers that the principal or a party was registered to call from, from some instant on until the next such registration.</summary>
/// <param name="Macs">Their keyed hashes (hex) under the principal's key, as in <see cref="Dossiers.Facts.CallAttempted.CallerNumberMac"/>.</param>
/// <param name="RecordedAt">When the vault recorded them: from then on they are the ones registered.</param>
/// <param name="EventId">The event they came with.</param>
public sealed record CallerNumbers(FrozenSet<string> Macs, Instant RecordedAt, Guid EventId);
