using System.Text.Json.Nodes;
using static EvidenceVault.Samples.Generator.Energy;

namespace EvidenceVault.Samples.Generator;

/// <summary>Mistakes in the chain, in how calls are made, and in what is written down about them.</summary>
internal sealed partial class EnergyHistories
{
    private void ChainMistakes()
    {
        List<Call> By(Party agency, Dice dice, Person who, Campaign campaign, DateTime first, DateTime last, Action<Call>? tweak = null)
        {
            var day = dice.Day(first, last);
            Good(dice, who, dice.PersonalTime(day.AddDays(-dice.Between(12, 50))));
            return world.Rings(dice, who, agency, campaign, day, last.AddDays(10), tweak, max: 2, surelyAnswered: true);
        }

        // The principal found these in the call detail records of its telecom provider.
        Times(5, "no-mandate", (dice, who) => By(Snelbel, dice, who, Voorjaar26, new(2026, 4, 6), new(2026, 5, 15), call =>
        {
            call.Uploader = Principal;
            call.Handed = Handed.Afterwards;
            call.Agent = null;
        }));
        Times(6, "mandate-ended", (dice, who) => By(Zuid, dice, who, Voorjaar26, new(2026, 4, 1), new(2026, 5, 10)));
        Times(4, "campaign-not-covered", (dice, who) => By(Flexbel, dice, who, Zon, new(2026, 4, 1), new(2026, 9, 1), call => call.Products = Both));
        Times(2, "mandate-not-yet", (dice, who) => By(Flexbel, dice, who, Voorjaar26, new(2026, 1, 20), new(2026, 1, 30)).Where(call => call.At < new DateTime(2026, 2, 1)));
        Times(6, "sub-agency-not-allowed", (dice, who) =>
        {
            var relationship = world.Relates(dice, who, new DateTime(2024, 6, 3, 10, 0, 0), "customer", Both, true);
            return world.Rings(dice, who, Flexbel, Winback, dice.Day(new(2026, 2, 10), new(2026, 5, 20)), new(2026, 6, 25), call => (call.Basis, call.BasisRef) = ("customer", relationship), max: 2, surelyAnswered: true);
        });
    }

