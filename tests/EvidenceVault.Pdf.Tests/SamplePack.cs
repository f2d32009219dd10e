using System.Globalization;
using System.Text;

namespace EvidenceVault.Pdf.Tests;

/// <summary>A document with every kind of part, as long and as awkward as a real evidence pack.</summary>
internal static class SamplePack
{
    public static readonly DocumentInfo Info = new(
        "Bewijsdossier Zonnekracht Energie B.V.",
        "Zonnekracht Energie B.V.",
        "Bewijs van toestemming en belgedrag voor één consument",
        new DateTimeOffset(2026, 3, 12, 9, 30, 0, TimeSpan.Zero))
    {
        Producer = "Evidence Vault 0.1.0",
    };

    private const string Checking = "https://bewijs.zonnekracht.example/controle/7Q4M-2K9D-XW31";

    public static byte[] Create(int calls = 60, int sealCapacity = 0)
    {
        using var output = new MemoryStream();
        using var document = PdfDocument.Create(output, Info, sealCapacity: sealCapacity);
        Compose(document, calls);
        document.Finish();
        return output.ToArray();
    }

    public static void Compose(PdfDocument document, int calls)
    {
        document.Running = new RunningMatter(
            "Bewijsdossier Zonnekracht Energie B.V.",
            "Kenmerk ACM/26/018342",
            "Vertrouwelijk. Elektronisch verzegeld; controleer met de QR-code op de eerste bladzijde.");
        AddCover(document);
        AddContents(document);
        AddConclusions(document);
        AddParties(document);
        AddTimeline(document);
        AddConsents(document);
        AddCalls(document, calls);
        AddVoicelogs(document);
        AddProof(document);
        document.Attach(
            new Attachment("pack.json", "application/json", "De gegevens waaruit de bladzijden gezet zijn", AttachmentRelationship.Source),
            Encoding.UTF8.GetBytes("{\"pack\":\"7Q4M-2K9D-XW31\"}"));
        document.Attach(
            new Attachment("calls.csv", "text/csv", "Alle belpogingen", AttachmentRelationship.Data),
            Encoding.UTF8.GetBytes("tijd;uitkomst\n2026-01-05T10:00;aangenomen\n"));
    }

    private static void AddCover(PdfDocument document) => document.Cover(new Cover("Bewijsdossier toestemming en telemarketing")
    {
        Kicker = "Zonnekracht Energie B.V.",
        Notice = "Vertrouwelijk",
        Subtitle = "Antwoord op het informatieverzoek van de Autoriteit Consument & Markt over de consument met nummer +31 6 12 34 56 78.",
        Facts =
        [
            new Fact("Verzoek", "ACM/26/018342, ontvangen op 2 maart 2026"),
            new Fact("Autoriteit en grondslag", "Autoriteit Consument & Markt; artikel 5:16 Algemene wet bestuursrecht"),
            new Fact("Periode", "1 september 2025 tot en met 28 februari 2026"),
            new Fact("Omvang zoals gevraagd", "Alle belpogingen, toestemmingen, intrekkingen en opnamen van één consument, bij alle ingeschakelde bureaus"),
            new Fact("Uiterste datum", "16 maart 2026, 17.00 uur"),
            new Fact("Stand van de gegevens", "12 maart 2026, 10.30 uur (grootboekpositie 184.233)"),
            new Fact("Dossiernummer", Inline.Mono("7Q4M-2K9D-XW31")),
            new Fact("Regelboek en software", "Regelboek 2026.2; Evidence Vault 0.1.0"),
        ],
        QrPayload = Checking,
        QrCaption = "Controleer dit dossier zonder ons. De code leidt naar de pagina waar u het bestand, het zegel en de bewijzen zelf kunt nagaan.",
    });

    private static void AddContents(PdfDocument document)
    {
        document.Heading(1, "Inhoud");
        document.Contents(
            new ContentsEntry(1, "In het kort", "kort"),
            new ContentsEntry(1, "Partijen en keten", "keten"),
            new ContentsEntry(1, "Tijdlijn", "tijdlijn"),
            new ContentsEntry(1, "Toestemming", "toestemming"),
            new ContentsEntry(2, "Toestemming van 3 september 2025", "toestemming-1"),
            new ContentsEntry(1, "Gesprekken", "gesprekken"),
            new ContentsEntry(1, "Voicelogs", "voicelogs"),
            new ContentsEntry(1, "Bewijs", "bewijs"));
        document.PageBreak();
    }

