using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using NodaTime;

namespace EvidenceVault.Domain.Judging;

/// <summary>What ends a consent: a withdrawal of it, or an objection to calls, since it was given.</summary>
internal static class Withdrawals
{
    /// <summary>The first that, at or before an instant, ended a consent for any of some products; null products: any at all.</summary>
    internal static Objection? Of(DossierAsKnown dossier, Known<ConsentGranted> grant, Instant until, IReadOnlyList<string>? products, KnownFact? except = null)
    {
        foreach (var objection in dossier.Objections)
            if (Ends(objection, grant, until) && (except is null || objection.InCall != except) && Touches(objection, products))
                return objection;
        return null;
    }

    /// <summary>The one by which, at or before an instant, a consent had ended for every product it was given for: alone, or with those before it.</summary>
    internal static Objection? OfWhole(DossierAsKnown dossier, Known<ConsentGranted> grant, Instant until)
    {
        List<string> ended = [];
        foreach (var objection in dossier.Objections)
        {
            if (!Ends(objection, grant, until))
                continue;
            if (objection.Products is not { } products)
                return objection;
            ended.AddRange(products);
            if (Products.Cover(ended, grant.Fact.Products))
                return objection;
        }

        return null;
    }

    /// <summary>Whether an objection's scope touches products; where either is not known, it does.</summary>
    internal static bool Touches(Objection objection, IReadOnlyList<string>? products) =>
        objection.Products is null || products is null || Products.Overlap(objection.Products, products);

    private static bool Ends(Objection objection, Known<ConsentGranted> grant, Instant until) =>
        objection.At <= until
        && objection.At >= grant.Source.OccurredAt
        && (objection.Consent is null ? grant.Fact.Channel == ConsentChannel.Phone || objection.Source.Fact is ConsentWithdrawn : objection.Consent == grant.Source);
}

/// <summary>Compares sets of products.</summary>
internal static class Products
{
    internal static bool Cover(IReadOnlyList<string> wide, IReadOnlyList<string> narrow)
    {
        foreach (var product in narrow)
            if (!wide.Contains(product))
                return false;
        return true;
    }

    internal static bool Overlap(IReadOnlyList<string> one, IReadOnlyList<string> other)
    {
        foreach (var product in one)
            if (other.Contains(product))
                return true;
        return false;
    }
}
