namespace EvidenceVault.Verification.Packs;

/// <summary>Something in a pack that is not as it should be.</summary>
/// <param name="Kind">What kind of thing: a stable word.</param>
/// <param name="Detail">What is wrong, for a person.</param>
/// <param name="EventId">Which event, where it is about one.</param>
public sealed record PackFault(string Kind, string Detail, Guid? EventId = null);