    private static void AddConclusions(PdfDocument document)
    {
        document.Heading(1, "In het kort", "kort");
        document.Paragraph(
            [
                "In de gevraagde periode zijn ", Inline.Bold("60 belpogingen"), " gedaan, waarvan 23 tot een gesprek leidden. Voor ",
                Inline.Bold("51 pogingen is de grondslag getoond"), ", voor 6 niet, en voor 3 is zij op het bewaarde bewijs niet vast te stellen.",
            ],
            ParagraphStyle.Lead);
        document.Table(
            "Tabel 1. Uitkomst per vraag",
            [
                Column.Share("Vraag", 3), Column.Fixed("Aantal", 42, Alignment.Right), Column.Fixed("Getoond", 46, Alignment.Right),
                Column.Fixed("Niet getoond", 58, Alignment.Right), Column.Fixed("Onbewezen", 54, Alignment.Right), Column.Fixed("Oordeel", 82),
            ],
            [
                ["Was er voor elke poging een geldige grondslag?", "60", "51", "6", "3", Inline.Chip("niet overal", Tone.Bad)],
                ["Is bij elk gesprek het recht van verzet aangeboden?", "23", "23", "0", "0", Inline.Chip("getoond", Tone.Good)],
                ["Is na de intrekking niet meer gebeld?", "4", "1", "3", "0", Inline.Chip("niet overal", Tone.Bad)],
                ["Is met een herkenbaar nummer gebeld?", "60", "58", "0", "2", Inline.Chip("deels onbewezen", Tone.Caution)],
            ]);
        document.Heading(2, "Wat ontbreekt");
        document.Bullets(
            "De belregistratie van Bureau Noord over 14 november 2025 is aangekondigd en niet ontvangen; het gaat om naar schatting 2 pogingen.",
            ["Van één gesprek (", Inline.Link("zie Voicelogs", "voicelogs"), ") is de opname volgens het bureau niet gemaakt."],
            "De koppeling tussen persoon en nummer berust tot 3 september 2025 alleen op opgave van de leadpartner.");
        document.Callout(
            Tone.Caution,
            "Afwijking tussen telling en grootboek",
            "De telling van de weergave week op het moment van samenstellen 1 af van die van het grootboek. Een tweede persoon heeft het dossier desondanks vrijgegeven vanwege de termijn; het verschil staat op bladzijde 1 van de bijlage.");
    }

    private static void AddParties(PdfDocument document)
    {
        document.Heading(1, "Partijen en keten", "keten");
        document.Paragraph(
            "Zonnekracht Energie B.V. gaf opdracht aan drie bureaus, waarvan er één een deel van het werk doorgaf. De mandaten en de nummers waarmee gebeld werd staan hieronder; een mandaat dat op de dag van een gesprek niet gold, telt niet als grondslag.");
        document.Table(
            "Tabel 2. De keten",
            [
                Column.Share("Partij", 1.3) with { IsRowHeader = true }, Column.Fixed("KvK", 46) with { IsMono = true }, Column.Share("Rol"),
                Column.Share("Mandaat", 1.2), Column.Share("Nummers", 1.1) with { IsMono = true },
            ],
            [
                ["Zonnekracht Energie B.V.", "24518803", "Opdrachtgever", "n.v.t.", "n.v.t."],
                ["Bureau Noord Callcenter B.V.", "61224719", "Bureau", "1 jan 2025 – 31 dec 2026", "+31 50 210 4400\n+31 50 210 4401"],
                ["Helder Contact B.V.", "58330127", "Bureau", "1 jun 2025 – 31 mei 2026", "+31 85 060 1177"],
                ["Stem & Zaken V.O.F.", "70918846", "Onderaannemer van Helder Contact", "1 sep 2025 – 30 nov 2025", "+31 85 060 1178"],
                ["Woonvergelijker Leads B.V.", "66120458", "Leadpartner", "1 mrt 2025 – onbepaald", "n.v.t."],
            ]);
    }

