using System.Text.Json;
using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Identity;
using EvidenceVault.Domain.Intake;
using EvidenceVault.Server.Hosting;
using NodaTime;

namespace EvidenceVault.Server.Intake.Items;

/// <summary>Reads items of evidence of every type.</summary>
public static class ItemReader
{
    private delegate ItemBody BodyReader(JsonFields json, ItemContext context);

    private static readonly Dictionary<string, BodyReader> Types = new(StringComparer.Ordinal)
    {
        [Domain.Dossiers.Facts.ConsentGranted.TypeName] = ConsentGrantedItem.Read,
        [Domain.Dossiers.Facts.ConsentVerificationRequested.TypeName] = ConsentVerificationItems.ReadRequested,
        [Domain.Dossiers.Facts.ConsentVerified.TypeName] = ConsentVerificationItems.ReadVerified,
        [Domain.Dossiers.Facts.ConsentVerificationRefused.TypeName] = ConsentVerificationItems.ReadRefused,
        [Domain.Dossiers.Facts.ConsentWithdrawn.TypeName] = ConsentWithdrawnItem.Read,
        [Domain.Dossiers.Facts.ObjectionRegistered.TypeName] = ObjectionRegisteredItem.Read,
        [Domain.Dossiers.Facts.ConsentProofRequested.TypeName] = ConsentProofItems.ReadRequested,
        [Domain.Dossiers.Facts.ConsentProofProvided.TypeName] = ConsentProofItems.ReadProvided,
        [Domain.Dossiers.Facts.RelationshipStarted.TypeName] = RelationshipItems.ReadStarted,
        [Domain.Dossiers.Facts.RelationshipEnded.TypeName] = RelationshipItems.ReadEnded,
        [Domain.Dossiers.Facts.CallbackRequested.TypeName] = CallbackRequestedItem.Read,
        [Domain.Dossiers.Facts.CallAttempted.TypeName] = CallAttemptedItem.Read,
        [Domain.Dossiers.Facts.SaleAccepted.TypeName] = SaleItems.ReadAccepted,
        [Domain.Dossiers.Facts.ContractPerformed.TypeName] = SaleItems.ReadPerformed,
        [Domain.Dossiers.Facts.ComplaintReceived.TypeName] = ComplaintItems.ReadComplaint,
        [Domain.Dossiers.Facts.ComplimentReceived.TypeName] = ComplaintItems.ReadCompliment,
        [Domain.Dossiers.Facts.MonitoringRecorded.TypeName] = MonitoringRecordedItem.Read,
        [Domain.Dossiers.Facts.CorrectionMade.TypeName] = CorrectionMadeItem.Read,
        [DialLogAnnouncedItem.TypeName] = DialLogAnnouncedItem.Read,
        [ExhibitAnnouncedItem.TypeName] = ExhibitAnnouncedItem.Read,
    };

    /// <summary>Every item type.</summary>
    public static IReadOnlyCollection<string> TypeNames => Types.Keys;

    /// <summary>Reads an item. Anything wrong is noted in <paramref name="errors"/>; then the answer is null.</summary>
    public static Item? Read(JsonElement json, ItemContext context, List<FieldError> errors, string pointer = "", string? assignedRef = null)
    {
        var fields = new JsonFields(json, errors, pointer);
        if (json.ValueKind != JsonValueKind.Object) return null;
        if (fields.Text("type", 60, required: true) is not { } type) return null;
        if (!Types.TryGetValue(type, out var readBody))
        {
            fields.Fault("type", ProblemCodes.UnknownType, $"One of: {string.Join(", ", Types.Keys)}.");
            return null;
        }

        var body = ReadCommon(fields, type, context, assignedRef, readBody);
        fields.Done();
        return errors.Count > 0 ? null : body;
    }

    /// <summary>Reads the body of <c>PUT P/exhibits/{id}</c>: an announcement without its type and id.</summary>
    public static Item? ReadExhibit(JsonElement json, string id, ItemContext context, List<FieldError> errors)
    {
        var fields = new JsonFields(json, errors);
        if (json.ValueKind != JsonValueKind.Object) return null;
        var item = ReadCommon(fields, ExhibitAnnouncedItem.TypeName, context, id, (body, about) => ExhibitAnnouncedItem.Read(body, about, id));
        fields.Done();
        return errors.Count > 0 ? null : item;
    }

