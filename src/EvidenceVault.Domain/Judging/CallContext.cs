using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging.Rules;
using NodaTime;

namespace EvidenceVault.Domain.Judging;

/// <summary>One call with everything the rules ask about it.</summary>
internal sealed class CallContext
{
    private BasisCase[]? _consents;
    private Guid[]? _because;
    private (KnownFact Grant, Confirmation Confirmation)? _confirmation;
    private bool? _isToLegalPerson;
    private bool? _isToConsumer;

    internal CallContext(JudgingSession session, KnownFact known)
    {
        Session = session;
        Known = known;
        Call = (CallAttempted)known.Fact;
        Local = Start.InZone(Amsterdam.Zone).LocalDateTime;
        Day = Local.Date;
        PolicyFiled = Book.PolicyFiledAt(Start);
        Policy = PolicyFiled?.Value.Policy ?? BookAsKnown.Defaults;
        (Nature, NatureUnknown) = EffectiveNature.Of(Dossier, known);
        Person = session.Persons.At(known);
        (Products, ProductsRecordedAt) = ProductsOf(Call, Book);
    }

    internal JudgingSession Session { get; }

    internal DossierAsKnown Dossier => Session.Dossier;

    internal BookAsKnown Book => Session.Book;

    internal KnownFact Known { get; }

    internal CallAttempted Call { get; }

    internal Instant Start => Call.StartedAt;

    /// <summary>When it began by the clock in Europe/Amsterdam.</summary>
    internal LocalDateTime Local { get; }

    /// <summary>The local day of the call: rules apply by it.</summary>
    internal LocalDate Day { get; }

    internal Policy Policy { get; }

    /// <summary>The same as it was filed; null where the defaults are in force: the principal has set nothing yet.</summary>
    internal Filed<PolicySet>? PolicyFiled { get; }

    internal CallNature Nature { get; }

    /// <summary>Declared otherwise than commercial, and whether an offer was made is not known.</summary>
    internal bool NatureUnknown { get; }

    /// <summary>What was stated of the called party.</summary>
    internal PersonAsStated Person { get; }

    /// <summary>The products it was about; null: not known, which is never the same as none.</summary>
    internal IReadOnlyList<string>? Products { get; }

    /// <summary>When the campaign whose products count was recorded as it counts; null: the call says its own products, or none are known.</summary>
    internal Instant? ProductsRecordedAt { get; }

    /// <summary>Outbound and effectively commercial, charitable or ideological: such a call needs a basis.</summary>
    internal bool NeedsBasis =>
        Call.Direction == CallDirection.Outbound
        && Nature is CallNature.Commercial or CallNature.Charitable or CallNature.Ideological
        && !NatureUnknown;

    /// <summary>
    /// Whether the law sees a natural person in the called party. Whose kind or legal form is not known is one, and so is whom only a word makes a legal
    /// person: its form must have been checked, as for the basis.
    /// </summary>
    internal bool IsToNaturalPerson => !(_isToLegalPerson ??= LegalPerson.IsShown(this));

    /// <summary>Whether the called party is a consumer: a natural person of whom nobody said in time that it does business.</summary>
    internal bool IsToConsumer => _isToConsumer ??= IsToNaturalPerson && !Businesses.IsOne(this);

    /// <summary>Whether it is a sales talk with a consumer: outbound, effectively commercial, and a conversation.</summary>
    internal bool IsSalesTalkWithConsumer =>
        NeedsBasis && Nature == CallNature.Commercial && IsToConsumer && Conversation.Is(Call);

    /// <summary>The call itself, as what a finding rests on. One array for all rules: most rest on nothing else.</summary>
    internal Guid[] Itself => _because ??= Because.Of(Known);

    /// <summary>When the mandates that the call was made under were recorded; null: none needed or none found.</summary>
    internal Instant? MandatesRecordedAt { get; set; }

    /// <summary>The first moment at which, had the call begun later, time alone could change the outcome.</summary>
    internal Instant? HoldsUntil { get; private set; }

    /// <summary>The case for each consent in the dossier, oldest first.</summary>
    internal BasisCase[] Consents => _consents ??= AllConsents();

    /// <summary>The confirmation that a consent rests on for this call. Several rules ask for it, one consent after the other.</summary>
    internal Confirmation ConfirmationOf(KnownFact grant)
    {
        if (_confirmation is not { } found || found.Grant != grant)
            _confirmation = found = (grant, Collectors.Confirmation(this, grant));
        return found.Confirmation;
    }

    /// <summary>When the last of what its permission rests on was recorded: on this basis, in the chain, and what it was about; null: it rests on nothing.</summary>
    internal Instant? LastRecordedAt(BasisCase basis)
    {
        if (basis.RecordedAt is not { } last)
            return null;
        if (MandatesRecordedAt > last)
            last = MandatesRecordedAt.Value;
        return ProductsRecordedAt > last ? ProductsRecordedAt : last;
    }

    /// <summary>
    /// The event of a dispute recorded since the call began and before what was filed of a wording, or of the campaign whose products count; null: none.
    /// </summary>
    internal Guid? DisputeBeforeFiling(Filed<WordingFiled>? wording = null) =>
        wording is not null && Session.DisputeBetween(Start, wording.RecordedAt) is { } dispute ? dispute
        : ProductsRecordedAt is { } recordedAt ? Session.DisputeBetween(Start, recordedAt)
        : null;

    /// <summary>The products that a call was about, with when the campaign they come from was recorded; null: not known.</summary>
    internal static (IReadOnlyList<string>? Products, Instant? RecordedAt) ProductsOf(CallAttempted call, BookAsKnown book) =>
        call.Products is { Count: > 0 } own ? (own, null)
        : book.CampaignProducts(call.Campaign, call.StartedAt) is { } campaign ? (campaign.Products, campaign.RecordedAt)
        : default;

    internal void Until(Instant? boundary)
    {
        if (boundary is { } end && end >= Start && !(HoldsUntil <= end))
            HoldsUntil = end;
    }

    private BasisCase[] AllConsents()
    {
        var consents = new BasisCase[Dossier.Grants.Count];
        for (var i = 0; i < consents.Length; i++)
            consents[i] = BasisCase.Of(this, Basis.Consent, Dossier.Grants[i]);
        return consents;
    }
}