    private void ConductMistakes()
    {
        void Talks(int count, string kind, Action<Call> tweak) => Times(count, kind, (dice, who) =>
            Rings(dice, who, Good(dice, who, SomeDay(dice)).At.AddDays(3), tweak).Where(call => call.IsConversation));

        Talks(8, "objection-not-offered", call => call.ObjectionOffer = "none");
        Talks(3, "objection-elsewhere", call => call.ObjectionOffer = "taped-referral");
        Talks(5, "objection-unknown", call => call.ObjectionOffer = null);
        Talks(4, "opening-not-stated", call => (call.Opening["principalNamed"], call.Opening["purposeNamed"]) = (false, call.At.Day % 2 == 0));
        Talks(8, "opening-unknown", call => call.Opening = []);
        Talks(5, "reason-not-stated", call => call.Opening["reasonStated"] = false);
        Talks(5, "recording-not-announced", call => call.Opening["recordingAnnounced"] = false);

        Times(4, "number-withheld", (dice, who) => Rings(dice, who, Good(dice, who, SomeDay(dice)).At.AddDays(3), call => (call.CallerIdShown, call.CallerNumber) = (false, null)));
        Times(4, "number-not-registered", (dice, who) => Rings(dice, who, Good(dice, who, SomeDay(dice)).At.AddDays(3), call => call.CallerNumber = StrayNumber));

        void At(int count, string kind, Func<Dice, DateTime, DateTime> time) => Times(count, kind, (dice, who) =>
        {
            var grant = Good(dice, who, SomeDay(dice));
            var (campaign, agency, from, _) = CampaignAt(dice, grant.At.AddDays(4));
            return [world.Calls(dice, who, agency, campaign, time(dice, from.Date), dice.Chance(0.6) ? "answered" : "no-answer")];
        });

        At(9, "outside-window", (dice, day) =>
        {
            while (!DutchTime.IsCallingDay(day))
                day = day.AddDays(1);
            return day.DayOfWeek == DayOfWeek.Saturday ? day.AddHours(16).AddMinutes(dice.Between(1, 80)) : dice.Chance(0.5) ? day.AddHours(22).AddMinutes(dice.Between(0, 25)) : day.AddHours(8).AddMinutes(dice.Between(5, 58));
        });
        At(6, "sunday", (dice, day) => day.AddDays((7 - (int)day.DayOfWeek) % 7).AddHours(dice.Between(11, 19)).AddMinutes(dice.Between(0, 59)));
        At(5, "own-window", (dice, day) =>
        {
            while (!DutchTime.IsCallingDay(day) || day.DayOfWeek == DayOfWeek.Saturday || (day.Month, day.Day) is (5, 4) or (12, 5) or (12, 24))
                day = day.AddDays(1);
            return day.AddHours(21).AddMinutes(dice.Between(1, 50));
        });
        var holidays = new Queue<DateTime>([new(2025, 6, 9), new(2025, 12, 26), new(2026, 4, 6), new(2026, 4, 27), new(2026, 5, 14)]);
        Times(5, "holiday", (dice, who) =>
        {
            var day = holidays.Dequeue();
            Good(dice, who, dice.PersonalTime(day.AddDays(-dice.Between(8, 20))));
            var campaign = Energy.ByConsent.First(c => c.From <= day && day < c.To);
            return [world.Calls(dice, who, Noord, campaign, day.AddHours(dice.Between(10, 17)).AddMinutes(14), "answered")];
        });
        var evenings = new Queue<DateTime>([new(2025, 12, 5), new(2026, 5, 4)]);
        Times(2, "outside-window", (dice, who) =>
        {
            var day = evenings.Dequeue();
            Good(dice, who, dice.PersonalTime(day.AddDays(-15)));
            return [world.Calls(dice, who, Noord, day.Year == 2025 ? Najaar25 : Voorjaar26, day.AddHours(19).AddMinutes(dice.Between(1, 50)), "answered")];
        });
        Times(5, "too-many-attempts", (dice, who) =>
        {
            var grant = Good(dice, who, SomeDay(dice));
            var (campaign, agency, from, _) = CampaignAt(dice, grant.At.AddDays(3));
            var calls = new List<Call>();
            for (var day = from; calls.Count < 5; day = calls[^1].At.Date.AddDays(dice.Between(1, 2)))
                calls.Add(world.Calls(dice, who, agency, campaign, dice.CallingTime(day), "no-answer"));
            calls.Add(world.Calls(dice, who, agency, campaign, calls[^1].At.AddMinutes(25), "answered"));
            return calls.Skip(3);
        });

        Call Sale(Dice dice, Person who, bool recorded = true)
        {
            var grant = Good(dice, who, SomeDay(dice));
            var call = Rings(dice, who, grant.At.AddDays(3), c =>
            {
                c.SaleMade = true;
                c.Talk = TimeSpan.FromSeconds(dice.Between(240, 700));
                c.OfferedAfter = TimeSpan.FromSeconds(90);
                c.Recorded = recorded;
            })[^1];
            if (recorded && call.At <= world.End)
                world.AwaitedVoicelog(call.Uploader, call.AnsweredAt, who, ["sale", "call"], (int)call.Talk.TotalMilliseconds, body => body["call"] = call.Ref);
            return call;
        }

        Times(3, "sale-in-call", (dice, who) =>
        {
            var call = Sale(dice, who);
            world.Sells(dice, call, sale =>
            {
                sale["via"] = "in-call";
                sale["occurredAt"] = DutchTime.Instant(call.EndedAt);
                sale["acceptanceAskedAt"] = DutchTime.Instant(call.OfferedAt.AddSeconds(60));
            }, TimeSpan.FromMinutes(1));
            return [call];
        });
        Times(2, "performed-without-writing", (dice, who) =>
        {
            var call = Sale(dice, who);
            world.Sells(dice, call, performedAfter: TimeSpan.FromHours(9), askedAfter: TimeSpan.FromHours(30));
            return [call];
        });
        Times(4, "accepted-too-early", (dice, who) =>
        {
            var call = Sale(dice, who);
            world.Sells(dice, call, askedAfter: TimeSpan.FromMinutes(dice.Between(15, 300)));
            return [call];
        });
        Times(3, "sale-not-recorded", (dice, who) =>
        {
            var call = Sale(dice, who, recorded: false);
            world.Sells(dice, call);
            return [call];
        });

        // The offer one day, the agreement asked by telephone the next and given in writing too: nothing wrong here.
        var sure = NextDice();
        var buyer = people.Next();
        Good(sure, buyer, new DateTime(2026, 8, 27, 19, 4, 11));
        var offered = world.Calls(sure, buyer, Noord, Najaar26, new DateTime(2026, 9, 8, 14, 10, 33), "answered", c => (c.SaleMade, c.OfferedAfter, c.Talk) = (true, TimeSpan.FromSeconds(80), TimeSpan.FromSeconds(312)));
        world.AwaitedVoicelog(Noord, offered.AnsweredAt, buyer, ["sale", "call"], 312000, body => body["call"] = offered.Ref);
        var agreed = world.Calls(sure, buyer, Principal, Najaar26, new DateTime(2026, 9, 9, 15, 31, 2), "answered", c => (c.OfferedAfter, c.Talk) = (TimeSpan.FromSeconds(12), Length("voicelogs/akkoord.opus")));
        world.FileExhibit(Principal, "voicelog", "audio/ogg", "voicelogs/akkoord.opus", agreed.AnsweredAt, buyer, ["sale", "call"], body => body["call"] = agreed.Ref);
        world.Sells(sure, offered, askedAfter: agreed.AnsweredAt.AddSeconds(18) - offered.OfferedAt);
    }

