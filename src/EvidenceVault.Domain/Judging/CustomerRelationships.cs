using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;

namespace EvidenceVault.Domain.Judging;

/// <summary>One statement that a person is or was a customer.</summary>
/// <param name="Known">The fact.</param>
/// <param name="Products">The products it is about.</param>
/// <param name="Notice">Whether the right to object was offered at collection; null: not stated.</param>
/// <param name="Relationship">The relationship it is about.</param>
/// <param name="Denial">Another statement of that relationship, which denies that offer: then it does not matter what this one says of it.</param>
internal readonly record struct CustomerStatement(
    KnownFact Known, IReadOnlyList<string> Products, bool? Notice, string Relationship, KnownFact? Denial = null);

/// <summary>Customer relations before a call. One that has ended still counts: the law's former customers.</summary>
internal static class CustomerRelationships
{
    internal static List<CustomerStatement> Of(CallContext call)
    {
        var statements = new List<CustomerStatement>();
        foreach (var known in call.Dossier.Facts)
        {
            if (known.OccurredAt >= call.Start)
                break;
            switch (known.Fact)
            {
                case RelationshipStarted { As: RelationshipRole.Customer } started:
                    statements.Add(new(known, started.Products, started.NoticeAtCollection, started.RelationshipMac));
                    break;
                case RelationshipEnded { As: RelationshipRole.Customer } ended:
                    statements.Add(new(known, ended.Products, ended.NoticeAtCollection, ended.RelationshipMac));
                    break;
            }
        }

        for (var i = 0; i < statements.Count; i++)
            if (statements[i].Notice != false && Denial(statements, statements[i].Relationship) is { } denial)
                statements[i] = statements[i] with { Notice = false, Denial = denial };
        return statements;
    }

    // There was one collection: of what is said of it, what speaks against the caller counts.
    private static KnownFact? Denial(List<CustomerStatement> statements, string relationship)
    {
        foreach (var statement in statements)
            if (statement is { Notice: false, Denial: null } && statement.Relationship == relationship)
                return statement.Known;
        return null;
    }

    /// <summary>For each product the statement with the best notice; null: a product that none is about.</summary>
    internal static List<CustomerStatement>? For(IReadOnlyList<string> products, List<CustomerStatement> statements)
    {
        var used = new List<CustomerStatement>();
        foreach (var product in products)
        {
            CustomerStatement? best = null;
            foreach (var statement in statements)
                if (statement.Products.Contains(product) && (best is null || Rank(statement.Notice) < Rank(best.Value.Notice)))
                    best = statement;
            if (best is not { } found)
                return null;
            if (!used.Contains(found))
                used.Add(found);
        }

        return used;
    }

    private static int Rank(bool? notice) => notice switch { true => 0, null => 1, false => 2 };
}
