using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Exhibits;
using EvidenceVault.Domain.Judging;
using EvidenceVault.Domain.Judging.Structural;
using EvidenceVault.Domain.Packs;
using EvidenceVault.Pdf;
using EvidenceVault.Server.Packs.Campaigns.Data;
using EvidenceVault.Server.Packs.Campaigns.Pages;
using EvidenceVault.Server.Packs.Data;
using NodaTime;

namespace EvidenceVault.Server.Tests.Packs.Campaigns;

/// <summary>An invented campaign, always the same, to set pages from: two agencies of which one has a long name, three months, and something of everything.</summary>
internal static class Showcase
{
    private const string North = "belbureau-noord";
    private const string South = "zuidwest";

    private static readonly LocalDate[] Months = [new(2026, 7, 1), new(2026, 8, 1), new(2026, 9, 1)];
    private static readonly Instant AsOf = Instant.FromUtc(2026, 10, 20, 8, 30);

    public static CampaignPackData Header(PackLanguage language = PackLanguage.Nl, PackContent content = PackContent.FactsAndFindings) => new()
    {
        Pack = "kqzvmwtrbnhxcdypafgj",
        Content = content,
        Audience = PackAudience.Authority,
        Language = language,
        Inquiry = "ACM-26-0417",
        Case = new("Autoriteit Consument en Markt", "ACM/UIT/2026/417", "Awb 5:16", new(2026, 11, 3)),
        RequestedAt = AsOf,
        AsOf = AsOf,
        Rulebook = "2026.11",
        Software = "1.0.0",
        Book = 12,
        CheckAt = "https://vault.example/controle/kqzvmwtrbnhxcdypafgj",
        Principal = new("zonkracht", "Zonkracht Energie B.V.", "12345678", ["+31201234567"], []),
        Scope = new("najaar-2026", "Najaarsactie 2026", ["electricity", "gas"], CallNature.Commercial, new(2026, 7, 1), null, Basis.Consent, Months[0], new(2026, 10, 1), null),
        Volume = new(1, null, null, 4_310),
        Parties =
        [
            new(North, "Belbureau Noord B.V.", "23456789", PartyRole.Agency, ["+31501234567"], 2_900),
            new(South, "Zuidwest Klantcontact en Teleservices Nederland B.V.", "34567890", PartyRole.Agency, ["+31761234567", "+31761234568"], 1_410),
        ],
        Proof = new("vault.example/evidence-vault", 18_204, "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA=", ["vault.example/evidence-vault+1a2b3c4d+AbCdEf=="], [], [], 9_120),
    };

    public static CampaignPackData Index(PackLanguage language = PackLanguage.Nl) => Header(language) with
    {
        Overview = Overview(),
        Volumes = [new(2, 1, 2_204, 100, 4_204_118, new string('a', 64)), new(3, 2_205, 4_310, 96, 4_001_204, new string('b', 64))],
        Calls = [.. Enumerable.Range(0, 24).Select(i => Call(i * 37 + 12, i < 9 ? 0 : i < 16 ? 1 : 2))],
    };

    /// <summary>A campaign with nothing in it.</summary>
    public static CampaignPackData Empty(PackLanguage language = PackLanguage.Nl) => Header(language) with
    {
        Parties = [],
        Volume = new(1, null, null, 0),
        Volumes = [],
        Overview = Overview() with
        {
            Attempts = 0,
            Conversations = 0,
            People = 0,
            Counts = [],
            Groups = [],
            Rules = [],
            Rates = [],
            Exceptions = 0,
            OnDossiers = [],
            Contradictions = [],
            Completeness = [],
            Consents = [],
            Exhibits = [],
            RecordingsAwaited = 0,
            RecordingsMissing = 0,
            Mandates = [],
            Wordings = [],
            Scripts = [],
        },
    };

    /// <summary>One call by the principal itself, and nothing amiss.</summary>
    public static CampaignPackData One(PackLanguage language = PackLanguage.Nl) => Empty(language) with
    {
        Volume = new(1, null, null, 1),
        Volumes = [new(2, 1, 1, 3, 90_118, new string('c', 64))],
        Overview = Empty().Overview! with
        {
            Attempts = 1,
            Conversations = 1,
            People = 1,
            Counts = [new(PermissionConclusion.Shown, ProofGrade.Contemporaneous, 1, 1)],
            Groups = [new("zonkracht", Months[0], 1, 0, 1, 0, 0, 0, 0, new(1, 0, 0, 0), null)],
            Rules = [Rule("TW-11.7-CONSENT", 1, 0, 0)],
            Rates = [Rate("TW-11.7-CONSENT", "zonkracht", Months[0], 1, 0, 0)],
        },
    };

