using static EvidenceVault.Samples.Generator.Energy;

namespace EvidenceVault.Samples.Generator;

/// <summary>What goes wrong in practice, each kind a few times.</summary>
internal sealed partial class EnergyHistories
{
    private void WriteMistakes()
    {
        ConsentMistakes();
        VerificationMistakes();
        ObjectionMistakes();
        OtherBasisMistakes();
        ChainMistakes();
        ConductMistakes();
        RecordMistakes();
    }

    /// <summary>So many times the same mistake, each with another person; the calls that come back carry it.</summary>
    private void Times(int count, string kind, Func<Dice, Person, IEnumerable<Call>> scenario)
    {
        for (var i = 0; i < count; i++)
        {
            var dice = NextDice();
            foreach (var call in scenario(dice, people.Next()).Where(call => call.At <= world.End))
                world.Mark(kind, call.Uploader.Slug, call.Ref);
        }
    }

    private static DateTime SomeDay(Dice dice) => dice.PersonalTime(dice.Day(new DateTime(2025, 6, 1), new DateTime(2026, 10, 1)));

    private Grant Web(Dice dice, Person who, DateTime at, Action<Grant>? tweak = null) =>
        world.Grants(dice, who, at, Principal, "web-form", at.Year == 2025 ? Web25 : Web26, tweak);

    private List<Call> Rings(Dice dice, Person who, DateTime after, Action<Call>? tweak = null, int max = 2, int within = 12)
    {
        var (campaign, agency, from, until) = CampaignAt(dice, after.Date.AddDays(dice.Between(1, within)));
        return world.Rings(dice, who, agency, campaign, from, until, tweak, max, surelyAnswered: true);
    }

    private void Spoiled(int count, string kind, Party by, string method, Wording wording, Action<Grant>? tweak = null) => Times(count, kind, (dice, who) =>
    {
        var at = wording.LiveFrom.Year == 2026 ? dice.PersonalTime(dice.Day(new DateTime(2026, 1, 10), new DateTime(2026, 9, 20))) : SomeDay(dice);
        var grant = world.Grants(dice, who, at, by, method, wording, tweak);
        return Rings(dice, who, world.Verified(dice, grant));
    });

