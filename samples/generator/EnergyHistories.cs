using System.Globalization;
using static EvidenceVault.Samples.Generator.Energy;

namespace EvidenceVault.Samples.Generator;

/// <summary>Eighteen months of Zonkracht Energie: how it mostly goes, which is well.</summary>
internal sealed partial class EnergyHistories(World world, People people)
{
    private static readonly DateTime Begin = new(2025, 5, 16);
    private int _seed = 4711;

    private readonly List<Call> _good = [];

    public void WriteAll()
    {
        for (var i = 0; i < 300; i++)
            ByConsent();
        for (var i = 0; i < 8; i++)
            BySpokenConsent(i);
        for (var i = 0; i < 46; i++)
            Customer();
        for (var i = 0; i < 26; i++)
            Callback();
        for (var i = 0; i < 14; i++)
            Company(i);
        for (var i = 0; i < 6; i++)
            AiPilot();
        WriteMistakes();
        new Showcase(world).Write();
        Remarks();
        DialLogs();
    }

    private Dice NextDice() => new(_seed += 97);

    /// <summary>The campaign that runs then, or the first after it, with an agency that works for it.</summary>
    private static (Campaign Campaign, Party Agency, DateTime From, DateTime Until) CampaignAt(Dice dice, DateTime from)
    {
        var campaign = Energy.ByConsent.First(c => c.To is null || from < c.To.Value.AddDays(-12));
        if (from < campaign.From)
            from = campaign.From;
        var agency = AgencyFor(dice, campaign, from);
        var until = campaign.To ?? new DateTime(2027, 1, 1);
        return (campaign, agency, from, agency == Zuid && until > new DateTime(2026, 4, 1) ? new DateTime(2026, 4, 1) : until);
    }

    private static Party AgencyFor(Dice dice, Campaign campaign, DateTime from)
    {
        var chance = dice.Between(1, 100);
        if (campaign == Zomer25 || campaign == Najaar25)
            return chance <= 60 ? Noord : Zuid;
        if (campaign == Voorjaar26 && from < new DateTime(2026, 3, 12) && chance <= 30)
            return Zuid;
        return chance <= 62 ? Noord : Flexbel;
    }

    private void ByConsent()
    {
        var dice = NextDice();
        var who = people.Next();
        var at = dice.PersonalTime(dice.Day(Begin, new DateTime(2026, 10, 26)));
        var (by, method, wording) = Source(dice, at);
        var grant = world.Grants(dice, who, at, by, method, wording);
        if (dice.Chance(0.05))
        {
            world.AsksToVerify(dice, grant, at.AddMinutes(3));
            if (dice.Chance(0.4))
                world.AnswersVerification(dice, grant, at.AddMinutes(44), refused: true);
            return; // No yes, so nobody calls.
        }

        var verified = by != Vergelijker && dice.Chance(0.04) ? VerifiedByPhone(dice, grant) : world.Verified(dice, grant);
        CallCampaigns(dice, who, grant, verified);
    }

    private static (Party By, string Method, Wording Wording) Source(Dice dice, DateTime at) => dice.Between(1, 100) switch
    {
        <= 52 => (Principal, "web-form", at.Year == 2025 ? Web25 : Web26),
        <= 58 => (Principal, "web-form", WebLong),
        <= 80 => (Vergelijker, "lead-partner", Energy.Lead),
        <= 88 => (Principal, "contest", Energy.Contest),
        <= 94 => (Principal, "app", Energy.App),
        <= 97 => (Principal, "paper", Card),
        _ => (Principal, "in-store", Card),
    };

    /// <summary>A short call that asks one thing and offers nothing; the recording of the answer is there.</summary>
    private DateTime VerifiedByPhone(Dice dice, Grant grant)
    {
        var file = dice.Chance(0.5) ? "voicelogs/verificatie.opus" : "voicelogs/verificatie-2.opus";
        var (campaign, _, from, _) = CampaignAt(dice, grant.At.AddDays(1));
        var call = world.Calls(dice, grant.Who, Noord, campaign, dice.CallingTime(from), "answered", c =>
        {
            Neutral(c, "verification");
            c.Talk = Length(file);
        });
        world.AsksToVerify(dice, grant, call.At.AddSeconds(20), "phone", Noord, (Noord, call.Ref));
        world.AnswersVerification(dice, grant, call.AnsweredAt.AddSeconds(18), "phone", Noord, file: file, call: (Noord, call.Ref));
        return call.EndedAt;
    }