    public static byte[] Pages(CampaignPackData data) => Set(data, (document, pack) => IndexPages.Compose(document, pack));

    public static byte[] Log(int calls, PackLanguage language = PackLanguage.Nl, PackContent content = PackContent.FactsAndFindings) =>
        Set(Header(language, content) with { Volume = new(2, 1, calls, 4_310) }, (document, pack) =>
        {
            LogPages.Compose(document, pack, Enumerable.Range(1, calls).Select(i => Call(i, i % 5) is var call && content == PackContent.Facts ? call with { Judgement = null } : call));
            LogPages.End(document, pack);
        });

    private static byte[] Set(CampaignPackData data, Action<PdfDocument, CampaignContext> compose)
    {
        var pack = new CampaignContext(data);
        using var output = new MemoryStream();
        using var document = PdfDocument.Create(output, new DocumentInfo("Titel", "Auteur", "Onderwerp", AsOf.ToDateTimeOffset()) { Locale = pack.T.IsDutch ? DocumentLocale.Dutch : DocumentLocale.English });
        compose(document, pack);
        document.Finish();
        return output.ToArray();
    }

    private static OverviewData Overview() => new(
        4_310, 1_702, 2_988,
        [
            new(PermissionConclusion.Shown, ProofGrade.Contemporaneous, 2_806, 1_104), new(PermissionConclusion.Shown, ProofGrade.Afterwards, 402, 188), new(PermissionConclusion.Shown, ProofGrade.Declared, 118, 41),
            new(PermissionConclusion.NotShown, null, 204, 77), new(PermissionConclusion.Unproven, null, 780, 292),
        ],
        [
            .. Months.SelectMany((month, i) => new[]
            {
                new GroupData(North, month, 900 + 40 * i, 4, 380 + i, 12, 3 * i, 2, 1, new(640, 10 + 60 * i, 220 - 20 * i, 0), i == 2 ? new(41, 33, 51.5, 402) : null),
                new GroupData(South, month, 460 + 5 * i, 0, 180, 2, 40, i, 0, new(380, 9, 70 + 6 * i, 0), i > 0 ? new(3, 3, 18, 70) : null),
            }),
        ],
        [Rule("TW-11.7-CONSENT", 3_410, 120, 780), Rule("TW-11.7-WITHDRAWN", 4_263, 47, 0), Rule("TW-11.7-OBJECTION-OFFERED", 1_602, 88, 12), Rule("CTM-WINDOW", 4_290, 20, 0), Rule("VAULT-SCRIPT", 1_702, 0, 0)],
        [
            .. new[] { "TW-11.7-CONSENT", "TW-11.7-WITHDRAWN", "TW-11.7-OBJECTION-OFFERED", "CTM-WINDOW" }.SelectMany((rule, r) => Months.SelectMany((month, i) => new[]
            {
                Rate(rule, North, month, 800 - 30 * r, 4 + 20 * i, r == 0 ? 160 : 0), Rate(rule, South, month, 400, r == 3 ? 0 : 3, r == 0 ? 90 : 0),
            })),
        ],
        [], 1_072, [new("SUPPRESSION-ACK", new Norm(NormKind.Code, "VodafoneZiggo 72 u"), 210, 12, 0)],
        [new("dial-log-mismatch", 4, [], [], "Op 4 dagen komt het aantal belpogingen dat de belcomputer opgaf niet overeen met het aantal dat is aangeleverd."),
            new("grants-within-seconds", 40, [], [Id(1), Id(2), Id(3), Id(4), Id(5)], "40 toestemmingen van dezelfde herkomst zijn volgens de opgave per tien of meer binnen 10 seconden gegeven.")],
        [
            new(North, 2_910, 2_900, 12, 2, 60, 2, [new(new(2026, 8, 3), 60, 48), new(new(2026, 8, 4), 40, 42), new(new(2026, 9, 1), null, 31)]),
            new(South, 0, 0, 0, 0, 0, 58, [new(new(2026, 9, 2), null, 22)]),
        ],
        [new("zonkracht", ConsentMethod.WebForm, "web-1", 2_204, 310, 4), new(North, ConsentMethod.Phone, null, 402, 402, 388)],
        [new(ExhibitKind.Voicelog, ExhibitState.Stored, 1_402), new(ExhibitKind.Voicelog, ExhibitState.Awaited, 12), new(ExhibitKind.FormCapture, ExhibitState.Stored, 2_190)],
        12, 31,
        [
            new("m1", [Id(70)], "zonkracht", North, ["najaar-2026"], new(2026, 1, 1), null, false, MandateCapacity.Processor, null, AsOf, AsOf),
            new("m2", [Id(71)], North, South, null, new(2026, 6, 1), new(2027, 1, 1), true, MandateCapacity.SubProcessor, null, AsOf, AsOf),
        ],
        [],
        [new("web-1", [Id(80)], "nl", "Ja, Zonkracht mag mij bellen over stroom en gas.", new string('d', 64), "Intrekken kan via zonkracht.example/stop.", ["electricity"], [], [], "https://zonkracht.example/aanvraag", null, null, new(2026, 1, 1), null, AsOf)],
        [new("bel-1", "najaar-2026", [Id(90)], new string('e', 64), "Goedemiddag, u spreekt met Belbureau Noord namens Zonkracht Energie.", AsOf, 1_402)]);

