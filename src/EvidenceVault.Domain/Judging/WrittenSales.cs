using EvidenceVault.Domain.Dossiers.Facts;

namespace EvidenceVault.Domain.Judging;

/// <summary>
/// Sales whose contract must be concluded in writing (schriftelijkheidsvereiste, BW 6:230v lid 6): of products that the policy lists, and no renewal. A
/// sale that is not said to renew a contract makes a new one.
/// </summary>
internal static class WrittenSales
{
    internal static bool Is(SaleAccepted sale, CallContext call) => sale.Renewal != true && call.Policy.WrittenProducts.Contains(sale.Product);

    /// <summary>Whether a call could lead to one. Where its products are not known, nothing excludes it.</summary>
    internal static bool IsConceivable(CallContext call) => call.Products is null || Products.Overlap(call.Policy.WrittenProducts, call.Products);
}
