using System.Net;
using System.Text;
using EvidenceVault.Pdf.Sealing;
using EvidenceVault.Server.Tests.Infrastructure;

namespace EvidenceVault.Server.Tests.Packs;

/// <summary><c>vault verify</c> of countersigned packs: whatever is done to one, or done together with a countersignature, is named.</summary>
public sealed class VerifyCountersignedPackTests(VerifyCountersignedPackTests.Countersigned pack) : IClassFixture<VerifyCountersignedPackTests.Countersigned>
{
    /// <summary>What an update may do beside countersigning, by name.</summary>
    private static readonly Dictionary<string, Action<HandmadeUpdate>> Updates = new(StringComparer.Ordinal)
    {
        ["it replaces a page"] = u => u.With(u.Page, "<</Type/Page/MediaBox[0 0 10 10]>>"),
        ["it replaces the catalogue, and so what is attached"] = u => u.With(u.Root, $"<</Type/Catalog/Pages {u.Pages} 0 R>>"),
        ["it replaces what the document says of itself"] = u => u.With(u.Info, "<</Title(Another)>>"),
        ["it brings another catalogue"] = u => u.With(u.Size + 2, $"<</Type/Catalog/Pages {u.Pages} 0 R>>").Root = u.Size + 2,
        ["it brings an object that nothing leads to"] = u => u.With(u.Size + 2, "<</Type/Page>>"),
        ["it makes the field visible"] = u => u.Rectangle = "[0 0 500 500]",
        ["it gives the field a look"] = u => u.MoreInField = "/AP<</N 3 0 R>>",
        ["it lets the field do something"] = u => u.MoreInField = "/A<</S/URI/URI(https://evil.example)>>",
        ["its signature says more than one does"] = u => u.MoreInSignature = "/Reference[<</Type/SigRef/TransformMethod/FieldMDP>>]",
        ["something stands between its objects"] = u => u.Between = "3 0 obj\n<</Type/Page>>\nendobj\n",
        ["something stands behind its end"] = u => u.Behind = "3 0 obj\n<</Type/Page>>\nendobj\n",
        ["its table says more than one does"] = u => u.MoreInTable = "/XRefStm 9",
    };

    public static TheoryData<string> Names => [.. Updates.Keys];

    [Fact]
    public async Task an_update_by_hand_that_countersigns_and_does_nothing_else_is_good()
    {
        var (code, output) = await pack.Host.Verify(new HandmadeUpdate(pack.Before).Sign(pack.Signer), "--countersigner", pack.Host.Pem("bram"));
        code.ShouldBe(0, output);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task an_update_that_does_more_than_to_countersign_is_named(string what)
    {
        var update = new HandmadeUpdate(pack.Before);
        Updates[what](update);
        await pack.Host.ShouldName(update.Sign(pack.Signer), "updated");
    }

    [Fact]
    public async Task whatever_is_changed_in_either_revision_shows()
    {
        var sealedPart = (byte[])pack.After.Clone();
        sealedPart[3_000] ^= 1;
        await pack.Host.ShouldName(sealedPart, "seal-broken");
        var when = Encoding.Latin1.GetString(pack.After).LastIndexOf("/M(D:20", StringComparison.Ordinal) + "/M(D:20".Length;
        await pack.Host.ShouldName(Changed(when, (byte)'9'), "countersignature-broken");
        var signature = SignatureInPdf.In(pack.After)[1];
        await pack.Host.ShouldName(signature.Put(pack.After, [0x30, 0x00]), "countersignature-broken");
        await pack.Host.ShouldName(signature.Put(pack.After, SignatureInPdf.In(pack.After)[0].Encoded), "countersignature-broken");
        await pack.Host.ShouldName([.. pack.After, (byte)'\n'], "updated");
        await pack.Host.ShouldName(pack.After[..^1], "updated");
    }

    [Fact]
    public async Task whose_the_countersignature_is_is_held_against_those_who_are_trusted()
    {
        await pack.Host.ShouldName(pack.After, "countersignature-not-trusted", "--countersigner", pack.Host.Pem("carla"));
        await pack.Host.ShouldName(pack.Before, "countersignature-missing", "--countersigner", pack.Host.Pem("bram"));
        await pack.Host.ShouldName(pack.After, "seal-not-trusted", "--seal", pack.Host.Pem("bram"));
        (await pack.Host.Verify(pack.After, "--seal", pack.Host.Pem("seal"))).Code.ShouldBe(0);
        using var own = new MemoryStream();
        own.Write(pack.Before);
        PdfSeal.Countersign(own, pack.Host.Signer("seal").Signer, DateTimeOffset.UnixEpoch, "Countersignature");
        await pack.Host.ShouldName(own.ToArray(), "countersignature-same");
    }

    [Fact]
    public async Task a_second_update_or_one_of_a_file_without_a_seal_is_named()
    {
        var text = Encoding.Latin1.GetString(pack.After);
        var table = text[(text.LastIndexOf("startxref\n", StringComparison.Ordinal) + "startxref\n".Length)..].Split('\n')[0];
        var twice = Encoding.Latin1.GetBytes($"90000 0 obj\n<</Type/XRef/Size 90001/Index[90000 0]/W[1 4 2]/Root {new HandmadeUpdate(pack.Before).Root} 0 R/Prev {table}/Length 0>>\nstream\n\nendstream\nendobj\nstartxref\n{pack.After.Length}\n%%EOF\n");
        await pack.Host.ShouldName([.. pack.After, .. twice], "updated");
        await pack.Host.ShouldName(pack.Before[..^"%%EOF\n".Length], "seal-not-whole");
    }

    private byte[] Changed(int at, byte value)
    {
        var changed = (byte[])pack.After.Clone();
        changed[at] = value;
        return changed;
    }

    /// <summary>A pack as it was sealed, and as it was countersigned.</summary>
    public sealed class Countersigned : IAsyncLifetime
    {
        public CountersignHost Host { get; } = new();

        public byte[] Before { get; private set; } = [];

        public byte[] After { get; private set; } = [];

        public SealSigner Signer => Host.Signer("bram").Signer;

        public async ValueTask InitializeAsync()
        {
            await Host.InitializeAsync();
            var id = await Host.Pack();
            Before = await Host.Download(id);
            await Host.Countersign(Host.Base.Bram, id).Expect(HttpStatusCode.OK);
            After = await Host.Download(id);
        }

        public ValueTask DisposeAsync() => Host.DisposeAsync();
    }
}
