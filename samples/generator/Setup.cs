using System.Text.Json.Nodes;

namespace EvidenceVault.Samples.Generator;

/// <summary>Who takes part: a principal, an agency, a lead partner; with the letters its own system puts before a reference.</summary>
internal sealed record Party(string Slug, string Prefix, string Name, string Kvk, string Role, params string[] CallerNumbers)
{
    public JsonObject Body() => new()
    {
        ["name"] = Name,
        ["kvk"] = Kvk,
        ["role"] = Role,
        ["callerNumbers"] = Json.Array(CallerNumbers),
    };
}

internal sealed record Campaign(string Ref, string Name, string[] Products, string Nature, DateTime From, DateTime? To, string Basis)
{
    public string Script => $"script-{Ref}-1";

    public JsonObject Body() => new()
    {
        ["name"] = Name,
        ["products"] = Json.Array(Products),
        ["nature"] = Nature,
        ["validFrom"] = DutchTime.Date(From),
        ["validTo"] = To is { } to ? DutchTime.Date(to) : null,
        ["basis"] = Basis,
    };
}

internal sealed record Wording(string Ref, string Text, string[] Products, string Place, DateTime LiveFrom, DateTime? LiveTo = null)
{
    public string[] CallersNamed { get; init; } = ["zonkracht-energie"];
    public string[] Means { get; init; } = ["human"];
    public string? WithdrawalText { get; init; } = "Intrekken kan altijd via zonkracht.example/stop of onderaan elke mail.";
    public string? FirstCallTerm { get; init; }
    public string? ConsentTerm { get; init; }

    public JsonObject Body() => new()
    {
        ["text"] = Text,
        ["language"] = "nl",
        ["products"] = Json.Array(Products),
        ["callersNamed"] = Json.Array(CallersNamed),
        ["means"] = Json.Array(Means),
        ["withdrawalText"] = WithdrawalText,
        ["place"] = Place,
        ["firstCallTerm"] = FirstCallTerm,
        ["consentTerm"] = ConsentTerm,
        ["liveFrom"] = DutchTime.Date(LiveFrom),
        ["liveTo"] = LiveTo is { } to ? DutchTime.Date(to) : null,
    };
}

internal sealed record Mandate(string Ref, string From, string To, string[]? Campaigns, DateTime ValidFrom, DateTime? ValidTo, bool MayDelegate)
{
    public string Capacity { get; init; } = "processor";

    public JsonObject Body() => new()
    {
        ["from"] = From,
        ["to"] = To,
        ["campaigns"] = Campaigns is null ? null : Json.Array(Campaigns),
        ["validFrom"] = DutchTime.Date(ValidFrom),
        ["validTo"] = ValidTo is { } to ? DutchTime.Date(to) : null,
        ["mayDelegate"] = MayDelegate,
        ["capacity"] = Capacity,
        ["contract"] = null,
    };
}

internal static class Json
{
    public static JsonArray Array(params IEnumerable<string> items) => [.. items.Select(item => (JsonNode?)item)];
}

/// <summary>Zonkracht Energie and everybody who works for it.</summary>
internal static class Energy
{
    public static readonly string[] Power = ["electricity"];
    public static readonly string[] Both = ["electricity", "gas"];
    public static readonly string[] Solar = ["solar-panels"];

    public static readonly Party Principal = new("zonkracht-energie", "ZE", "Zonkracht Energie B.V.", "90123456", "principal", "+31201240200", "+31201240201");
    public static readonly Party Noord = new("belbureau-noord", "BN", "Belbureau Noord B.V.", "90234567", "agency", "+31501240300", "+31501240301");
    public static readonly Party Zuid = new("contactpunt-zuid", "CZ", "Contactpunt Zuid V.O.F.", "90345678", "agency", "+31401240400");
    public static readonly Party Flexbel = new("flexbel-services", "FB", "Flexbel Services B.V.", "90456789", "agency", "+31381240500");
    public static readonly Party Vergelijker = new("energievergelijker-nu", "EV", "Energievergelijker Nu B.V.", "90567890", "lead-partner", "+31101240600");
    public static readonly Party Snelbel = new("snelbel-direct", "SD", "Snelbel Direct", "90678901", "agency", "+31131240700");

    /// <summary>A number that none of them has registered.</summary>
    public const string StrayNumber = "+31201249999";

