using static EvidenceVault.Samples.Generator.Charity;

namespace EvidenceVault.Samples.Generator;

/// <summary>One small campaign among the donors of a charity.</summary>
internal sealed class CharityHistories(World world, People people)
{
    private int _seed = 90210;

    public void WriteAll()
    {
        var heard = true;
        for (var i = 0; i < 32; i++)
            heard = Donor(heard);
        for (var i = 0; i < 6; i++)
            Signatory();
        Wrong(2, "petition-is-no-basis", "petitioner", true, call => { });
        Wrong(2, "no-notice-at-collection", "donor", false, call => { });
        Wrong(3, "objection-not-offered", "donor", true, call => call.ObjectionOffer = "none");
        Wrong(2, "sunday", "donor", true, call => call.At = Sunday(call.At));
        Stranger();
        DialLogs();
    }

    private Dice NextDice() => new(_seed += 89);

    private static DateTime Sunday(DateTime at) => at.AddDays((7 - (int)at.DayOfWeek) % 7).Date.AddHours(15).AddMinutes(at.Minute);

    private static DateTime CampaignDay(Dice dice) => dice.Day(new DateTime(2026, 1, 12), new DateTime(2026, 11, 1));

    private bool Donor(bool heard)
    {
        var dice = NextDice();
        var who = people.Next(landline: 0.25);
        var relationship = world.Relates(dice, who, dice.Day(new DateTime(2024, 3, 1), new DateTime(2025, 11, 20)).AddHours(13), dice.Chance(0.8) ? "donor" : dice.Pick(["event-attendee", "volunteer"]), Gift, true);
        var from = CampaignDay(dice);
        var calls = world.Rings(dice, who, Helder, Donors, from, from.AddDays(30), call =>
        {
            (call.Basis, call.BasisRef) = ("charity", relationship);
            if (heard)
                call.Talk = TimeSpan.FromMilliseconds(world.Recordings["voicelogs/donateur.opus"].DurationMs!.Value);
        }, surelyAnswered: heard);
        if (calls is not [.., { Outcome: "answered" } answered] || answered.At > world.End)
            return heard;
        if (heard)
            world.FileExhibit(Helder, "voicelog", "audio/ogg", "voicelogs/donateur.opus", answered.AnsweredAt, who, ["call"], body => body["call"] = answered.Ref);
        else if (dice.Chance(0.15))
            world.Objects(dice, Helder, who, answered.AnsweredAt.AddSeconds(20), "in-call", answered, note: $"{who.Salutation} geeft liever zelf, niet meer bellen.");
        return false;
    }

    /// <summary>Signed a petition and, apart from that, said yes to being called; confirmed by text message.</summary>
    private void Signatory()
    {
        var dice = NextDice();
        var who = people.Next();
        var at = dice.PersonalTime(dice.Day(new DateTime(2025, 12, 1), new DateTime(2026, 8, 1)));
        var grant = world.Grants(dice, who, at, Principal, "petition", Petition);
        world.AsksToVerify(dice, grant, at.AddMinutes(2));
        world.AnswersVerification(dice, grant, at.AddMinutes(35));
        world.Rings(dice, who, Helder, Donors, at.AddDays(9), at.AddDays(60), call => (call.Basis, call.BasisRef) = ("consent", grant.Ref));
    }

    private void Wrong(int count, string kind, string asWhat, bool notice, Action<Call> tweak)
    {
        for (var i = 0; i < count; i++)
        {
            var dice = NextDice();
            var who = people.Next();
            var relationship = world.Relates(dice, who, dice.Day(new DateTime(2025, 3, 1), new DateTime(2025, 11, 20)).AddHours(13), asWhat, Gift, notice);
            var from = CampaignDay(dice);
            foreach (var call in world.Rings(dice, who, Helder, Donors, from, from.AddDays(30), call =>
            {
                (call.Basis, call.BasisRef) = ("charity", relationship);
                tweak(call);
            }, max: 1, surelyAnswered: true))
                world.Mark(kind, Helder.Slug, call.Ref);
        }
    }

    private void Stranger()
    {
        var dice = NextDice();
        foreach (var call in world.Rings(dice, people.Next(), Helder, Donors, new DateTime(2026, 5, 18), new DateTime(2026, 6, 10), call => call.Basis = "charity", max: 2, surelyAnswered: true))
            world.Mark("no-relationship", Helder.Slug, call.Ref);
    }

    private void DialLogs()
    {
        foreach (var day in world.Items[Helder.Slug].Where(item => (string?)item.Body["type"] == "call.attempted").GroupBy(item => item.At.Date).OrderBy(day => day.Key).ToList())
        {
            var at = day.Key.AddHours(23);
            var item = World.NewItem("dial-log.announced", world.NewRef(Helder, "D", at), at);
            item["party"] = Helder.Slug;
            item["date"] = DutchTime.Date(at);
            item["attempts"] = day.Count();
            world.Add(Helder, item, at);
        }
    }
}
