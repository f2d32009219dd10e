using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Server.Intake.Items;
using Microsoft.OpenApi;
using static EvidenceVault.Server.Hosting.OpenApi.Shapes;

namespace EvidenceVault.Server.Hosting.OpenApi;

/// <summary>Items of evidence of every type, as <see cref="ItemReader"/> reads them.</summary>
public static class ItemShapes
{
    /// <summary>The component that is any item.</summary>
    public const string AnyName = "EvidenceItem";

    private static readonly Shape Consumer = Input(
        "Whom it is about.",
        Need("phone", Kinds.Phone.Like("06-12345678"), "The number, in any form for the Netherlands or with a country code; kept as E.164."),
        May("name", Kinds.Text(200), "The name."),
        May("email", Kinds.Text(254).Refused(ProblemCodes.InvalidEmail), "The mail address."),
        May("kind", Kinds.Word<PersonKind>(), "What kind of person."),
        May("legalForm", Kinds.Token, "The legal form, as the trade register writes it."),
        May("kvk", Kinds.Kvk, "The trade-register (KvK) number."),
        May("kindCheckedAt", Kinds.Past, "When the form was checked in the trade register.")).Named("StatedConsumer");

    private static readonly Property Ref = Need("ref", Kinds.Reference, "The client's own reference, by which sending it again is known.");
    private static readonly Property OccurredAt = Need("occurredAt", Kinds.Past, "When it happened.");
    private static readonly Property Campaign = May("campaign", Kinds.UrlReference, "The campaign it belongs to.");
    private static readonly Property Party = May(
        "party", Kinds.Slug.Refused(ProblemCodes.PartyNotAllowed, ProblemCodes.UnknownParty),
        "Who did it; without it, the uploader. An agency names itself and its own sub-agencies, a principal any known party.");

    private static readonly Property[] Common =
    [
        Ref, OccurredAt, Need("consumer", Consumer, "Whom it is about."), Campaign, Party,
        May("exhibits", Kinds.UrlReferences(mayBeEmpty: true), "The ids of exhibits that prove it, which may be announced later."),
        May("note", Kinds.Text(4000), "A note."),
    ];

    /// <summary>The components of all types, by their names in JSON.</summary>
    public static IReadOnlyDictionary<string, Shape> ByType { get; } = All().ToDictionary(item => item.Type, item => item.Shape);

    /// <summary>Any item.</summary>
    public static Shape Any { get; } = OneOf("An item of evidence, of one of these types.", "type", ByType).Refused(ProblemCodes.UnknownType).Named(AnyName);

    /// <summary>The body that announces an exhibit at its own address: an item without type and id.</summary>
    public static Shape Announcement { get; } = Input("An exhibit to come.", [.. AboutExhibits(), .. ExhibitShapes.Announced])
        .Refused(ProblemCodes.EndsBeforeStart).Named("ExhibitAnnouncement");

    private static IEnumerable<(string Type, Shape Shape)> All()
    {
        foreach (var (type, description, own) in ConsentItemShapes.All.Concat(CallItemShapes.All)) yield return (type, Item(type, description, [.. Common, .. own]));
        yield return (CallAttempted.TypeName, Call());
        yield return (DialLogAnnouncedItem.TypeName, Item(
            DialLogAnnouncedItem.TypeName,
            "How many calls a dialler attempted on a day, so that gaps show. About no consumer.",
            [
                Ref,
                May("occurredAt", Kinds.Past, "When the count was made; without it, the end of the day."), Campaign, Party,
                May("exhibits", Kinds.UrlReferences(mayBeEmpty: true), "The ids of exhibits that prove it."), May("note", Kinds.Text(4000), "A note."),
                Need("date", Kinds.Date.Refused(ProblemCodes.InFuture), "The day, in Europe/Amsterdam; at most tomorrow."), Need("attempts", Kinds.Integer(0, 100_000_000), "How many attempts."),
            ]));
        yield return (ExhibitAnnouncedItem.TypeName, Item(
            ExhibitAnnouncedItem.TypeName,
            "An exhibit to come, as `PUT P/exhibits/{id}` announces it.",
            [Need("id", Kinds.UrlReference, "The exhibit's id, which is its reference too."), .. AboutExhibits(), .. ExhibitShapes.Announced]));
    }

    private static Property[] AboutExhibits() =>
    [
        May("ref", Kinds.Reference, "Not needed: an exhibit is known by its id."), May("occurredAt", Kinds.Past, "Not needed: it is `recordedAt`."),
        May("consumer", Consumer, "Whom it is about; required where it names a consent or call.").WithCodes(ProblemCodes.Required), Campaign, Party,
        May("exhibits", Kinds.UrlReferences(mayBeEmpty: true), "The ids of exhibits that belong to it."), May("note", Kinds.Text(4000), "A note."),
    ];

    // startedAt and occurredAt are the same thing, and one of them is enough.
    private static Shape Call()
    {
        var name = NameOf(CallAttempted.TypeName);
        var call = Item(CallAttempted.TypeName, "A call was made or tried.", [.. Common, .. CallItemShapes.Attempted]);
        var schema = (OpenApiSchema)call.Components[name];
        schema.Required!.Remove("occurredAt");
        schema.AnyOf = [Having("occurredAt"), Having("startedAt")];
        return call.Refused(ProblemCodes.Contradiction, ProblemCodes.EndsBeforeStart, ProblemCodes.OutOfRange);
    }

    private static OpenApiSchema Having(string name) => new()
    {
        Required = new HashSet<string> { name },
        Properties = new Dictionary<string, IOpenApiSchema> { [name] = Kinds.Instant.Schema },
    };

    private static Shape Item(string type, string description, IEnumerable<Property> properties) =>
        Input(description, [Need("type", Kinds.Constant(type), "The type."), .. properties]).Refused(ProblemCodes.EndsBeforeStart).Named(NameOf(type));

    private static string NameOf(string type) => string.Concat(type.Split('.', '-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    private static Property WithCodes(this Property property, params string[] codes) => property with { Shape = property.Shape.Refused(codes) };
}
