using EvidenceVault.Domain.Dossiers.Facts;

namespace EvidenceVault.Server.Intake.Items;

/// <summary>Reads <c>consent.verification-requested</c>, <c>consent.verified</c> and <c>consent.verification-refused</c>.</summary>
public static class ConsentVerificationItems
{
    public static ItemBody ReadRequested(JsonFields json, ItemContext context)
    {
        var wording = json.UrlReference("wording");
        return Read(json, (keys, consent, method, same, call) => new ConsentVerificationRequested
        {
            Consent = consent,
            Method = method,
            SameNumber = same,
            Call = call,
            Wording = wording,
        });
    }

    public static ItemBody ReadVerified(JsonFields json, ItemContext context) =>
        Read(json, (keys, consent, method, same, call) => new ConsentVerified { Consent = consent, Method = method, SameNumber = same, Call = call });

    public static ItemBody ReadRefused(JsonFields json, ItemContext context) =>
        Read(json, (keys, consent, method, same, call) => new ConsentVerificationRefused { Consent = consent, Method = method, SameNumber = same, Call = call });

    private static ItemBody Read(
        JsonFields json,
        Func<FactKeys, Domain.Dossiers.FactRef, VerificationMethod, bool?, Domain.Dossiers.FactRef?, Domain.Dossiers.Fact> make)
    {
        var consent = json.FactRef("consent", required: true);
        var method = json.Word<VerificationMethod>("method", required: true);
        var number = json.Phone("number");
        var call = json.FactRef("call");
        return new ItemBody
        {
            Annex = new Annex { Ref = "", Number = number },
            Fact = keys => make(keys, keys.Ref(consent)!, method!.Value, keys.SameNumber(number), keys.Ref(call)),
        };
    }
}