    private static void AddTimeline(PdfDocument document)
    {
        document.Heading(1, "Tijdlijn", "tijdlijn");
        document.Timeline(new Timeline(
            "Tijdlijn van september 2025 tot en met februari 2026: toestemming op 3 september, intrekking op 19 januari, en drie belpogingen daarna.",
            [
                new TimelineLane("Toestemming")
                {
                    Bars =
                    [
                        new TimelineBar(Day(2025, 9, 3), Day(2026, 1, 19), "Toestemming via Woonvergelijker", Tone.Good),
                        new TimelineBar(Day(2026, 1, 19), null, "Ingetrokken", Tone.Bad),
                    ],
                    Marks = [new TimelineMark(Day(2025, 9, 5), "Bevestigd per sms", Tone.Accent)],
                },
                new TimelineLane("Bureau Noord") { Marks = Marks([Day(2025, 9, 10), Day(2025, 10, 2), Day(2025, 10, 3), Day(2025, 11, 14), Day(2026, 1, 21)]) },
                new TimelineLane("Helder Contact en Stem & Zaken") { Marks = Marks([Day(2025, 12, 1), Day(2025, 12, 2), Day(2025, 12, 4), Day(2026, 2, 2), Day(2026, 2, 3)]) },
            ])
        {
            Caption = "Figuur 1. Van toestemming tot intrekking",
            Legend =
            [
                new TimelineLegend(Tone.Good, "toestemming geldig"), new TimelineLegend(Tone.Bad, "ingetrokken"),
                new TimelineLegend(Tone.Accent, "belpoging", IsMark: true), new TimelineLegend(Tone.Bad, "belpoging zonder getoonde grondslag", IsMark: true),
            ],
        });
    }

    private static List<TimelineMark> Marks(DateTime[] days) => days.Select(day => new TimelineMark(
        day,
        string.Create(CultureInfo.InvariantCulture, $"{day.Day}-{day.Month} gesprek"),
        day > Day(2026, 1, 19) ? Tone.Bad : Tone.Accent)).ToList();

    private static void AddConsents(PdfDocument document)
    {
        document.Heading(1, "Toestemming", "toestemming");
        document.Heading(2, "Toestemming van 3 september 2025", "toestemming-1");
        document.Facts(
            new Fact("Verleend", "3 september 2025, 20.14 uur, op woonvergelijker.example"),
            new Fact("Verzameld door", "Woonvergelijker Leads B.V. (KvK 66120458)"),
            new Fact("Handeling", "Leeg vakje aangevinkt, daarna de knop ‘Vergelijk mijn energie’"),
            new Fact("Bevestigd", ["Per sms op 5 september 2025, na 1 dag en 13 uur ", Inline.Chip("bevestigd", Tone.Good)]),
            new Fact("Persoon en nummer", "Zelfde nummer in het klantdossier sinds 11 mei 2021"),
            new Fact("Ingetrokken", ["19 januari 2026, 11.02 uur, telefonisch; doorgegeven aan Bureau Noord na ", Inline.Bold("52 uur", Tone.Bad)]),
            new Fact("Hash van de vastlegging", Inline.Mono("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")));
        document.Paragraph("De tekst zoals die toen op het scherm stond, letterlijk:");
        document.Quote(
            "Ja, Woonvergelijker en haar partners Zonnekracht Energie B.V. en Helder Contact B.V. mogen mij bellen over een efficiënter energiecontract. Ik kan deze toestemming op elk moment intrekken, tijdens het gesprek of via ‘Mijn voorkeuren’. Wij bellen u hooguit twee keer per maand.",
            ["Tekst ", Inline.Mono("woonvergelijker/energie/14"), ", getoond van 1 juli tot en met 30 september 2025"]);
        document.Heading(2, "Toestemming van 11 mei 2021");
        document.Paragraph("Bij het sluiten van de overeenkomst gaf de klant zijn nummer op. Deze relatie eindigde op 31 augustus 2022 en telde vanaf 1 september 2025 niet meer als grondslag.");
        document.Quote("Wij gebruiken uw nummer alleen voor vragen over uw contract, bíj́ storingen en voor de eindafrekening.", "Algemene voorwaarden 2021, artikel 9");
    }