    private void CallCampaigns(Dice dice, Person who, Grant grant, DateTime verified)
    {
        var first = true;
        var spoken = verified;
        var last = grant.At.AddDays(340);
        foreach (var campaign in Energy.ByConsent)
        {
            var from = campaign.From > verified ? campaign.From.AddDays(dice.Between(0, 75)) : verified.AddDays(dice.Between(1, 28)).Date;
            var ends = campaign.To ?? new DateTime(2027, 1, 1);
            var agency = AgencyFor(dice, campaign, from);
            if (agency == Zuid && ends > new DateTime(2026, 4, 1))
                ends = new DateTime(2026, 4, 1);
            if (from > ends.AddDays(-1) || from > last || !dice.Chance(0.88))
                continue;
            if (first && grant.Wording.FirstCallTerm is null && from > grant.At.AddDays(170))
                break;
            first = false;
            var (settled, until) = CallOnce(dice, who, grant, agency, campaign, from, ends < last ? ends : last);
            if (settled)
                return;
            spoken = until > spoken ? until : spoken;
        }

        if (dice.Chance(0.14))
            world.Withdraws(dice, who, dice.PersonalTime(spoken.AddDays(dice.Between(2, 150))), dice.Pick(["footer-link", "footer-link", "email", "app"]));
    }

    /// <summary>One campaign for one person: whether that settled it, by a sale or an objection, and when it was last rung.</summary>
    private (bool Settled, DateTime Until) CallOnce(Dice dice, Person who, Grant grant, Party agency, Campaign campaign, DateTime from, DateTime until)
    {
        var intent = dice.Between(1, 100);
        var calls = world.Rings(dice, who, agency, campaign, from, until, call =>
        {
            if (dice.Chance(0.6))
                (call.Basis, call.BasisRef) = ("consent", dice.Chance(0.7) ? grant.Ref : null);
            call.Rcs = call.At.Year == 2026 && dice.Chance(0.15);
            if (intent <= 20)
                IntendsSale(call, dice);
            if (intent is > 20 and <= 26)
                call.Talk = TimeSpan.FromSeconds(dice.Between(15, 60));
        });
        _good.AddRange(calls.Where(call => call.At <= world.End));
        if (calls.Count == 0 || calls[^1] is not { Outcome: "answered" } answered || answered.At > world.End)
            return (false, calls.Count == 0 ? from : calls[^1].EndedAt);
        switch (intent)
        {
            case <= 20:
                RecordsSale(dice, answered);
                world.Sells(dice, answered);
                AfterSale(dice, who, answered);
                return (true, answered.EndedAt);
            case <= 26:
                world.Objects(dice, agency, who, answered.AnsweredAt.AddSeconds(12), "in-call", answered, note: dice.Chance(0.6) ? dice.Pick(Stops(who)) : null);
                return (true, answered.EndedAt);
            case <= 40 when dice.Chance(0.4):
                world.AwaitedVoicelog(agency, answered.At, who, ["call"], (int)answered.Talk.TotalMilliseconds, body => body["call"] = answered.Ref);
                return (false, answered.EndedAt);
            default:
                return (false, answered.EndedAt);
        }
    }

    private static string[] Stops(Person who) =>
    [
        $"{who.Salutation} wil niet meer gebeld worden.",
        "Klant geïrriteerd, uit het bestand halen aub.",
        $"Sprak met partner van {who.Salutation}, die wil geen telefoontjes meer op dit nummer.",
        "Niet meer bellen!!",
    ];

    private static void IntendsSale(Call call, Dice dice)
    {
        call.SaleMade = true;
        var file = call.By == Noord && dice.Chance(0.6) ? "voicelogs/verkoopgesprek-2.opus" : null;
        if (file is null)
            call.Talk = TimeSpan.FromSeconds(dice.Between(260, 900));
        else
            call.Talk = TimeSpan.FromSeconds(41); // As long as the recording that stands in for it.
        call.OfferedAfter = TimeSpan.FromSeconds(file is null ? dice.Between(70, 180) : 22);
    }

    /// <summary>A sale's whole call is recorded: half of the recordings are here, the others announced and still awaited.</summary>
    private void RecordsSale(Dice dice, Call call)
    {
        if (call.Talk.TotalSeconds < 60)
            world.FileExhibit(call.Uploader, "voicelog", "audio/ogg", "voicelogs/verkoopgesprek-2.opus", call.AnsweredAt, call.Who, ["sale", "call"], body => body["call"] = call.Ref);
        else
            world.AwaitedVoicelog(call.Uploader, call.AnsweredAt, call.Who, ["sale", "call"], (int)call.Talk.TotalMilliseconds, body => body["call"] = call.Ref);
        if (dice.Chance(0.25))
            world.Reviewed(dice, call, call.At.AddDays(dice.Between(1, 6)), ("opening", true, 800), ("objection-offer", true, 16200), ("offer", true, 22000));
    }

