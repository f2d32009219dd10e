using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EvidenceVault.Pdf;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Packs.Campaigns.Data;
using EvidenceVault.Server.Packs.Campaigns.Pages;
using EvidenceVault.Server.Packs.Proofs;
using EvidenceVault.Server.Packs.Sealing;
using NodaTime;

namespace EvidenceVault.Server.Packs.Campaigns.Volumes;

/// <summary>A volume while it is written: its pages, then what is attached, then its seal, all to disk.</summary>
public sealed class VolumeFile : IDisposable
{
    private readonly FileStream _file = TemporaryFiles.OpenStream();
    private readonly PackSeal? _seal;

    /// <summary>Begins one.</summary>
    /// <param name="context">What its pages are set from.</param>
    /// <param name="seal">What it is sealed with; null: nothing.</param>
    public VolumeFile(CampaignContext context, PackSeal? seal)
    {
        _seal = seal;
        var data = context.Data;
        Document = PdfDocument.Create(
            _file,
            new DocumentInfo(CampaignCover.Title(context), data.Principal.Name, CampaignCover.Subject(context), data.AsOf.ToDateTimeOffset())
            {
                Locale = context.T.IsDutch ? DocumentLocale.Dutch : DocumentLocale.English,
                Producer = $"Evidence Vault {data.Software}",
            },
            sealCapacity: seal?.Capacity ?? 0);
    }

    /// <summary>Its pages.</summary>
    public PdfDocument Document { get; }

    /// <summary>Attaches its data, its table and its proofs, ends and seals it.</summary>
    public async Task<VolumeWritten> Finish(CampaignContext context, VolumeCalls calls, VolumeProof proof, PackCheckpoint checkpoint, PackSealing sealing, CancellationToken ct)
    {
        var t = context.T;
        using (var json = calls.ToJson(context.Data))
            Document.Attach(new Attachment("pack.json", "application/json", t["De gegevens waaruit de bladzijden zijn gezet", "The data that the pages were set from"], AttachmentRelationship.Source), json);
        Document.Attach(new Attachment("calls.csv", "text/csv", t["De belpogingen van dit deel als tabel", "The call attempts of this volume as a table"], AttachmentRelationship.Data), calls.Table());
        Attach("proofs/leaves.txt", "text/plain", t["De gebeurtenissen zoals zij in het grootboek staan", "The events as they stand in the ledger"], proof.Leaves);
        Attach("proofs/hashes.txt", "text/plain", t["De hashes die van deze gebeurtenissen naar de wortel leiden", "The hashes that lead from these events to the root"], proof.Hashes);
        ProofFiles.AttachCheckpoint(Document, t, checkpoint.Note);
        AttachText("keys.json", "application/json", t["De openbare sleutels van het grootboek en zijn getuigen", "The public keys of the ledger and its witnesses"], JsonSerializer.Serialize(checkpoint.Keys, VaultJson.Answers));
        AttachText("README.txt", "text/plain", t["Hoe dit te controleren", "How to check this"], CampaignProofPart.ReadMe(context));
        var timestampedAt = Document.Finish() is { } slot && _seal is not null ? await sealing.SealVolume(_file, slot, _seal, ct) : null;
        await _file.FlushAsync(ct);
        _file.Position = 0;
        var sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(_file, ct));
        _file.Position = 0;
        return new(context.Data.Volume, Document.PageCount, _file.Length, sha256, timestampedAt, _file);

        void Attach(string name, string type, string description, Stream content) => Document.Attach(new Attachment(name, type, description, AttachmentRelationship.Supplement), content);
        void AttachText(string name, string type, string description, string content) =>
            Document.Attach(new Attachment(name, type, description, AttachmentRelationship.Supplement), Encoding.UTF8.GetBytes(content));
    }

    public void Dispose()
    {
        Document.Dispose();
        _file.Dispose();
    }
}

/// <summary>A volume that was written.</summary>
/// <param name="Volume">Which.</param>
/// <param name="Pages">How many pages it has.</param>
/// <param name="Size">Its length.</param>
/// <param name="Sha256">Its SHA-256.</param>
/// <param name="TimestampedAt">What the timestamp of its seal says; null: it has none.</param>
/// <param name="Content">Its bytes, from the beginning; open as long as the file is.</param>
public sealed record VolumeWritten(VolumeData Volume, int Pages, long Size, string Sha256, Instant? TimestampedAt, Stream Content);
