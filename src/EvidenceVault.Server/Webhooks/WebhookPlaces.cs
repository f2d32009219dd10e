namespace EvidenceVault.Server.Webhooks;

/// <summary>How many webhooks a server sends to at the same time.</summary>
/// <param name="AtOnce">So many.</param>
public sealed record WebhookPlaces(int AtOnce = 200);