    private void ConsentMistakes()
    {
        Times(7, "no-consent", (dice, who) => Rings(dice, who, SomeDay(dice)));
        Spoiled(5, "pre-ticked", Vergelijker, "lead-partner", Energy.Lead, g => g.Capture.PreTicked = true);
        Times(1, "pre-ticked", (dice, who) =>
        {
            var smit = new Person("P.", "Smit", "+31628471190", "p.smit@example.nl") { Salutation = "Dhr. Smit", Kind = "private" };
            var grant = world.Grants(dice, smit, new DateTime(2025, 10, 8, 19, 22, 5), Vergelijker, "lead-partner", LeadBundled, g =>
            {
                g.File = "captures/wit-vinkje.png";
                g.Capture.PreTicked = true;
                g.Capture.BundledWithTerms = true;
            });
            return Rings(dice, smit, world.Verified(dice, grant));
        });
        Spoiled(5, "bundled", Vergelijker, "web-shop-account", LeadBundled, g => g.Capture.BundledWithTerms = true);
        Spoiled(6, "caller-not-named", Vergelijker, "lead-partner", LeadWeak);
        Spoiled(3, "conditional", Principal, "contest", ContestTied, g => g.Capture.Conditional = true);
        Spoiled(2, "no-active-act", Vergelijker, "web-shop-account", Energy.Lead, g => g.Capture.Action = "none");
        Spoiled(2, "minor", Principal, "contest", Energy.Contest, g => g.Capture.Age16OrOlder = false);
        Spoiled(4, "quality-unknown", Vergelijker, "lead-partner", Energy.Lead, g => (g.Capture.PreTicked, g.Capture.BundledWithTerms, g.Capture.Conditional) = (null, null, null));
        Spoiled(4, "no-wording", Vergelijker, "lead-partner", Energy.Lead, g => g.NoWording = true);
        Spoiled(5, "no-capture", Vergelijker, "lead-partner", Energy.Lead, g => g.NoExhibit = true);
        Spoiled(3, "other-channel", Principal, "web-form", WebLong, g => g.Channel = "email");
        Times(4, "out-of-scope", (dice, who) =>
        {
            var grant = world.Grants(dice, who, dice.PersonalTime(dice.Day(new DateTime(2026, 3, 1), new DateTime(2026, 9, 20))), Principal, "web-form", PowerOnly);
            var from = world.Verified(dice, grant).AddDays(4);
            return world.Rings(dice, who, Noord, Zon, from, from.AddDays(60), surelyAnswered: true, max: 2);
        });
        Times(4, "expired", (dice, who) =>
        {
            var at = dice.PersonalTime(dice.Day(new DateTime(2025, 6, 1), new DateTime(2026, 6, 1)));
            var grant = Web(dice, who, at, g => g.ValidUntil = at.Date.AddDays(60));
            return Rings(dice, who, world.Verified(dice, grant).AddDays(62));
        });
        Times(5, "stale", (dice, who) =>
        {
            var at = dice.PersonalTime(dice.Day(new DateTime(2025, 5, 20), new DateTime(2025, 9, 1)));
            var grant = world.Grants(dice, who, at, Principal, "web-form", Web25);
            var verified = world.Verified(dice, grant);
            Rings(dice, who, verified);
            return Rings(dice, who, verified.AddDays(375));
        });
        Times(6, "first-call-too-late", (dice, who) =>
        {
            var at = dice.PersonalTime(dice.Day(new DateTime(2025, 5, 20), new DateTime(2026, 3, 20)));
            var grant = Web(dice, who, at);
            return Rings(dice, who, world.Verified(dice, grant).AddDays(196)).Take(1);
        });
        Times(4, "granted-after-call", (dice, who) =>
        {
            var at = SomeDay(dice);
            var calls = Rings(dice, who, at);
            world.Verified(dice, Web(dice, who, calls[^1].EndedAt.AddHours(2)));
            return calls;
        });
        Times(3, "granted-in-bad-call", (dice, who) =>
        {
            var calls = Rings(dice, who, SomeDay(dice), call => call.Talk = Length("voicelogs/toestemming-in-verkoopgesprek.opus"), max: 1);
            var bad = calls[0];
            if (bad.At <= world.End)
                world.Mark("granted-after-call", bad.Uploader.Slug, bad.Ref);
            var grant = world.Grants(dice, who, bad.AnsweredAt.AddSeconds(40), bad.By, "phone", Spoken, g =>
            {
                g.File = "voicelogs/toestemming-in-verkoopgesprek.opus";
                g.Call = (bad.By, bad.Ref);
            });
            return Rings(dice, who, world.Verified(dice, grant));
        });
        Times(3, "wording-not-live", (dice, who) =>
        {
            var grant = world.Grants(dice, who, dice.PersonalTime(dice.Day(new DateTime(2026, 2, 1), new DateTime(2026, 8, 1))), Principal, "web-form", Web25);
            return Rings(dice, who, world.Verified(dice, grant));
        });
    }

