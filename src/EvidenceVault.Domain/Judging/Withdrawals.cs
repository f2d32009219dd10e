using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using NodaTime;

namespace EvidenceVault.Domain.Judging;

/// <summary>What ends a consent: a withdrawal of it, or an objection to calls, since it was given.</summary>
internal static class Withdrawals
{
    /// <summary>The first that, when a call began, had ended a consent for any of its products; those not known: for any at all.</summary>
    internal static Objection? Of(CallContext call, Known<ConsentGranted> grant)
    {
        foreach (var objection in call.Dossier.Objections)
            if (Ends(objection, grant, call.Start) && !IsMadeIn(objection, call) && Touches(objection, call.Products))
                return objection;
        return null;
    }

    /// <summary>Whether an objection was made in a call. One made before the call began was not, whatever the upload says.</summary>
    internal static bool IsMadeIn(Objection objection, CallContext call) =>
        objection.Source == call.Known || objection.InCall == call.Known && objection.At >= call.Start;

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

    // A no that names this consent ends it, even where the consent is said to have been given later.
    private static bool Ends(Objection objection, Known<ConsentGranted> grant, Instant until) =>
        objection.At <= until
        && (objection.Consent is null
            ? objection.At >= grant.Source.OccurredAt && (grant.Fact.Channel == ConsentChannel.Phone || objection.Source.Fact is ConsentWithdrawn)
            : objection.Consent == grant.Source);
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
