using EvidenceVault.Server.Hosting;
using EvidenceVault.Verification.Ledger;

namespace EvidenceVault.Server.Tests.Ledger;

/// <summary>The settings of witnesses and timestamp authorities.</summary>
public sealed class LedgerSettingsTests
{
    private const string Name = "witness.example/one";

    [Fact]
    public void settings_that_name_no_witness_or_authority_are_told()
    {
        var good = new VaultSettings { OperatorKey = new string('x', 32), KeyFile = "kek.key" };
        good.Fault().ShouldBeNull();
        var (witness, ledger) = (new NoteSigner(Name, NoteSignatureKind.Cosignature, new byte[32]).Key.Text, new NoteSigner(Name, NoteSignatureKind.Plain, new byte[32]).Key.Text);
        (good with { Witnesses = [new() { Key = witness, Url = "https://witness.example" }], TimestampAuthorities = [new() { Url = "http://tsa.example" }] }).Fault().ShouldBeNull();
        foreach (var wrong in new[]
        {
            good with { Witnesses = [new() { Key = "x" }] },
            good with { Witnesses = [new() { Key = ledger }] },
            good with { Witnesses = [new() { Key = witness, Url = "ftp://witness.example" }] },
            good with { Witnesses = [new() { Key = witness }, new() { Key = witness }] },
            good with { Witnesses = [new() { Key = witness }], WitnessQuorum = 2 },
            good with { WitnessSeconds = 0 },
        }) wrong.Fault()!.ShouldStartWith("Vault__Witness");
        foreach (var wrong in new[]
        {
            good with { TimestampAuthorities = [new() { Url = "tsa.example" }] },
            good with { TimestampAuthorities = [new() { Url = "http://tsa.example", Name = "a name" }] },
            good with { TimestampAuthorities = [new() { Url = "http://tsa.example/1" }, new() { Url = "http://tsa.example/2" }] },
            good with { TimestampSeconds = 0 },
        }) wrong.Fault()!.ShouldStartWith("Vault__Timestamp");
    }
}
