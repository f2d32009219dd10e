using EvidenceVault.Server.Packs.Pages;

namespace EvidenceVault.Server.Tests.Packs;

/// <summary>What a server does before anyone asks it for a pack.</summary>
public sealed class WarmUpTests
{
    [Fact]
    public void the_invented_dossier_can_be_set_like_any_other() => Should.NotThrow(WarmUp.Run);
}
