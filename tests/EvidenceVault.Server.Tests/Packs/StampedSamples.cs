using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using EvidenceVault.Server.Packs.Data;
using EvidenceVault.Server.Packs.Pages;
using EvidenceVault.Server.Packs.Proofs;
using EvidenceVault.Server.Tests.Ledger;
using EvidenceVault.Verification.Ledger;

namespace EvidenceVault.Server.Tests.Packs;

/// <summary>The sample, over a checkpoint that witnesses cosigned and authorities stamped, or that says they did.</summary>
internal sealed class StampedSamples(SamplePack sample)
{
    private readonly ReadPack _pack = new("sample", sample.Pdf, null);
    private readonly NoteSigner _witness = new("witness.example/one", NoteSignatureKind.Cosignature, new byte[32]);

    /// <summary>Adds them to what is checked.</summary>
    public async Task AddTo(CheckedPacks packs, TimestampAuthority? authority)
    {
        var (keys, text) = ($"{sample.Key}\n{_witness.Key.Text}", Note.Text);
        var cosigned = _witness.Sign(text, 1_790_000_000);
        await packs.Add("cosigned", keys, [("by a witness", With(cosigned)), ("by nobody", sample.Pdf), ("with another time", With(cosigned with { Bytes = [.. cosigned.Bytes[..7], (byte)(cosigned.Bytes[7] ^ 1), .. cosigned.Bytes[8..]] }))]);
        if (authority is null) return;
        using var stranger = await TimestampAuthority.StartAsync(LedgerLook.FreePort());
        var token = await Stamp(authority, NoteTimestamp.Stamped(text));
        (string, byte[])[] stamped =
        [
            ("as it was stamped", With(Line(token))),
            ("with a timestamp whose signature was changed", With(Line([.. token[..^20], (byte)(token[^20] ^ 1), .. token[^19..]]))),
            ("with a timestamp of something else", With(Line(await Stamp(authority, [1, 2, 3])))),
            ("with something that is no timestamp", With(Line([1, 2, 3]))),
            ("with a timestamp and more behind it", With(Line([.. token, 0]))),
            ("twice", With(Line(token), NoteTimestamp.Of("stranger.example", await Stamp(stranger, NoteTimestamp.Stamped(text))))),
        ];
        await packs.Add("stamped", sample.Key, stamped);
        await packs.Add("stamped, trusted", sample.Key, [.. stamped, ("not stamped", sample.Pdf)], stamps: await File.ReadAllTextAsync(authority.Root));
    }

    private SignedNote Note => SignedNote.Parse(System.Text.Encoding.UTF8.GetString(_pack.Files["proofs/checkpoint"]));

    private static NoteSignature Line(byte[] token) => NoteTimestamp.Of("tsa.example", token);

    private byte[] With(params NoteSignature[] more)
    {
        var data = PackData.FromJson(_pack.Files["pack.json"]);
        var (proofs, note) = (_pack.Proofs(data), more.Aggregate(Note, (n, s) => n.With(s)));
        return PackFile.Of(data, new PackProofs(note, proofs.Keys, [.. proofs.Events.Select(e => e with { Proof = e.Proof with { Note = note } })])).Content;
    }

    /// <summary>A timestamp.</summary>
    public static async Task<byte[]> Stamp(TimestampAuthority authority, byte[] content)
    {
        var request = Rfc3161TimestampRequest.CreateFromData(content, HashAlgorithmName.SHA256, requestSignerCertificates: true);
        using var client = new HttpClient();
        using var query = new ByteArrayContent(request.Encode());
        query.Headers.ContentType = new MediaTypeHeaderValue("application/timestamp-query");
        using var answer = await client.PostAsync(new Uri(authority.Address), query);
        return request.ProcessResponse(await answer.Content.ReadAsByteArrayAsync(), out _).AsSignedCms().Encode();
    }
}