    private void AfterSale(Dice dice, Person who, Call sale)
    {
        if (!dice.Chance(0.35))
            return;
        var at = dice.CallingTime(sale.At.AddDays(dice.Between(24, 60)));
        if (dice.Chance(0.5))
            world.Calls(dice, who, Noord, Service, at, "answered", call => Neutral(call, "service"));
        else
            RingsUs(dice, who, at, offer: dice.Chance(0.4));
    }

    private static void Neutral(Call call, string nature)
    {
        call.Nature = nature;
        call.OfferMade = false;
        call.SaleMade = false;
        call.ObjectionOffer = null;
        call.OfferedAfter = null;
    }

    private Call RingsUs(Dice dice, Person who, DateTime at, bool offer, bool withRecord = true)
    {
        var call = world.Calls(dice, who, Principal, Service, at, "answered", c =>
        {
            c.Direction = "inbound";
            c.OfferMade = offer;
            c.SaleMade = false;
        });
        if (withRecord && at <= world.End)
            world.TextExhibit(Principal, "call-detail-record", "text/plain",
                $"richting=in; a={who.Phone}; b={Principal.CallerNumbers[0]}; begin={DutchTime.Instant(call.At)}; einde={DutchTime.Instant(call.EndedAt)}; trunk=ZE-02\n",
                call.EndedAt, who, ["call"], body => body["call"] = call.Ref);
        return call;
    }

    /// <summary>Asked while the person was on the line anyway, then verified by text message.</summary>
    private void BySpokenConsent(int index)
    {
        var dice = NextDice();
        var who = people.Next();
        var file = index % 2 == 0 ? "voicelogs/toestemming-gesproken-ja.opus" : "voicelogs/toestemming-gesproken-ja-2.opus";
        var at = dice.CallingTime(dice.Day(new DateTime(2025, 6, 10), new DateTime(2026, 9, 20)));
        var call = RingsUs(dice, who, at, offer: false);
        var grant = world.Grants(dice, who, call.AnsweredAt.AddSeconds(25), Principal, "phone", Spoken, g =>
        {
            g.File = file;
            g.Call = (Principal, call.Ref);
        });
        CallCampaigns(dice, who, grant, world.Verified(dice, grant));
    }

    private TimeSpan Length(string file) => TimeSpan.FromMilliseconds(world.Recordings[file].DurationMs!.Value);

    /// <summary>Own customers, called on that basis while it lasted; service calls and inbound calls ever since.</summary>
    private void Customer()
    {
        var dice = NextDice();
        var who = people.Next(landline: 0.25);
        var since = dice.Day(new DateTime(2023, 3, 1), new DateTime(2025, 8, 1)).AddHours(9);
        var relationship = world.Relates(dice, who, since, "customer", Both, true);
        if (dice.Chance(0.3))
            world.Leaves(dice, who, since.AddDays(dice.Between(200, 700)), "customer", Both, relationship);
        var from = dice.Day(new DateTime(2025, 6, 1), new DateTime(2026, 6, 5));
        var calls = world.Rings(dice, who, Noord, Winback, from, new DateTime(2026, 6, 30), call => (call.Basis, call.BasisRef) = ("customer", dice.Chance(0.6) ? relationship : null));
        _good.AddRange(calls);
        if (dice.Chance(0.5))
            world.Calls(dice, who, Noord, Service, dice.CallingTime(dice.Day(new DateTime(2026, 1, 5), new DateTime(2026, 11, 10))), "answered", call => Neutral(call, "service"));
        if (dice.Chance(0.5))
            RingsUs(dice, who, dice.CallingTime(dice.Day(new DateTime(2026, 7, 20), new DateTime(2026, 11, 10))), offer: dice.Chance(0.5));
    }

    private void Callback()
    {
        var dice = NextDice();
        var who = people.Next(landline: 0.2);
        var at = dice.PersonalTime(dice.Day(Begin, new DateTime(2026, 11, 10)));
        var request = world.WantsCallback(dice, who, at, dice.Pick(["web-form", "web-form", "email", "in-store"]), Both);
        var calls = world.Rings(dice, who, Noord, Terugbel, at.AddDays(1), at.AddDays(13), call => (call.Basis, call.BasisRef) = ("callback", request));
        _good.AddRange(calls);
    }

    private static readonly string[] Trades =
        ["Bakkerij Het Korenaar", "Installatiebedrijf De Lange", "Fysiotherapie Oosterpark", "Garage Waterland", "Kapsalon Knip", "Advocaten Zuidas Oost", "Tuincentrum De Vlinder", "Drukkerij Letterlust", "Kinderopvang Pimpelmees", "Slagerij Van Os", "Rijwielhandel Spaak", "Hotel De Zwaan", "Tandartsen Singel", "Sloopbedrijf Brok"];