    private static void AddCalls(PdfDocument document, int calls)
    {
        document.Heading(1, "Gesprekken", "gesprekken");
        document.Paragraph("Elke poging staat hieronder, ook als zij niet werd beantwoord of vooraf werd tegengehouden. De uitkomst is die van het regelboek zoals het gold op de dag van de poging.");
        document.Table(
            "Tabel 3. Alle belpogingen",
            [
                Column.Fit("Nr.", 24, Alignment.Right) with { IsMuted = true }, Column.Fit("Tijd") with { IsRowHeader = true },
                Column.Fit("Bureau", 70), Column.Fit("Nummer") with { IsMono = true }, Column.Fit("Afloop"),
                Column.Fit("Oordeel"), Column.Share("Waarom"),
            ],
            Calls(calls));
    }

    private static IEnumerable<Row> Calls(int count)
    {
        string[] agencies = ["Bureau Noord", "Helder Contact", "Stem & Zaken"];
        string[] outcomes = ["gesprek", "geen gehoor", "voicemail", "tegengehouden"];
        var time = new DateTime(2025, 9, 10, 10, 0, 0);
        for (var i = 0; i < count; i++)
        {
            if (i % 12 == 0)
                yield return Row.Group(DocumentLocale.Dutch.Months[time.Month - 1] + " " + time.Year.ToString(CultureInfo.InvariantCulture));
            yield return Call(i, time, agencies[i % 3], outcomes[i * 7 % 4]);
            time = time.AddHours(67).AddMinutes(i * 13 % 60);
        }
    }

    private static Row Call(int number, DateTime time, string agency, string outcome)
    {
        var (verdict, why) = (number % 10) switch
        {
            4 => (Inline.Chip("niet getoond", Tone.Bad), "Intrekking van 19 januari was bij het bureau bekend; de opgegeven uitzondering (lopende klachtbehandeling) is niet met stukken gestaafd."),
            7 => (Inline.Chip("onbewezen", Tone.Caution), "Geen opname en geen logregel van de centrale."),
            _ => (Inline.Chip("getoond", Tone.Good), "Toestemming van 3 september 2025, bevestigd."),
        };
        return
        [
            (number + 1).ToString(CultureInfo.InvariantCulture), time.ToString("dd-MM-yyyy HH:mm", CultureInfo.InvariantCulture), agency,
            "+31 50 210 4400", outcome, verdict, why,
        ];
    }

    private static void AddVoicelogs(PdfDocument document)
    {
        document.Heading(1, "Voicelogs", "voicelogs");
        document.Table(
            "Tabel 4. Opnamen",
            [
                Column.Fixed("Gesprek", 62), Column.Fixed("Duur", 32, Alignment.Right), Column.Share("SHA-256", 2) with { IsMono = true }, Column.Fixed("Stand", 74),
            ],
            [
                ["10-09-2025 10:00", "4:12", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", Inline.Chip("bewaard", Tone.Good)],
                ["02-10-2025 16:31", "1:07", "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824", Inline.Chip("vernietigd", Tone.Muted)],
                ["01-12-2025 09:48", "", "", Inline.Chip("ontbreekt", Tone.Bad)],
            ]);
    }

    private static void AddProof(PdfDocument document)
    {
        document.Heading(1, "Bewijs", "bewijs");
        document.Facts(
            new Fact("Grootboek", Inline.Mono("zonnekracht.example/vault")),
            new Fact("Omvang", "184.233 bladeren"),
            new Fact("Wortel", Inline.Mono("Xv7m2pYwqk3H0b6T1JrZ8sUe5dLaC4oGfN9iRtKQxMs=")),
            new Fact("Tijdstempel", "12 maart 2026, 10.31.07 uur"));
        document.Heading(2, "Zo controleert u dit dossier");
        document.Numbered(
            ["Haal ", Inline.Mono("vault"), " op en leg het naast dit bestand."],
            ["Draai ", Inline.Mono("vault verify dossier.pdf"), "."],
            "Vergelijk de wortel hierboven met die van de getuige.",
            "Bekijk het zegel in uw PDF-lezer.",
            "Lees de bijlage calls.csv na tegen tabel 3.");
        document.Qr(Checking, "Of ga naar de controlepagina.");
    }

    private static DateTime Day(int year, int month, int day) => new(year, month, day, 12, 0, 0);
}