    /// <summary>The reference of an item that could not be read as a whole, where it has one that may be repeated.</summary>
    public static string? RefOf(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty("ref", out var value)
        && JsonFields.TextOf(value) is { Length: > 0 and <= 100 } text && !PersonalData.ReadsAsPersonal(text) ? text : null;

    private static Item? ReadCommon(JsonFields fields, string type, ItemContext context, string? assignedRef, BodyReader readBody)
    {
        var isExhibit = type == ExhibitAnnouncedItem.TypeName;
        var isDialLog = type == DialLogAnnouncedItem.TypeName;
        // The item that corrects has the reference; the corrected item keeps the one it had, whatever it repeats.
        var stated = fields.Reference("ref", required: assignedRef is null && !isExhibit);
        var reference = assignedRef ?? stated;
        var occurredAt = fields.Past("occurredAt", context.Now, required: !isExhibit && !isDialLog && type != Domain.Dossiers.Facts.CallAttempted.TypeName);
        var party = fields.Slug("party");
        var campaign = fields.UrlReference("campaign");
        var exhibits = fields.UrlReferences("exhibits", mayBeEmpty: true);
        var note = fields.Text("note", 4000);
        var consumer = isDialLog ? null : ReadConsumer(fields, context, required: !isExhibit);
        if (party is not null) context.CheckParty(fields, party);
        var done = context with { Party = party ?? context.Holder, OccurredAt = occurredAt };
        var body = readBody(fields, done);
        if (fields.HasErrors || (reference ?? body.Ref) is not { } finalRef) return null;
        return new Item
        {
            Type = type,
            Ref = finalRef,
            Holder = context.Holder,
            KeyId = context.KeyId,
            OccurredAt = body.OccurredAt ?? occurredAt!.Value,
            Party = done.Party,
            Campaign = campaign,
            Exhibits = exhibits is { Count: > 0 } ? exhibits : null,
            Consumer = consumer,
            Annex = body.Annex with { Ref = finalRef, Note = note },
            Fact = body.Fact,
            Exhibit = body.Exhibit,
            DialLog = body.DialLog is { } log ? log with { Campaign = campaign, Exhibits = exhibits is { Count: > 0 } ? exhibits : null } : null,
            Corrected = body.Corrected,
        };
    }

    private static StatedConsumer? ReadConsumer(JsonFields fields, ItemContext context, bool required)
    {
        if (fields.Object("consumer", required) is not { } json) return null;
        var phone = json.Phone("phone", required: true);
        var name = json.Text("name", 200);
        var email = json.Text("email", 254);
        if (email is not null && !(System.Net.Mail.MailAddress.TryCreate(email, out var address) && address.Address == email))
            json.Fault("email", ProblemCodes.InvalidEmail, "This is no mail address.");
        var kind = json.Word<PersonKind>("kind");
        var legalForm = json.Token("legalForm");
        var kvk = json.Kvk("kvk");
        var checkedAt = json.Past("kindCheckedAt", context.Now);
        json.Done();
        return phone is null ? null : new StatedConsumer(phone, name, email, kind, legalForm, kvk, checkedAt);
    }
}

/// <summary>What reading an item needs to know about its upload.</summary>
/// <param name="Principal">The principal's slug.</param>
/// <param name="Holder">The holder of the uploading key.</param>
/// <param name="KeyId">The public id of the uploading key.</param>
/// <param name="Parties">Which parties the caller may name as the doer of a fact.</param>
/// <param name="Clock">The vault's clock. An upload may take hours, so it is read for each item.</param>
public sealed record ItemContext(string Principal, string Holder, string KeyId, NamedParties Parties, IClock Clock)
{
    /// <summary>What has happened lies before it.</summary>
    public Instant Now => Clock.GetCurrentInstant();

    /// <summary>Who did what the item tells.</summary>
    public string Party { get; init; } = Holder;

    /// <summary>When it happened, where the item says so.</summary>
    public Instant? OccurredAt { get; init; }

    /// <summary>Whether the principal's own staff hands it in.</summary>
    public bool IsByPrincipal => Holder == Principal;

    internal void CheckParty(JsonFields fields, string party)
    {
        if (Parties.Check(party) is { } problem) fields.Fault("party", problem.Code, problem.Detail);
    }
}

/// <summary>What the reader of one item type found.</summary>
public sealed record ItemBody
{
    public Func<FactKeys, Fact>? Fact { get; init; }

    public Annex Annex { get; init; } = new() { Ref = "" };

    public Func<FactKeys?, Domain.Exhibits.ExhibitAnnounced>? Exhibit { get; init; }

    public DialLogAnnounced? DialLog { get; init; }

    public Item? Corrected { get; init; }

    /// <summary>The reference where the item has none of its own.</summary>
    public string? Ref { get; init; }

    /// <summary>When it happened, where another field says so.</summary>
    public Instant? OccurredAt { get; init; }
}