    private void Company(int index)
    {
        var dice = NextDice();
        var day = dice.Day(new DateTime(2025, 9, 8), new DateTime(2026, 11, 1));
        var form = dice.Pick(["BV", "BV", "NV", "stichting", "vereniging"]);
        var who = people.Business(Trades[index], "legal-person", form, day.AddDays(-4).AddHours(11));
        _good.AddRange(world.Rings(dice, who, Noord, Zakelijk, day, day.AddDays(40), call => call.Basis = "legal-person"));
    }

    private void AiPilot()
    {
        var dice = NextDice();
        var who = people.Next();
        var at = dice.PersonalTime(dice.Day(new DateTime(2026, 7, 1), new DateTime(2026, 9, 1)));
        var grant = world.Grants(dice, who, at, Principal, "web-form", WithAi);
        var from = world.Verified(dice, grant).AddDays(3);
        var (campaign, _, start, until) = CampaignAt(dice, from > new DateTime(2026, 8, 21) ? from : new DateTime(2026, 9, 2));
        _good.AddRange(world.Rings(dice, who, Noord, campaign, start, until, Ai));
    }

    private static void Ai(Call call)
    {
        call.Means = "ai-agent";
        call.Agent = call.Agent is null ? null : "BN-stem-01";
        call.Opening["aiDisclosed"] = true;
    }

    /// <summary>For each day on which an agency's dialler ran, how many attempts it made; on four days it says more than was handed in.</summary>
    private void DialLogs()
    {
        var dice = NextDice();
        foreach (var agency in new[] { Noord, Zuid, Flexbel })
        {
            var days = world.Items[agency.Slug]
                .Where(item => (string?)item.Body["type"] == "call.attempted" && (string?)item.Body["direction"] == "outbound" && item.Body["party"] is null)
                .GroupBy(item => item.At.Date)
                .OrderBy(day => day.Key)
                .Select(day => (day.Key, Count: day.Count()))
                .ToList();
            var gaps = Enumerable.Range(0, agency == Noord ? 2 : 1).Select(_ => dice.Between(20, days.Count - 20)).ToHashSet();
            for (var i = 0; i < days.Count; i++)
            {
                var at = days[i].Key.AddHours(23);
                var reference = world.NewRef(agency, "D", at);
                var item = World.NewItem("dial-log.announced", reference, at);
                item["party"] = agency.Slug;
                item["date"] = DutchTime.Date(at);
                item["attempts"] = days[i].Count + (gaps.Contains(i) ? dice.Between(3, 9) : 0);
                world.Add(agency, item, at);
                if (gaps.Contains(i))
                    world.Mark("dial-log-gap", agency.Slug, reference);
            }
        }
    }

    /// <summary>Complaints, compliments, requests for proof and quality checks around calls that went well.</summary>
    private void Remarks()
    {
        var dice = NextDice();
        var talks = _good.Where(call => call.Outcome == "answered" && call.At < world.End.AddDays(-20)).ToList();
        foreach (var call in talks.Where((_, i) => i % 14 == 3))
            world.Reviewed(dice, call, call.At.AddDays(dice.Between(1, 9)), ("opening", true, dice.Between(300, 1500)), ("recording-notice", true, dice.Between(6000, 9000)), ("objection-offer", true, dice.Between(14000, 22000)));
        foreach (var (call, i) in talks.Where((_, i) => i % 67 == 21).Select((call, i) => (call, i)))
            world.Complains(dice, call.Who, call.At.AddDays(2), string.Format(CultureInfo.InvariantCulture, i % 2 == 0
                ? "Aan {0}: prettig gesprek gehad, de medewerker nam de tijd en drong niet aan. Mvg {1}"
                : "Netjes gebeld en meteen verteld waarom. Dank, {1}", "Zonkracht", call.Who.Name), "email", call, compliment: true);
        foreach (var call in talks.Where((_, i) => i % 53 == 11))
            world.WantsProof(dice, call.Who, call.EndedAt.AddHours(3), null, call.EndedAt.Date.AddDays(3).AddHours(10));
        foreach (var call in talks.Where((_, i) => i % 61 == 40))
            world.Complains(dice, call.Who, call.At.AddDays(1).AddHours(2), $"Ik werd gebeld terwijl ik aan tafel zat. Toestemming had ik wel gegeven, maar kan het niet op een ander moment? {call.Who.Name}", "web-form", call);
        var doors = people.Next();
        world.Complains(dice, doors, new DateTime(2026, 4, 16, 20, 12, 0), $"Er stond iemand van jullie aan de deur bij {doors.Name}, dat wil ik niet.", "phone", about: "door-to-door");
    }
}