    public static readonly Campaign Zomer25 = new("zomer-2025", "Zomeractie 2025", Both, "commercial", new(2025, 5, 15), new(2025, 9, 1), "consent");
    public static readonly Campaign Najaar25 = new("najaar-2025", "Najaarsactie 2025", Both, "commercial", new(2025, 9, 1), new(2026, 1, 1), "consent");
    public static readonly Campaign Voorjaar26 = new("voorjaar-2026", "Voorjaarsactie 2026", Both, "commercial", new(2026, 2, 1), new(2026, 6, 1), "consent");
    public static readonly Campaign Zomer26 = new("zomer-2026", "Dynamische stroom zomer 2026", Power, "commercial", new(2026, 6, 1), new(2026, 9, 1), "consent");
    public static readonly Campaign Najaar26 = new("najaar-2026", "Najaarsactie 2026", Both, "commercial", new(2026, 9, 1), null, "consent");
    public static readonly Campaign Winback = new("win-back", "Terugwinnen en verlengen", Both, "commercial", new(2025, 5, 1), null, "customer");
    public static readonly Campaign Zon = new("zonnepanelen-2026", "Zonnepanelen 2026", Solar, "commercial", new(2026, 3, 1), null, "consent");
    public static readonly Campaign Terugbel = new("terugbellen", "Terugbelverzoeken", Both, "commercial", new(2025, 1, 1), null, "callback");
    public static readonly Campaign Zakelijk = new("zakelijk-2026", "Zakelijk MKB 2026", Both, "commercial", new(2025, 9, 1), null, "legal-person");
    public static readonly Campaign Service = new("klantenservice", "Klantenservice", Both, "service", new(2025, 1, 1), null, "customer");

    public static readonly Campaign[] ByConsent = [Zomer25, Najaar25, Voorjaar26, Zomer26, Najaar26];
    public static readonly Campaign[] Campaigns = [.. ByConsent, Winback, Zon, Terugbel, Zakelijk, Service];

    private const string Asked = "Ja, Zonkracht Energie mag mij bellen met aanbiedingen over stroom en gas.";

    public static readonly Wording Web25 = new("web-2025-1", Asked + " Intrekken kan altijd.", Both, "https://zonkracht.example/aanvraag", new(2025, 1, 1), new(2026, 1, 1));
    public static readonly Wording Web26 = new("web-2026-1", Asked + " Mijn toestemming geldt een jaar en ik kan haar altijd intrekken.", Both, "https://zonkracht.example/aanvraag", new(2026, 1, 1)) { ConsentTerm = "P12M" };
    public static readonly Wording WebLong = new("web-2026-lang", Asked + " U kunt tot 12 maanden na vandaag worden gebeld.", Both, "https://zonkracht.example/contract-loopt-af", new(2025, 1, 1)) { FirstCallTerm = "P12M", ConsentTerm = "P24M" };
    public static readonly Wording Lead = new("lead-2025-1", "Ja, ik wil dat Zonkracht Energie mij belt over stroom en gas. Energievergelijker Nu geeft mijn nummer daarvoor door.", Both, "https://energievergelijker.example/aanbieders", new(2025, 1, 1));
    public static readonly Wording LeadWeak = new("lead-zwak-1", "Ik vind het goed dat partners contact met mij opnemen over interessante aanbiedingen.", Both, "https://energievergelijker.example/kans", new(2025, 1, 1)) { CallersNamed = [], WithdrawalText = null };
    public static readonly Wording LeadBundled = new("lead-bundel-1", "Ik ga akkoord met de algemene voorwaarden en met telefonisch contact door Zonkracht Energie over stroom en gas.", Both, "https://energievergelijker.example/account", new(2025, 1, 1)) { WithdrawalText = null };
    public static readonly Wording Contest = new("winactie-2025-1", "Los van mijn deelname: ja, Zonkracht Energie mag mij bellen over stroom en gas. Ook zonder dit vakje doet u mee.", Both, "https://zonkracht.example/win-een-e-bike", new(2025, 1, 1));
    public static readonly Wording ContestTied = new("winactie-2026-1", "Wie meedoet, geeft Zonkracht Energie toestemming om te bellen over stroom en gas.", Both, "https://zonkracht.example/win-zonnepanelen", new(2026, 1, 1));
    public static readonly Wording Card = new("kaart-2025-1", Asked + " Intrekken kan via zonkracht.example/stop.", Both, "kraam", new(2025, 1, 1));
    public static readonly Wording App = new("app-2025-1", Asked + " Uit te zetten in de app onder Contact.", Both, "app://zonkracht/contact", new(2025, 1, 1));
    public static readonly Wording Spoken = new("gesproken-2025-1", "Mag Zonkracht Energie u op dit nummer bellen met aanbiedingen over stroom en gas? U kunt dat altijd weer intrekken, en nee zeggen heeft geen gevolgen.", Both, "script-klantenservice-1", new(2025, 1, 1));
    public static readonly Wording PowerOnly = new("web-stroom-1", "Ja, Zonkracht Energie mag mij bellen over stroom.", Power, "https://zonkracht.example/dynamisch", new(2025, 1, 1));
    public static readonly Wording WithAi = new("web-ai-2026-1", "Ja, Zonkracht Energie mag mij bellen over stroom en gas, ook met een digitale stem (AI).", Both, "https://zonkracht.example/aanvraag-ai", new(2026, 1, 1)) { Means = ["human", "automatic", "ai-agent"] };
    public static readonly Wording Sms = new("controle-sms-1", "Op zonkracht.example is met dit nummer toestemming gegeven om u te bellen over stroom en gas. Was u dat? Antwoord JA of NEE. Zonder antwoord bellen wij niet.", Both, "sms", new(2025, 1, 1));
    public static readonly Wording Mail = new("controle-mail-1", "Heeft u Zonkracht Energie toestemming gegeven om u te bellen over stroom en gas? Bevestig dat met de knop hieronder.", Both, "e-mail", new(2025, 1, 1));