    private void VerificationMistakes()
    {
        Times(9, "never-verified", (dice, who) => Rings(dice, who, world.Grants(dice, who, SomeDay(dice), Vergelijker, "lead-partner", Energy.Lead).At));
        Times(8, "no-response", (dice, who) =>
        {
            var grant = Web(dice, who, SomeDay(dice));
            world.AsksToVerify(dice, grant, grant.At.AddMinutes(2));
            return Rings(dice, who, grant.At);
        });
        Times(6, "verified-after-call", (dice, who) =>
        {
            var grant = Web(dice, who, SomeDay(dice));
            var calls = Rings(dice, who, grant.At, max: 1, within: 4);
            world.AsksToVerify(dice, grant, calls[0].EndedAt.AddMinutes(6));
            world.AnswersVerification(dice, grant, calls[0].EndedAt.AddMinutes(31));
            return calls;
        });
        Times(3, "refused-verification", (dice, who) =>
        {
            var grant = Web(dice, who, SomeDay(dice));
            world.AsksToVerify(dice, grant, grant.At.AddMinutes(2));
            world.AnswersVerification(dice, grant, grant.At.AddMinutes(22), refused: true);
            return Rings(dice, who, grant.At, max: 1);
        });
        Times(4, "lapsed-verification", (dice, who) =>
        {
            var grant = Web(dice, who, SomeDay(dice));
            world.AsksToVerify(dice, grant, grant.At.AddMinutes(2));
            world.AnswersVerification(dice, grant, grant.At.AddDays(dice.Between(15, 24)));
            return Rings(dice, who, grant.At.AddDays(25));
        });
        Times(5, "email-verification", (dice, who) =>
        {
            var grant = world.Grants(dice, who, SomeDay(dice), Vergelijker, "lead-partner", Energy.Lead);
            return Rings(dice, who, world.Verified(dice, grant, "email"));
        });
        Times(4, "verified-in-sales-call", (dice, who) =>
        {
            var grant = Web(dice, who, SomeDay(dice));
            var sales = Rings(dice, who, grant.At, max: 1)[0];
            if (sales.At > world.End)
                return [];
            world.AnswersVerification(dice, grant, sales.AnsweredAt.AddSeconds(20), "phone", sales.By, noExhibit: true, call: (sales.By, sales.Ref));
            world.Mark("verified-after-call", sales.Uploader.Slug, sales.Ref);
            return [world.Calls(dice, who, sales.By, sales.Campaign, dice.CallingTime(sales.At.AddDays(dice.Between(2, 6))), "answered")];
        });
        Times(3, "verification-unproven", (dice, who) =>
        {
            var grant = Web(dice, who, SomeDay(dice));
            world.AsksToVerify(dice, grant, grant.At.AddMinutes(2));
            world.AnswersVerification(dice, grant, grant.At.AddMinutes(50), noExhibit: true);
            return Rings(dice, who, grant.At);
        });
        Times(5, "other-number-verified", (dice, who) =>
        {
            var grant = Web(dice, who, SomeDay(dice));
            world.AsksToVerify(dice, grant, grant.At.AddMinutes(2));
            world.AnswersVerification(dice, grant, grant.At.AddMinutes(40), number: people.Number());
            return Rings(dice, who, grant.At);
        });
        Times(3, "number-not-stated", (dice, who) =>
        {
            var grant = Web(dice, who, SomeDay(dice));
            world.AsksToVerify(dice, grant, grant.At.AddMinutes(2));
            world.AnswersVerification(dice, grant, grant.At.AddMinutes(40), numberStated: false);
            return Rings(dice, who, grant.At);
        });
        var spoken = true;
        Times(5, "wrong-person-again", (dice, who) =>
        {
            var grant = Web(dice, who, SomeDay(dice));
            var (campaign, agency, from, until) = CampaignAt(dice, world.Verified(dice, grant).AddDays(2));
            var wrong = world.Calls(dice, who, spoken ? Noord : agency, campaign, dice.CallingTime(from), "wrong-person", call =>
            {
                call.OfferMade = false;
                if (spoken)
                    call.Talk = Length("voicelogs/verkeerde-persoon.opus");
                call.Note = dice.Chance(0.6) ? $"Nummer is niet (meer) van {who.Salutation}. Andere bewoner aan de lijn." : null;
            });
            if (spoken && wrong.At <= world.End)
                world.FileExhibit(Noord, "voicelog", "audio/ogg", "voicelogs/verkeerde-persoon.opus", wrong.AnsweredAt, who, ["call"], body => body["call"] = wrong.Ref);
            spoken = false;
            return world.Rings(dice, who, agency, campaign, wrong.At.AddDays(dice.Between(3, 9)), until, max: 1, surelyAnswered: true);
        });
    }