    private void RecordMistakes()
    {
        Times(6, "granted-late", (dice, who) =>
        {
            var at = SomeDay(dice);
            var grant = world.Grants(dice, who, at, Vergelijker, "lead-partner", Energy.Lead, g => (g.Handed, g.Note) = (Handed.Late, "Nagezonden: stond nog in het oude systeem."));
            return Rings(dice, who, world.Verified(dice, grant));
        });
        Times(3, "granted-after-dispute", (dice, who) =>
        {
            var at = SomeDay(dice);
            var grant = Web(dice, who, at, g => g.Handed = Handed.Late);
            var calls = Rings(dice, who, world.Verified(dice, grant));
            world.Complains(dice, who, calls[^1].EndedAt.AddHours(20), $"Ik heb nooit toestemming gegeven. Laat maar zien waar die staat. {who.Name}", "email", calls[^1]);
            return calls;
        });

        // The withdrawal is corrected to a later date, after the call: it then stands after it.
        for (var i = 0; i < 2; i++)
        {
            var dice = NextDice();
            var who = people.Next();
            var grant = Good(dice, who, dice.PersonalTime(dice.Day(new(2026, 2, 1), new(2026, 8, 1))));
            var withdrawn = grant.At.AddDays(9);
            var reference = world.Withdraws(dice, who, withdrawn, "phone");
            var call = Rings(dice, who, withdrawn, max: 1)[0];
            var item = world.Copy(Principal, reference);
            item["occurredAt"] = DutchTime.Instant(call.EndedAt.AddDays(1));
            world.Corrects(dice, Principal, who, call.EndedAt.AddDays(6), reference, "Datum verkeerd overgenomen uit de mailbox.", item);
            world.Mark("correction-after-call", call.Uploader.Slug, call.Ref);
        }

        // A call noted with a neighbour: two digits swapped by the dialler's export.
        for (var i = 0; i < 2; i++)
        {
            var dice = NextDice();
            var noted = people.Next();
            var real = people.Next();
            Good(dice, real, new DateTime(2026, 9, 7 + i, 20, 11, 0));
            var call = world.Calls(dice, noted, Noord, Najaar26, dice.CallingTime(new DateTime(2026, 9, 21 + i)), "answered");
            var item = world.Copy(Noord, call.Ref);
            item["consumer"] = new JsonObject { ["phone"] = real.Phone, ["name"] = real.Name };
            world.Corrects(dice, Noord, noted, call.At.AddDays(3), call.Ref, "Nummer verwisseld in de export van de dialer.", item);
            world.Mark("moved-to-other-person", Noord.Slug, call.Ref);
        }

        // A harmless correction: one minute more.
        for (var i = 0; i < 4; i++)
        {
            var dice = NextDice();
            var who = people.Next();
            var call = Rings(dice, who, Good(dice, who, SomeDay(dice)).At.AddDays(2), max: 1)[0];
            var item = world.Copy(call.Uploader, call.Ref);
            item["endedAt"] = DutchTime.Instant(call.EndedAt.AddMinutes(1));
            world.Corrects(dice, call.Uploader, who, call.At.AddDays(2), call.Ref, "Eindtijd bijgesteld naar de telefooncentrale.", item);
        }

        ImplausibleGrants();

        // Objections written down late: heard in May, handed in at the end.
        for (var i = 0; i < 3; i++)
        {
            var dice = NextDice();
            var who = people.Next();
            var call = Rings(dice, who, Good(dice, who, SomeDay(dice)).At.AddDays(2), max: 1)[0];
            world.Objects(dice, call.Uploader, who, call.AnsweredAt.AddSeconds(30), "in-call", call, note: "Achteraf uit de opname gehaald.", handed: Handed.Late);
        }

        // Where is the proof? On time, late, never.
        for (var i = 0; i < 4; i++)
        {
            var dice = NextDice();
            var who = people.Next();
            var grant = Good(dice, who, SomeDay(dice));
            var call = Rings(dice, who, grant.At.AddDays(2), max: 1)[0];
            var asked = call.EndedAt.AddHours(2);
            if (asked > world.End)
                continue;
            world.Mark("proof-too-late", Principal.Slug, world.WantsProof(dice, who, asked, grant, i % 2 == 0 ? asked.AddDays(19) : null));
        }
    }

