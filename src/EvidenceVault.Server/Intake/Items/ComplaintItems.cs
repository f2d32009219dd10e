using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Identity;
using EvidenceVault.Server.Hosting;

namespace EvidenceVault.Server.Intake.Items;

/// <summary>Reads <c>complaint.received</c> and <c>compliment.received</c>.</summary>
public static class ComplaintItems
{
    public static ItemBody ReadComplaint(JsonFields json, ItemContext context)
    {
        var (about, call, text, via) = ReadFields(json);
        return new ItemBody
        {
            Annex = new Annex { Ref = "", Text = text },
            Fact = keys => new ComplaintReceived { About = about!.Value, Call = keys.Ref(call), TextHash = keys.TextHash(text)!, Via = via! },
        };
    }

    public static ItemBody ReadCompliment(JsonFields json, ItemContext context)
    {
        var (about, call, text, via) = ReadFields(json);
        return new ItemBody
        {
            Annex = new Annex { Ref = "", Text = text },
            Fact = keys => new ComplimentReceived { About = about!.Value, Call = keys.Ref(call), TextHash = keys.TextHash(text)!, Via = via! },
        };
    }

    private static (ComplaintSubject? About, StatedRef? Call, string? Text, string? Via) ReadFields(JsonFields json)
    {
        var via = json.Text("via", 40, required: true);
        if (via is not null && !JsonFields.IsSlug(via)) json.Fault("via", ProblemCodes.UnknownValue, "A short word such as phone, email, letter or web-form is wanted.");
        else if (via is not null && PersonalData.ReadsAsPersonal(via)) json.Fault("via", ProblemCodes.PersonalDataInField, "This reads as a phone number; it has no place in this field.");
        return (json.Word<ComplaintSubject>("about", required: true), json.FactRef("call"), json.Text("text", 20_000, required: true), via);
    }
}