    private void ObjectionMistakes()
    {
        Times(11, "called-after-withdrawal", (dice, who) =>
        {
            var grant = Web(dice, who, SomeDay(dice));
            var withdrawn = world.Verified(dice, grant).AddDays(dice.Between(3, 40));
            var via = dice.Pick(["footer-link", "footer-link", "email", "letter", "app"]);
            world.Withdraws(dice, who, withdrawn, via, dice.Chance(0.3) ? grant : null, note: via == "letter" ? $"Brief van {who.Name}, ingescand door de postkamer." : null);
            var calls = Rings(dice, who, withdrawn, within: 9);
            if (dice.Chance(0.5) && calls[^1].At <= world.End)
                world.Complains(dice, who, calls[^1].EndedAt.AddHours(4), $"Ik heb mij afgemeld en word tóch weer gebeld. Hoe kan dat? Graag per omgaande stoppen. {who.Name}", dice.Pick(["email", "web-form", "phone"]), calls[^1]);
            return calls;
        });
        Times(6, "called-after-objection", (dice, who) =>
        {
            var grant = Web(dice, who, dice.PersonalTime(dice.Day(new DateTime(2025, 6, 1), new DateTime(2026, 2, 1))));
            var (campaign, _, from, _) = CampaignAt(dice, world.Verified(dice, grant).AddDays(3));
            var first = world.Calls(dice, who, Zuid, campaign, dice.CallingTime(from), "answered", call => call.Talk = Length("voicelogs/bezwaar.opus"));
            world.FileExhibit(Zuid, "voicelog", "audio/ogg", "voicelogs/bezwaar.opus", first.AnsweredAt, who, ["call"], body => body["call"] = first.Ref);
            world.Objects(dice, Zuid, who, first.AnsweredAt.AddSeconds(14), "in-call", first, note: $"{who.Salutation}: door niemand meer bellen.");
            return world.Rings(dice, who, Noord, campaign, first.At.AddDays(dice.Between(3, 12)), first.At.AddDays(40), max: 1, surelyAnswered: true);
        });
        Times(1, "called-after-stop", (dice, who) =>
        {
            var grant = Web(dice, who, new DateTime(2026, 9, 9, 14, 3, 20));
            var (campaign, agency, from, until) = CampaignAt(dice, world.Verified(dice, grant).AddDays(3));
            var stopped = world.Calls(dice, who, agency, campaign, dice.CallingTime(from), "stopped-vulnerable", call => (call.OfferMade, call.Note) = (false, "Mevrouw is in de war en vroeg steeds naar haar man. Gesprek vriendelijk beëindigd."));
            return world.Rings(dice, who, agency, campaign, stopped.At.AddDays(6), until, max: 1, surelyAnswered: true);
        });

        // Withdrawn, and later asked for again: the new, verified consent lifts it. Nothing wrong here.
        for (var i = 0; i < 3; i++)
        {
            var dice = NextDice();
            var who = people.Next();
            var grant = Web(dice, who, dice.PersonalTime(dice.Day(new DateTime(2025, 6, 1), new DateTime(2025, 10, 1))));
            world.Withdraws(dice, who, world.Verified(dice, grant).AddDays(20), "footer-link", handed: Handed.InOrder);
            var again = Web(dice, who, dice.PersonalTime(dice.Day(new DateTime(2026, 3, 1), new DateTime(2026, 9, 1))));
            _good.AddRange(Rings(dice, who, world.Verified(dice, again)));
        }

        // Withdrawn for gas alone: electricity may still be talked about.
        for (var i = 0; i < 2; i++)
        {
            var dice = NextDice();
            var who = people.Next();
            var grant = Web(dice, who, dice.PersonalTime(dice.Day(new DateTime(2026, 2, 1), new DateTime(2026, 5, 1))));
            world.Withdraws(dice, who, world.Verified(dice, grant).AddDays(3), "email", products: ["gas"]);
            _good.AddRange(world.Rings(dice, who, Noord, Zomer26, new DateTime(2026, 6, 8), new DateTime(2026, 8, 31), surelyAnswered: true));
        }
    }

