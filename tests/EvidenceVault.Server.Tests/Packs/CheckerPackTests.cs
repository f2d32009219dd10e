using System.Text.Json;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Ledger;
using EvidenceVault.Verification.Ledger;

namespace EvidenceVault.Server.Tests.Packs;

/// <summary>
/// The page that checks proofs, of packs: what <c>vault verify</c> says of one, it says too, in the same words (<c>ops/pages/check-packs.mjs</c>). The changes are
/// those that <see cref="VerifyPackTests"/> makes.
/// </summary>
public sealed class CheckerPackTests(SamplePack sample) : IClassFixture<SamplePack>
{
    private const int RandomChanges = 150;

    [Fact]
    public async Task the_page_says_of_every_pack_what_the_command_line_says()
    {
        using var packs = new CheckedPacks();
        var changes = PackDataChanges.All.Select(c => (Name: c.Key, c.Value.Kind, Pdf: sample.WithData(c.Value.Change)))
            .Concat(PackFileChanges.All.Select(c => (Name: c.Key, c.Value.Kind, Pdf: c.Value.Change(sample)))).ToList();
        var said = await packs.Add("changed", sample.Key, [("as it was made", sample.Pdf), ("with the same files", sample.With(sample.Files)), .. changes.Select(c => (c.Name, c.Pdf)), .. Damaged()]);
        foreach (var (name, kind, _) in changes) CheckedPacks.Kinds(said[name]).ShouldContain(kind, name);
        await packs.Add("by another key", new NoteSigner(NoteKey.Parse(sample.Key).Name, NoteSignatureKind.Plain, new byte[32]).Key.Text, [("as it was made", sample.Pdf)]);
        using var authority = TimestampAuthority.IsPossible ? await TimestampAuthority.StartAsync(LedgerLook.FreePort()) : null;
        using (var seals = new SealedSamples(sample)) await seals.AddTo(packs, authority);
        await new StampedSamples(sample).AddTo(packs, authority);
        await PageScript.Run("check-packs.mjs", JsonSerializer.Serialize(new { url = (await VaultHost.SharedAsync()).Address.ToString().TrimEnd('/'), folder = packs.Folder }));
    }

    // Bytes that are others, among them those of the tables at the end, where most of what is read stands.
    private IEnumerable<(string Name, byte[] Pdf)> Damaged()
    {
        var random = new Random(8);
        var small = sample.With(sample.Files.Where(f => f.Key is "pack.json" or "proofs/checkpoint" or "keys.json").Append(sample.Files.First(f => f.Key == sample.Proof("call.attempted"))));
        for (var i = 0; i < RandomChanges; i++)
        {
            var bytes = (byte[])small.Clone();
            for (var n = random.Next(1, 4); n > 0; n--) bytes[random.Next(2) == 0 ? random.Next(bytes.Length) : Math.Max(0, bytes.Length - 1 - random.Next(2_000))] = (byte)random.Next(256);
            yield return ($"damage {i}", bytes[..(random.Next(8) == 0 ? random.Next(bytes.Length) : bytes.Length)]);
        }
    }
}