    public static readonly Wording[] Wordings =
        [Web25, Web26, WebLong, Lead, LeadWeak, LeadBundled, Contest, ContestTied, Card, App, Spoken, PowerOnly, WithAi, Sms, Mail];

    public static readonly Mandate[] Mandates =
    [
        new("M25-01", Principal.Slug, Noord.Slug, ["zomer-2025", "najaar-2025", "voorjaar-2026", "zomer-2026", "najaar-2026", "terugbellen", "klantenservice"], new(2025, 1, 1), null, true),
        new("M25-02", Principal.Slug, Noord.Slug, ["win-back", "zakelijk-2026", "zonnepanelen-2026"], new(2025, 1, 1), null, false),
        new("M25-03", Principal.Slug, Zuid.Slug, ["zomer-2025", "najaar-2025", "voorjaar-2026", "zakelijk-2026"], new(2025, 1, 1), new(2026, 4, 1), false),
        new("M25-04", Principal.Slug, Vergelijker.Slug, null, new(2025, 1, 1), null, false) { Capacity = "joint-controller" },
        new("M26-01", Noord.Slug, Flexbel.Slug, ["voorjaar-2026", "zomer-2026", "najaar-2026", "win-back"], new(2026, 2, 1), null, false) { Capacity = "sub-processor" },
    ];

    public static JsonObject PrincipalBody() => new()
    {
        ["name"] = Principal.Name,
        ["kvk"] = Principal.Kvk,
        ["callerNumbers"] = Json.Array(Principal.CallerNumbers),
        ["registrations"] = new JsonArray(),
    };

    public static JsonObject Policy() => new()
    {
        ["validFrom"] = "2025-01-01",
        ["justification"] = "Overname van de historie: dit beleid gold bij Zonkracht Energie al sinds 1 januari 2025 (besluit directie 12 december 2024).",
        ["preset"] = "energy",
        ["verification"] = new JsonObject { ["methods"] = Json.Array("sms", "phone"), ["deadline"] = "P14D" },
        ["consentTerm"] = "P12M",
        ["callbackTerm"] = "P14D",
        ["window"] = new JsonObject { ["weekdays"] = "09:00-21:00", ["saturday"] = "10:00-16:00" },
        ["holidays"] = new JsonObject { ["goodFriday"] = false, ["liberationDay"] = false },
        ["mourningDays"] = new JsonArray(),
        ["attempts"] = new JsonObject { ["perCampaign"] = 3, ["perDay"] = 1 },
        ["coolingOff"] = "PT24H",
        ["writtenProducts"] = Json.Array(Both),
        ["inboundProof"] = "cdr",
        ["clearUnproven"] = false,
        ["retention"] = Retention(),
    };

    public static JsonObject Retention() => new()
    {
        ["consentVoicelog"] = "P24M",
        ["afterWithdrawal"] = "P6M",
        ["saleVoicelog"] = "P24M",
        ["noSale"] = "P6M",
        ["training"] = "P30D",
        ["facts"] = "P5Y",
        ["neverUsed"] = "P12M",
        ["packs"] = "P12M",
    };

