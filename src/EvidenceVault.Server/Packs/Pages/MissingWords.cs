using EvidenceVault.Pdf;
using EvidenceVault.Server.Packs.Data;

namespace EvidenceVault.Server.Packs.Pages;

/// <summary>What is missing, in words.</summary>
internal static class MissingWords
{
    internal static RichText Of(PackContext pack, MissingData missing)
    {
        var (t, of) = (pack.T, missing.EventId is { } id ? pack.Label(id) : "");
        return missing.Code switch
        {
            MissingCode.ExhibitAwaited => t[$"Bewijsstuk {of} is aangemeld, maar het bestand is niet ontvangen.", $"Exhibit {of} was announced, but the file was not received."],
            MissingCode.ExhibitUnknown => [
                t[$"{of} verwijst naar een bewijsstuk dat niet is aangemeld: ", $"{of} refers to an exhibit that was never announced: "], Inline.Mono(missing.Subject ?? ""), "."],
            MissingCode.RecordingMissing => t[
                $"Belpoging {pack.Call(missing.EventId)?.Number} ({of}) is volgens de opgave opgenomen, maar er is geen voicelog van.",
                $"Call attempt {pack.Call(missing.EventId)?.Number} ({of}) was recorded, it is said, but there is no voicelog of it."],
            MissingCode.WordingMissing when missing.Subject is { } wording => [
                t[$"De tekst die bij toestemming {of} is getoond, is niet vastgelegd: ", $"The wording shown with consent {of} is not on file: "], Inline.Mono(wording), "."],
            MissingCode.WordingMissing => t[$"Bij toestemming {of} is niet vermeld welke tekst is getoond.", $"Consent {of} does not say which wording was shown."],
            MissingCode.CaptureMissing => t[
                $"Van de eigen handeling waarmee toestemming {of} is gegeven, is geen bewijsstuk ontvangen.",
                $"No exhibit of the person's own act of giving consent {of} was received."],
            MissingCode.ConfirmationMissing => t[
                $"Van het antwoord waarmee de toestemming is bevestigd ({of}), is geen bewijsstuk ontvangen.",
                $"No exhibit of the answer that confirmed the consent ({of}) was received."],
            MissingCode.ReferenceUnresolved => [
                t[$"{of} verwijst naar een feit dat de kluis niet heeft of niet kan aanwijzen (veld ", $"{of} refers to a fact that the vault does not have or cannot tell apart (field "],
                Inline.Mono(missing.Subject ?? ""), ")."],
            _ => [t["Van deze partij heeft de kluis geen gegevens: ", "The vault holds no description of this party: "], Inline.Mono(missing.Subject ?? ""), "."],
        };
    }
}