    private void OtherBasisMistakes()
    {
        List<Call> OnCustomer(Dice dice, Person who, DateTime from, bool? notice, Campaign campaign)
        {
            var relationship = world.Relates(dice, who, new DateTime(2024, 2, 12, 10, 0, 0).AddDays(dice.Between(0, 200)), "customer", Both, notice);
            return world.Rings(dice, who, Noord, campaign, from, from.AddDays(60), call => (call.Basis, call.BasisRef) = ("customer", relationship), max: 2, surelyAnswered: true);
        }

        Times(9, "customer-after-july-2026", (dice, who) => OnCustomer(dice, who, dice.Day(new DateTime(2026, 7, 1), new DateTime(2026, 10, 20)), true, Winback));
        Times(3, "no-notice-at-collection", (dice, who) => OnCustomer(dice, who, dice.Day(new DateTime(2025, 7, 1), new DateTime(2026, 4, 20)), false, Winback));
        Times(3, "notice-unknown", (dice, who) => OnCustomer(dice, who, dice.Day(new DateTime(2025, 7, 1), new DateTime(2026, 4, 20)), null, Winback));
        Times(3, "other-kind-of-product", (dice, who) => OnCustomer(dice, who, dice.Day(new DateTime(2026, 3, 3), new DateTime(2026, 4, 25)), true, Zon));
        Times(2, "left-too-long-ago", (dice, who) =>
        {
            var relationship = world.Relates(dice, who, new DateTime(2019, 4, 1, 9, 0, 0), "customer", Both, true);
            world.Leaves(dice, who, new DateTime(2021, 11, 1, 9, 0, 0), "customer", Both, relationship);
            return world.Rings(dice, who, Noord, Winback, dice.Day(new DateTime(2025, 9, 1), new DateTime(2026, 3, 1)), new DateTime(2026, 5, 1), call => call.Basis = "customer", max: 2, surelyAnswered: true);
        });

        List<Call> OnCallback(Dice dice, Person who, string via, int after, bool withExhibit = true)
        {
            var at = SomeDay(dice);
            var request = world.WantsCallback(dice, who, at, via, Both, withExhibit);
            return world.Rings(dice, who, Noord, Terugbel, at.AddDays(after), at.AddDays(after + 25), call => (call.Basis, call.BasisRef) = ("callback", request), max: 1, surelyAnswered: true);
        }

        Times(3, "contest-as-callback", (dice, who) => OnCallback(dice, who, "contest", 2));
        Times(3, "callback-too-old", (dice, who) => OnCallback(dice, who, "web-form", 24));
        Times(2, "callback-unproven", (dice, who) => OnCallback(dice, who, "email", 2, withExhibit: false));
        Times(2, "already-called-back", (dice, who) =>
        {
            var first = OnCallback(dice, who, "web-form", 1)[0];
            return world.Rings(dice, who, Noord, Terugbel, first.At.AddDays(4), first.At.AddDays(10), call => (call.Basis, call.BasisRef) = ("callback", first.BasisRef), max: 1, surelyAnswered: true);
        });
        var traders = new Queue<string>(["Klusbedrijf Jan Doeve", "Vof Gebroeders Tromp", "Nagelstudio Mila"]);
        Times(3, "natural-person-in-law", (dice, _) =>
        {
            var name = traders.Dequeue();
            var day = dice.Day(new DateTime(2025, 10, 1), new DateTime(2026, 10, 1));
            var vof = name.StartsWith("Vof", StringComparison.Ordinal);
            var who = people.Business(name, vof ? "partnership" : "sole-trader", vof ? "vof" : "eenmanszaak", day.AddDays(-2).AddHours(10));
            return world.Rings(dice, who, Noord, Zakelijk, day, day.AddDays(30), call => call.Basis = "legal-person", max: 2, surelyAnswered: true);
        });
        var unchecked_ = new Queue<string>(["Loodgietersbedrijf Kraan", "Cateraar Smaak", "Schildersbedrijf Kwast"]);
        Times(3, "form-not-checked", (dice, _) =>
        {
            var day = dice.Day(new DateTime(2025, 10, 1), new DateTime(2026, 10, 1));
            return world.Rings(dice, people.Business(unchecked_.Dequeue(), "legal-person", "BV", null), Noord, Zakelijk, day, day.AddDays(30), call => call.Basis = "legal-person", max: 2, surelyAnswered: true);
        });
        Times(2, "ai-not-named", (dice, who) =>
        {
            var grant = Web(dice, who, dice.PersonalTime(dice.Day(new DateTime(2026, 7, 1), new DateTime(2026, 9, 1))));
            var from = world.Verified(dice, grant).AddDays(3);
            return world.Rings(dice, who, Noord, Najaar26, from > Najaar26.From ? from : Najaar26.From, world.End, Ai, max: 1, surelyAnswered: true);
        });
        Times(2, "ai-not-disclosed", (dice, who) =>
        {
            var grant = world.Grants(dice, who, dice.PersonalTime(dice.Day(new DateTime(2026, 8, 3), new DateTime(2026, 9, 1))), Principal, "web-form", WithAi);
            world.Verified(dice, grant);
            return world.Rings(dice, who, Noord, Najaar26, Najaar26.From.AddDays(4), world.End, call =>
            {
                Ai(call);
                call.Opening["aiDisclosed"] = false;
            }, max: 1, surelyAnswered: true);
        });
        var heard = true;
        Times(6, "offer-in-service-call", (dice, who) =>
        {
            world.Relates(dice, who, new DateTime(2024, 5, 6, 9, 0, 0), "customer", Both, true);
            var day = heard ? new DateTime(2026, 8, 11) : dice.Day(new DateTime(2026, 7, 2), new DateTime(2026, 11, 5));
            var call = world.Calls(dice, who, heard ? Principal : Noord, Service, dice.CallingTime(day), "answered", c =>
            {
                Neutral(c, "service");
                c.OfferMade = true;
                c.ObjectionOffer = "none";
                c.Products = Solar;
                if (heard)
                    c.Talk = Length("voicelogs/servicegesprek-met-aanbod.opus");
            });
            if (heard)
                world.FileExhibit(Principal, "voicelog", "audio/ogg", "voicelogs/servicegesprek-met-aanbod.opus", call.AnsweredAt, who, ["call"], body => body["call"] = call.Ref);
            heard = false;
            return [call];
        });
        Times(2, "offer-in-service-call", (dice, who) =>
        {
            // The agent says there was no offer; the listener heard one.
            world.Relates(dice, who, new DateTime(2024, 9, 3, 9, 0, 0), "customer", Both, true);
            var call = world.Calls(dice, who, Noord, Service, dice.CallingTime(dice.Day(new DateTime(2026, 7, 2), new DateTime(2026, 10, 20))), "answered", c => Neutral(c, "service"));
            world.Reviewed(dice, call, call.At.AddDays(4), ("opening", true, 900), ("offer", true, 64000));
            return [call];
        });
        Times(4, "inbound-unproven", (dice, who) => [RingsUs(dice, who, dice.CallingTime(SomeDay(dice)), offer: true, withRecord: false)]);
        Times(2, "own-attempt-before", (dice, who) =>
        {
            var grant = Web(dice, who, SomeDay(dice));
            var (campaign, agency, from, _) = CampaignAt(dice, world.Verified(dice, grant).AddDays(2));
            var missed = world.Calls(dice, who, agency, campaign, dice.CallingTime(from), "no-answer");
            return [RingsUs(dice, who, missed.At.AddMinutes(38), offer: true)];
        });
    }

    private Grant Good(Dice dice, Person who, DateTime at)
    {
        var grant = Web(dice, who, at);
        world.Verified(dice, grant);
        return grant;
    }
}