    private void ImplausibleGrants()
    {
        var dice = NextDice();
        var burst = new DateTime(2026, 3, 19, 2, 14, 3);
        for (var i = 0; i < 12; i++)
        {
            var grant = world.Grants(dice, people.Next(), burst.AddSeconds(i * 3), Vergelijker, "lead-partner", Energy.Lead);
            world.Mark("grants-in-a-burst", Vergelijker.Slug, grant.Ref);
        }

        var bulk = new DateTime(2026, 10, 13, 9, 41, 0);
        for (var i = 0; i < 8; i++)
        {
            var who = people.Next();
            var grant = world.Grants(dice, who, bulk.AddSeconds(i * 5), Flexbel, "phone", Spoken, g => g.NoExhibit = true);
            var call = world.Calls(dice, who, Flexbel, Najaar26, bulk.AddMinutes(9 + (i * 7)), dice.Chance(0.6) ? "answered" : "no-answer", call => (call.Basis, call.BasisRef) = ("consent", grant.Ref));
            world.Mark("grants-just-before-call", Flexbel.Slug, grant.Ref);
            world.Mark("never-verified", Flexbel.Slug, call.Ref);
        }

        for (var i = 0; i < 4; i++)
        {
            var who = people.Next() with { Email = "gratis.punten@mail.example" };
            var grant = world.Grants(dice, who, new DateTime(2026, 2, 3 + i, 22, 4, 9), Vergelijker, "lead-partner", Energy.Lead);
            world.Verified(dice, grant, "email");
            foreach (var call in Rings(dice, who, grant.At.AddDays(1), max: 1))
                world.Mark("email-verification", call.Uploader.Slug, call.Ref);
            world.Mark("one-mail-many-numbers", Vergelijker.Slug, grant.Ref);
        }

        for (var i = 0; i < 2; i++)
        {
            var first = people.Next();
            var second = people.Next() with { Phone = first.Phone };
            Good(dice, first, new DateTime(2025, 9, 4 + i, 20, 0, 9));
            var grant = Web(dice, second, new DateTime(2025, 11, 6 + i, 19, 8, 0));
            world.Mark("number-shared", Principal.Slug, grant.Ref);
        }

        // Signed at the stall, with the card scanned.
        var card = new Person("W.", "Hoekstra", "+31613427719", "") { Salutation = "Mevr. Hoekstra", Kind = "private" };
        var signed = world.Grants(dice, card, new DateTime(2025, 9, 13, 14, 25, 0), Principal, "paper", Card, g => g.File = "captures/kaart-braderie.png");
        CallCampaigns(dice, card, signed, world.Verified(dice, signed));
    }
}
