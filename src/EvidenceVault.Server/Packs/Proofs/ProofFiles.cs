using System.Globalization;
using System.Text;
using System.Text.Json;
using EvidenceVault.Pdf;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Packs.Pages;
using EvidenceVault.Verification.Ledger;

namespace EvidenceVault.Server.Packs.Proofs;

/// <summary>The proofs as files inside the PDF: <c>proofs/</c>, <c>keys.json</c> and <c>README.txt</c>.</summary>
internal static class ProofFiles
{
    internal static void Attach(PdfDocument document, PackContext pack, PackProofs proofs)
    {
        var t = pack.T;
        foreach (var e in proofs.Events)
            Attach($"proofs/{e.Id:D}.tlog-proof", "text/plain", t["Bewijs dat deze gebeurtenis in het grootboek staat", "Proof that this event stands in the ledger"], e.Proof.ToString());
        AttachCheckpoint(document, t, proofs.Checkpoint);
        Attach("keys.json", "application/json", t["De openbare sleutels van het grootboek en zijn getuigen", "The public keys of the ledger and its witnesses"], JsonSerializer.Serialize(proofs.Keys, VaultJson.Answers));
        Attach("README.txt", "text/plain", t["Hoe dit te controleren", "How to check this"], ReadMe(pack));

        void Attach(string name, string type, string description, string content) =>
            document.Attach(new Attachment(name, type, description, AttachmentRelationship.Supplement), Encoding.UTF8.GetBytes(content));
    }

    /// <summary>The state of the ledger, with its timestamps.</summary>
    internal static void AttachCheckpoint(PdfDocument document, Tongue t, SignedNote checkpoint)
    {
        document.Attach(
            new Attachment(
                "proofs/checkpoint", "text/plain", t["De ondertekende stand van het grootboek waar alle bewijzen bij horen", "The signed state of the ledger that all proofs belong to"],
                AttachmentRelationship.Supplement),
            Encoding.UTF8.GetBytes(checkpoint.ToString()));
        Timestamps(document, t, checkpoint);
    }

    // What was stamped, and each token, as other software such as openssl ts wants them.
    private static void Timestamps(PdfDocument document, Tongue t, SignedNote checkpoint)
    {
        var stamps = NoteTimestamp.In(checkpoint).ToList();
        if (stamps.Count == 0) return;
        document.Attach(
            new Attachment("proofs/checkpoint.txt", "text/plain", t["Wat van een tijdstempel is voorzien", "What was timestamped"], AttachmentRelationship.Supplement), NoteTimestamp.Stamped(checkpoint.Text));
        foreach (var (number, stamp) in stamps.Index())
            document.Attach(
                new Attachment(
                    string.Create(CultureInfo.InvariantCulture, $"proofs/timestamp-{number + 1}.tst"), "application/timestamp-reply",
                    t[$"Tijdstempel (RFC 3161) van {stamp.Name}", $"Timestamp (RFC 3161) by {stamp.Name}"], AttachmentRelationship.Supplement),
                stamp.Bytes);
    }

    private static string ReadMe(PackContext pack)
    {
        var text = new StringBuilder();
        foreach (var (number, line) in HowToCheck.Lines(pack).Index()) text.Append(CultureInfo.InvariantCulture, $"{number + 1}. {line}\n");
        return text.ToString();
    }
}
