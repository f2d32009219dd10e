using EvidenceVault.Domain.Dossiers.Facts;

namespace EvidenceVault.Server.Intake.Items;

/// <summary>Reads <c>relationship.started</c> and <c>relationship.ended</c>.</summary>
public static class RelationshipItems
{
    public static ItemBody ReadStarted(JsonFields json, ItemContext context)
    {
        var (name, role, products, notice) = ReadFields(json);
        return new ItemBody
        {
            Annex = new Annex { Ref = "", Relationship = name },
            Fact = keys => new RelationshipStarted
            {
                RelationshipMac = keys.Consumer.RefMac(name!),
                As = role!.Value,
                Products = products ?? [],
                NoticeAtCollection = notice,
            },
        };
    }

    public static ItemBody ReadEnded(JsonFields json, ItemContext context)
    {
        var (name, role, products, notice) = ReadFields(json);
        return new ItemBody
        {
            Annex = new Annex { Ref = "", Relationship = name },
            Fact = keys => new RelationshipEnded
            {
                RelationshipMac = keys.Consumer.RefMac(name!),
                As = role!.Value,
                Products = products ?? [],
                NoticeAtCollection = notice,
            },
        };
    }

    private static (string? Name, RelationshipRole? Role, IReadOnlyList<string>? Products, bool? Notice) ReadFields(JsonFields json) =>
        (json.Reference("relationship", required: true), json.Word<RelationshipRole>("as", required: true),
            json.Tokens("products", mayBeEmpty: true), json.Flag("noticeAtCollection"));
}
