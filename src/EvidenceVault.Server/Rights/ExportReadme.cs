using EvidenceVault.Domain.Packs;
using EvidenceVault.Server.Packs.Pages;
using NodaTime;

namespace EvidenceVault.Server.Rights;

/// <summary>Says in plain words what is in an export.</summary>
public static class ExportReadme
{
    public static string Of(string principal, Instant at) =>
        $"""
        UW GEGEVENS BIJ {principal}
        Gemaakt op {new Tongue(PackLanguage.Nl).At(at)}.

        Dit is alles wat in de bewijskluis van {principal} over u staat (inzage, artikel 15 AVG).

        data/identity.json      uw nummer, naam en e-mailadres, zoals doorgegeven, met de datums
        data/facts.json         alles wat is vastgelegd: toestemmingen, bevestigingen, intrekkingen, gesprekken, klachten, met notities
        data/consents.json      uw toestemmingen en of zij gelden
        data/calls.json         de gesprekken, en of zij volgens de kluis mochten
        data/findings.json      wat de kluis verder vond, ook wat niet klopt
        data/dossier.json       dit alles in één bestand
        data/exhibits.json      opnamen en andere bestanden; staat er geen bestand bij, dan staat er waarom
        data/who-looked.json    welke bedrijven uw gegevens hebben bekeken, en wanneer
        wordings/               de teksten precies zoals u ze te zien of te horen kreeg
        recordings-and-files/   de opnamen en bestanden zelf
        contents.json           de lijst van alle bestanden, met controlegetallen (SHA-256)

        Niet in dit bestand staat wie u namens een bedrijf sprak of wie er precies keek: dat zijn gegevens van die mensen.
        Klopt er iets niet? Vraag {principal} het te verbeteren of te wissen. U kunt ook een klacht indienen bij de
        Autoriteit Persoonsgegevens.


        YOUR DATA AT {principal}
        Made on {new Tongue(PackLanguage.En).At(at)}, Dutch time.

        This is all that the evidence vault of {principal} holds about you (right of access, article 15 GDPR).

        data/identity.json      your number, name and mail address as handed in, with their dates
        data/facts.json         all that was recorded: consents, confirmations, withdrawals, calls, complaints, with notes
        data/consents.json      your consents, and whether they hold
        data/calls.json         the calls, and whether the vault finds that they were allowed
        data/findings.json      what else the vault found, contradictions included
        data/dossier.json       all of this in one file
        data/exhibits.json      recordings and other files; where there is none, it says why
        data/who-looked.json    which companies looked at your data, and when
        wordings/               the texts exactly as you were shown or told them
        recordings-and-files/   the recordings and files themselves
        contents.json           the list of all files, with their SHA-256

        Left out is who spoke to you for a company, and who exactly looked: those are these people's data.
        Is something wrong? Ask {principal} to correct or erase it. You can also complain to the Autoriteit
        Persoonsgegevens, the Dutch privacy authority.

        """;
}