    public static JsonObject Scripts()
    {
        var scripts = new JsonObject();
        foreach (var campaign in Campaigns)
            scripts[campaign.Script] = new JsonObject
            {
                ["campaign"] = campaign.Ref,
                ["text"] = campaign.Nature == "service"
                    ? "Goedemiddag, u spreekt met … van Zonkracht Energie. Ik bel over uw lopende contract. Het gesprek wordt opgenomen. [Vraag behandelen. Geen aanbod doen.] Heb ik uw vraag beantwoord?"
                    : $"Goedemiddag, u spreekt met … van …. Ik bel namens Zonkracht Energie met een aanbod ({campaign.Name}). Ik mag u bellen omdat …. Het gesprek wordt opgenomen. "
                      + "Wilt u niet meer gebeld worden, dan kunt u dat nu zeggen. [Aanbod.] U ontvangt het per mail; het geldt pas als u het zelf schriftelijk bevestigt, op zijn vroegst na 24 uur.",
            };
        return scripts;
    }
}

/// <summary>The charity and the one agency that calls its donors.</summary>
internal static class Charity
{
    public static readonly string[] Gift = ["donation"];
    public static readonly Party Principal = new("stichting-zeehondenwacht", "ZW", "Stichting Zeehondenwacht", "90789012", "principal", "+31581240800");
    public static readonly Party Helder = new("helder-contact", "HC", "Helder Contact B.V.", "90890123", "agency", "+31581240900");
    public static readonly Campaign Donors = new("donateurs-2026", "Donateurs word vaste vriend 2026", Gift, "charitable", new(2025, 11, 1), null, "charity");

    public static readonly Wording Petition = new("petitie-2026-1", "Ja, Stichting Zeehondenwacht mag mij bellen over haar werk en over een gift. Ook zonder dit vakje telt mijn handtekening.", Gift, "https://zeehondenwacht.example/petitie", new(2025, 10, 1))
    {
        CallersNamed = [Principal.Slug],
        WithdrawalText = "Intrekken kan altijd via zeehondenwacht.example/stop.",
    };

    public static readonly Wording Sms = new("controle-sms-1", "Op zeehondenwacht.example is met dit nummer toestemming gegeven om u te bellen. Was u dat? Antwoord JA of NEE. Zonder antwoord bellen wij niet.", Gift, "sms", new(2025, 10, 1)) { CallersNamed = [Principal.Slug] };

    public static readonly Mandate[] Mandates = [new("M25-01", Principal.Slug, Helder.Slug, [Donors.Ref], new(2025, 11, 1), null, false)];

    public static JsonObject PrincipalBody() => new()
    {
        ["name"] = Principal.Name,
        ["kvk"] = Principal.Kvk,
        ["callerNumbers"] = Json.Array(Principal.CallerNumbers),
        ["registrations"] = new JsonArray
        {
            new JsonObject { ["kind"] = "charity", ["reference"] = "ANBI-beschikking 2019-114", ["validFrom"] = "2019-03-01", ["validTo"] = null, ["exhibit"] = null },
        },
    };

    public static JsonObject Policy() => new()
    {
        ["validFrom"] = "2025-01-01",
        ["justification"] = "Overname van de historie: werkwijze van de stichting sinds 2025 (bestuursbesluit 8 januari 2025).",
        ["preset"] = "charity",
        ["verification"] = new JsonObject { ["methods"] = Json.Array("sms", "phone", "email"), ["deadline"] = "P14D" },
        ["consentTerm"] = "P12M",
        ["callbackTerm"] = "P14D",
        ["window"] = new JsonObject { ["weekdays"] = "09:00-21:00", ["saturday"] = "10:00-16:00" },
        ["holidays"] = new JsonObject { ["goodFriday"] = true, ["liberationDay"] = true },
        ["mourningDays"] = new JsonArray(),
        ["attempts"] = new JsonObject { ["perCampaign"] = 3, ["perDay"] = 1 },
        ["coolingOff"] = null,
        ["writtenProducts"] = new JsonArray(),
        ["inboundProof"] = "cdr",
        ["clearUnproven"] = false,
        ["retention"] = Energy.Retention(),
    };

    public static JsonObject Scripts() => new()
    {
        [Donors.Script] = new JsonObject
        {
            ["campaign"] = Donors.Ref,
            ["text"] = "Goedenavond, u spreekt met … van Helder Contact, namens Stichting Zeehondenwacht. U steunde ons eerder, daarom bel ik u. Het gesprek wordt opgenomen. Wilt u liever niet gebeld worden, dan kunt u dat nu zeggen. [Verhaal, vraag om een gift.]",
        },
    };
}
