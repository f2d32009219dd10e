using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging.Texts;
using NodaTime;

namespace EvidenceVault.Domain.Judging.Rules;

/// <summary>
/// TW-11.7-PUBLISHER-LICENCE: publishers of a periodical that appears at least three times a year, and holders of a licence under art. 3, 9 or 27b of
/// the Wet op de kansspelen, may call their own customers about their own similar products. Telecommunicatiewet art. 11.7 lid 6 (Stb. 2025, 12), in
/// force since 1 July 2026. Unlike lid 4 (old) it is read here for those who still are customers.
/// </summary>
internal sealed class PublisherOrLicence() : RelationRule("TW-11.7-PUBLISHER-LICENCE", new(NormKind.Statute, "Tw 11.7 lid 6"), new LocalDate(2026, 7, 1))
{
    public override IReadOnlyList<Basis> Bases { get; } = [Basis.Publisher, Basis.Licence];

    public override IReadOnlyDictionary<string, Explanation> Texts => PublisherOrLicenceTexts.All;

    internal override Finding? Judge(CallContext call, BasisCase basis)
    {
        if (!call.NeedsBasis || call.Call.Means != CallMeans.Human)
            return null;
        var relations = RelationStatements.Of(call, RelationshipRole.Customer, RelationshipRole.Subscriber);
        relations.RemoveAll(r => RelationStatements.HasEnded(call, r.Relationship));
        var kind = basis.Basis == Basis.Publisher ? RegistrationKind.Publisher : RegistrationKind.Licence;
        return OnProducts(call, basis, relations, new("registration-missing", call.Book.RegisteredOn(call.Day, kind)));
    }
}
