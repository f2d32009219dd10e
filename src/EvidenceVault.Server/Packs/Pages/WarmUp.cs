using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging;
using EvidenceVault.Domain.Packs;
using EvidenceVault.Server.Ledger;
using EvidenceVault.Server.Packs.Data;
using EvidenceVault.Server.Packs.Proofs;
using EvidenceVault.Verification.Ledger;
using NodaTime;

namespace EvidenceVault.Server.Packs.Pages;

/// <summary>Sets the pages of an invented dossier once and throws them away: fonts are read and code is compiled before anyone waits for a pack.</summary>
public static class WarmUp
{
    /// <summary>Sets them.</summary>
    public static void Run() => PackFile.Of(Invented(), Proven());

    private static readonly Guid Id = new(1, 0, 0, new byte[8]);

    private static PackProofs Proven()
    {
        var (leaf, signer) = ("{}"u8.ToArray(), new NoteSigner("x", NoteSignatureKind.Plain, new byte[32]));
        var checkpoint = new Checkpoint("x", 1, MerkleHash.OfLeaf(leaf));
        var note = SignedNote.Parse(CheckpointNote.Of(checkpoint, signer));
        return new(note, new("x", [new(signer.Key.Text, DateTime.UnixEpoch, null)], []), [new(Id, ConsentGranted.TypeName, checkpoint.Root, new(0, [], note) { Extra = leaf })]);
    }

    private static PackData Invented()
    {
        var (at, id) = (Instant.FromUtc(2026, 1, 5, 9, 0), Id);
        var finding = new FindingData("TW-11.7-CONSENT", RuleCategory.Permission, new Norm(NormKind.Statute, "Tw 11.7"), FindingResult.Breach, "no-grant", [id], "–");
        var call = new CallData(
            1, id, "c", at, at, at, at, "p", "p", null, CallDirection.Outbound, CallMeans.Human, CallNature.Commercial, CallOutcome.Answered, true, "+31201234567", true,
            new CallOpening(true, false), true, ObjectionOffer.Agent, true, false, null, ["gas"], null, null, null, null, null, Basis.Consent, id, null, [], [], [], [],
            new JudgementData(PermissionConclusion.NotShown, ConductConclusion.NotAssessed, null, null, CallNature.Commercial, [finding]), null);
        var consent = new ConsentData(
            id, "g", at, at, "p", "p", null, ConsentChannel.Phone, ConsentMethod.WebForm, ["gas"], null, null, null, null, null, null, [],
            [new(id, ConfirmationStep.Confirmed, at, at, "p", VerificationMethod.Sms, true, null, [], null, null)], null, null);
        return new PackData
        {
            Pack = new string('x', 20),
            Content = PackContent.FactsAndFindings,
            Audience = PackAudience.Internal,
            Language = PackLanguage.Nl,
            RequestedAt = at,
            AsOf = at,
            Rulebook = Rulebook.Version,
            Software = "0",
            Book = 0,
            CheckAt = "https://example.org/controle/x",
            Principal = new("p", "P", null, [], []),
            Consumer = new(id, ["+31612345678"], false, ["N"], [], PersonKind.Private, false),
            Summary = SummaryBuilder.Build([call]),
            Missing = [new(MissingCode.CaptureMissing, id, null)],
            Parties = [],
            Mandates = [],
            Campaigns = [],
            Rules = RuleBuilder.Rules([call], []),
            Findings = [],
            RulesNotJudged = [],
            Policies = [],
            Consents = [consent],
            Objections = [],
            Relationships = [],
            Callbacks = [],
            Calls = [call],
            Exhibits = [],
            Contradictions = [],
            Corrections = [],
            Messages = [],
            Facts = [new(1, id, "g", ConsentGranted.TypeName, at, at, "p", "p", null)],
        };
    }
}
