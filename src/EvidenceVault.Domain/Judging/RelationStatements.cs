using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using NodaTime;

namespace EvidenceVault.Domain.Judging;

/// <summary>One statement that a person has, or had, a relation with the principal.</summary>
/// <param name="Known">The fact.</param>
/// <param name="Role">As what.</param>
/// <param name="Products">The products it is about.</param>
/// <param name="Notice">Whether the right to object was offered at collection; null: not stated.</param>
/// <param name="Relationship">The relationship it is about.</param>
/// <param name="IsEnd">Whether it says that the relationship ended.</param>
/// <param name="Denial">Another statement of that relationship, which denies that offer: then it does not matter what this one says of it.</param>
internal readonly record struct RelationStatement(
    KnownFact Known, RelationshipRole Role, IReadOnlyList<string> Products, bool? Notice, string Relationship, bool IsEnd, KnownFact? Denial = null);

/// <summary>Relations before a call.</summary>
internal static class RelationStatements
{
    /// <summary>All in a dossier, by when they were about.</summary>
    internal static List<RelationStatement> All(DossierAsKnown dossier)
    {
        var statements = new List<RelationStatement>();
        foreach (var known in dossier.Facts)
            if (known.Fact is RelationshipStarted started)
                statements.Add(new(known, started.As, started.Products, started.NoticeAtCollection, started.RelationshipMac, false));
            else if (known.Fact is RelationshipEnded ended)
                statements.Add(new(known, ended.As, ended.Products, ended.NoticeAtCollection, ended.RelationshipMac, true));
        return statements;
    }

    /// <summary>Those before a call, in some roles. A relation that has ended is among them.</summary>
    internal static List<RelationStatement> Of(CallContext call, params ReadOnlySpan<RelationshipRole> roles)
    {
        var statements = new List<RelationStatement>();
        foreach (var statement in call.Session.Relations)
        {
            if (statement.Known.OccurredAt >= call.Start)
                break;
            if (roles.Contains(statement.Role))
                statements.Add(statement);
        }

        for (var i = 0; i < statements.Count; i++)
            if (statements[i].Notice != false && Denial(statements, statements[i].Relationship) is { } denial)
                statements[i] = statements[i] with { Notice = false, Denial = denial };
        return statements;
    }

    /// <summary>Whether a relation had ended when a call began: at that very instant, it had.</summary>
    internal static bool HasEnded(CallContext call, string relationship)
    {
        Instant? started = null, ended = null;
        foreach (var statement in call.Session.Relations)
        {
            if (statement.Known.OccurredAt > call.Start)
                break;
            if (statement.Relationship != relationship)
                continue;
            if (statement.IsEnd)
                ended = statement.Known.OccurredAt;
            else
                started = statement.Known.OccurredAt;
        }

        return ended is not null && !(started > ended);
    }

    /// <summary>For each product the statement with the best notice; null: a product that none is about.</summary>
    internal static List<RelationStatement>? For(CallContext call, IReadOnlyList<string> products, List<RelationStatement> statements)
    {
        var used = new List<RelationStatement>();
        foreach (var product in products)
        {
            if (Best(call, statements, product) is not { } best)
                return null;
            if (!used.Contains(best))
                used.Add(best);
        }

        return used;
    }

    /// <summary>The statement with the best notice, about a product or, where that is null, about anything; null: none.</summary>
    /// <remarks>Of several as good that which was recorded first, where there is one, among those not recorded only after a dispute: a second one spoils no other.</remarks>
    internal static RelationStatement? Best(CallContext call, List<RelationStatement> statements, string? product)
    {
        RelationStatement? best = null;
        foreach (var statement in statements)
            if ((product is null || statement.Products.Contains(product)) && (best is not { } other || Order(call, statement).CompareTo(Order(call, other)) < 0))
                best = statement;
        return best;
    }

    private static (int, bool, Instant) Order(CallContext call, RelationStatement statement)
    {
        var known = statement.Known;
        var exhibit = Evidence.Cited(call.Dossier, known);
        return (
            Rank(statement.Notice),
            call.Session.DisputeBetween(known.OccurredAt, known.FirstRecordedAt, known.Fact) is not null,
            Instant.Max(known.RecordedAt, exhibit?.Exhibit.AnnouncedAt ?? known.RecordedAt));
    }

    // There was one collection: of what is said of it, what speaks against the caller counts.
    private static KnownFact? Denial(List<RelationStatement> statements, string relationship)
    {
        foreach (var statement in statements)
            if (statement is { Notice: false, Denial: null } && statement.Relationship == relationship)
                return statement.Known;
        return null;
    }

    private static int Rank(bool? notice) => notice switch { true => 0, null => 1, false => 2 };
}
