using EvidenceVault.Pdf;
using EvidenceVault.Server.Hosting;

namespace EvidenceVault.Server.Packs.Pages;

/// <summary>How to check a pack without the vault, in five lines.</summary>
internal static class HowToCheck
{
    internal static IReadOnlyList<RichText> Lines(PackContext pack)
    {
        var t = pack.T;
        var vault = pack.Data.CheckAt is { } page ? page[..^$"{CheckPack.Path}/{pack.Data.Pack}".Length] : null;
        var file = $"evidence-pack-{LetterIds.Print(pack.Data.Pack)}.pdf";
        return
        [
            [
                t["Neem de openbare sleutel van het grootboek niet uit dit bestand over: vraag hem aan wie hem eerder noteerde, of haal hem op (", "Do not take the ledger's public key from this file: ask somebody who noted it before, or fetch it ("],
                Inline.Mono($"{vault}/ledger/key"), t["). Bewaar hem als ", "). Keep it as "], Inline.Mono("vault.keys"), ".",
            ],
            [
                t["Voer uit, zonder netwerk: ", "Run, without a network: "], Inline.Mono($"vault verify {file} --key vault.keys"),
                t[". Het programma vault is openbaar.", ". The program vault is public."],
            ],
            [
                t["Het rekent elk bewijs na, vergelijkt de gegevens met wat is vastgelegd en zegt wat uit het bestand niet na te rekenen is. Is alles goed, dan eindigt het met: ",
                    "It computes every proof, compares the data with what was recorded and says what cannot be computed from the file. If all is good, it ends with: "],
                Inline.Mono("All is as it should be."),
            ],
            [
                t["Van een feit naar zijn bewijs: zijn eventId in ", "From a fact to its proof: its eventId in "], Inline.Mono("pack.json"),
                t[" is de naam van de bijlage in ", " is the name of the attachment in "], Inline.Mono("proofs/"), t[" (C2SP tlog-proof, ook met andere programma's te lezen).", " (C2SP tlog-proof, which other programs read as well)."],
            ],
            [
                t["Een opname erbij? ", "A recording with it? "], Inline.Mono("--exhibit"), t[" vergelijkt haar met wat is vastgelegd. Vergelijk ook de stand hierboven met een die een ander noteerde.",
                    " compares it with what was recorded. Compare the state above, too, with one that somebody else noted."],
            ],
        ];
    }
}
