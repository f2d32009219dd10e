using System.Text.Json.Nodes;
using static EvidenceVault.Samples.Generator.Energy;

namespace EvidenceVault.Samples.Generator;

/// <summary>Het voorbeelddossier: one person's history, good and bad, short enough to read in a pack.</summary>
internal sealed class Showcase(World world)
{
    public static readonly Person Who = new("Marjolein", "van der Veen", "+31612480637", "marjolein.vanderveen@post.example")
    {
        Salutation = "Mevr. Van der Veen",
        Kind = "private",
    };

    private readonly Dice _dice = new(260414);

    public static JsonObject Finder() => new()
    {
        ["principal"] = Principal.Slug,
        ["phone"] = Who.Phone,
        ["why"] = "Toestemming met bevestiging, gesprekken door twee bureaus, een verkoop, een intrekking, een gesprek na de intrekking, een klacht en een verzoek om bewijs.",
    };

    public void Write()
    {
        var grant = world.Grants(_dice, Who, new DateTime(2026, 4, 14, 10, 42, 7), Principal, "web-form", Web26, g => g.File = "captures/formulier-voorbeelddossier.html");
        world.AsksToVerify(_dice, grant, new DateTime(2026, 4, 14, 10, 43, 10));
        world.AnswersVerification(_dice, grant, new DateTime(2026, 4, 14, 10, 55, 38), file: "captures/sms-voorbeelddossier.txt");

        void OnConsent(Call call) => (call.Basis, call.BasisRef) = ("consent", grant.Ref);
        world.Calls(_dice, Who, Flexbel, Voorjaar26, new DateTime(2026, 5, 6, 10, 18, 40), "no-answer", OnConsent);
        world.Calls(_dice, Who, Flexbel, Voorjaar26, new DateTime(2026, 5, 8, 18, 12, 5), "voicemail", OnConsent);
        world.Calls(_dice, Who, Flexbel, Voorjaar26, new DateTime(2026, 5, 12, 14, 37, 22), "answered", call =>
        {
            OnConsent(call);
            call.Talk = TimeSpan.FromSeconds(94);
            call.Note = "Mevr. Van der Veen zit nog vast tot het najaar, dan graag opnieuw.";
        });

        world.Calls(_dice, Who, Noord, Najaar26, new DateTime(2026, 9, 15, 10, 5, 51), "no-answer", OnConsent);
        var sale = world.Calls(_dice, Who, Noord, Najaar26, new DateTime(2026, 9, 17, 15, 20, 30), "answered", call =>
        {
            OnConsent(call);
            call.Talk = TimeSpan.FromMilliseconds(world.Recordings["voicelogs/verkoopgesprek.opus"].DurationMs!.Value);
            call.SaleMade = true;
            call.OfferedAfter = TimeSpan.FromSeconds(36);
            call.Rcs = true;
        });
        world.FileExhibit(Noord, "voicelog", "audio/ogg", "voicelogs/verkoopgesprek.opus", sale.AnsweredAt, Who, ["sale", "call"], body => body["call"] = sale.Ref);
        world.Reviewed(_dice, sale, new DateTime(2026, 9, 21, 11, 2, 0), ("opening", true, 0), ("objection-offer", true, 24000), ("offer", true, 36000), ("recording-notice", true, 17000));
        world.Sells(_dice, sale, body =>
        {
            body["via"] = "web";
            body["totalValue"] = 1716;
            body["note"] = "Bevestigd op mijn.zonkracht.example";
        }, TimeSpan.FromHours(25.5));

        world.Withdraws(_dice, Who, new DateTime(2026, 10, 20, 21, 14, 2), "footer-link");
        var after = world.Calls(_dice, Who, Flexbel, Najaar26, new DateTime(2026, 10, 28, 18, 41, 9), "answered", call =>
        {
            OnConsent(call);
            call.Talk = TimeSpan.FromMilliseconds(world.Recordings["voicelogs/gesprek-na-intrekking.opus"].DurationMs!.Value);
            call.ObjectionOffer = "none";
            call.Opening["reasonStated"] = false;
            call.Products = Both;
        });
        world.FileExhibit(Flexbel, "voicelog", "audio/ogg", "voicelogs/gesprek-na-intrekking.opus", after.AnsweredAt, Who, ["call"], body => body["call"] = after.Ref);
        world.Objects(_dice, Flexbel, Who, after.AnsweredAt.AddSeconds(22), "in-call", after, note: "Mevr. Van der Veen wil bewijs zien en niet meer gebeld worden.");
        world.Mark("called-after-withdrawal", Flexbel.Slug, after.Ref);
        world.Complains(_dice, Who, new DateTime(2026, 10, 28, 19, 30, 0),
            "Ik heb vorige week op jullie site mijn toestemming ingetrokken en word vanavond tóch weer gebeld, door een bureau dat van niets weet. "
            + "Ik wil weten wie mijn nummer nog heeft. Marjolein van der Veen, 06-12480637", "email", after);
        world.WantsProof(_dice, Who, new DateTime(2026, 10, 28, 19, 31, 0), grant, new DateTime(2026, 11, 3, 15, 4, 0));
        world.Calls(_dice, Who, Noord, Service, new DateTime(2026, 11, 5, 11, 26, 0), "answered", call =>
        {
            call.Talk = TimeSpan.FromSeconds(131);
            call.Note = "Meterstand doorgenomen, geen aanbod gedaan.";
        });
    }
}