    private static LoggedCall Call(int number, int kind)
    {
        var at = Instant.FromUtc(2026, 7, 6, 8, 0) + Duration.FromMinutes(29 * number);
        var spoken = number % 3 == 0;
        LoggedFinding[] notMet = kind switch
        {
            0 => [new("TW-11.7-CONSENT", RuleCategory.Permission, FindingResult.Breach, "no-grant", "Er is geen toestemming van deze persoon voor deze opdrachtgever vastgelegd die aan het gesprek voorafging.")],
            1 => [new("TW-11.7-OBJECTION-OFFERED", RuleCategory.Conduct, FindingResult.Breach, "not-offered", "In het gesprek is het recht van verzet niet aangeboden."),
                new("CTM-WINDOW", RuleCategory.Code, FindingResult.Breach, "sunday", "Er is op zondag gebeld.")],
            2 => [new("TW-11.7-CONSENT", RuleCategory.Permission, FindingResult.Unproven, "capture-missing", "Van de eigen handeling van de persoon is geen bewijsstuk of vastgelegde tekst.")],
            _ => [],
        };
        return new(
            number, Id(number), Id(1_000 + number), at, at, spoken ? at + Duration.FromSeconds(8) : null, spoken ? at + Duration.FromSeconds(190) : null, number % 2 == 0 ? North : South, North,
            CallDirection.Outbound, number % 7 == 0 ? CallMeans.AiAgent : CallMeans.Human, CallNature.Commercial, spoken ? CallOutcome.Answered : CallOutcome.NoAnswer, spoken, true, null, spoken,
            spoken ? ObjectionOffer.Agent : null, null, null, null, ["electricity"], null, Basis.Consent, null, null, null, null, [],
            new(kind switch { 0 => PermissionConclusion.NotShown, 2 => PermissionConclusion.Unproven, _ => PermissionConclusion.Shown }, kind == 1 ? ConductConclusion.Breach : ConductConclusion.Clean, Basis.Consent,
                kind == 0 ? null : ProofGrade.Contemporaneous, CallNature.Commercial, null, [], notMet));
    }

    private static RuleData Rule(string name, int met, int breach, int unproven)
    {
        var rule = Rulebook.Find(name)!;
        return new(name, rule.Category, rule.Norm, rule.InForceFrom, rule.InForceUntil, met, breach, unproven);
    }

    private static RateData Rate(string rule, string party, LocalDate month, int met, int breach, int unproven)
    {
        var interval = EvidenceVault.Domain.Judging.Structural.Interval.Wilson95(breach, met + breach + unproven);
        return new(rule, party, month, met, breach, unproven, Math.Round(interval.Low, 4), Math.Round(interval.High, 4));
    }

    private static Guid Id(int n) => new(n * 7919, (short)n, 0, [0, 0, 0, 0, 1, 2, 3, (byte)n]);
}
