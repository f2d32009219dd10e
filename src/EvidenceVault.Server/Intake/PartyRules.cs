using System.Text.Json;
using EvidenceVault.Domain.Books;
using EvidenceVault.Server.Access;
using EvidenceVault.Server.Books;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Intake.Items;
using NodaTime;

namespace EvidenceVault.Server.Intake;

/// <summary>Whom an uploader may name as the doer of a fact.</summary>
public sealed class PartyRules(Parties parties, BookStore books, IClock clock)
{
    /// <summary>What reading a caller's items needs to know.</summary>
    public ItemContext ContextFor(string principal, Caller caller) => ContextFor(principal, caller, new BookAtHand(principal, books));

    /// <summary>What reading a caller's items needs to know, with a book that the reader asks too.</summary>
    public ItemContext ContextFor(string principal, Caller caller, BookAtHand book) =>
        // An agency names only itself and its own sub-agencies; a principal any known party, since the chain is judged, not assumed.
        new(principal, caller.Holder, caller.KeyId, new NamedParties(parties, principal, caller.Party is { } agency ? new Chain(agency, book) : null), clock);
}

/// <summary>An agency and its sub-agencies. A chain only grows, so the book is asked anew only for a party that it did not have before, once an upload.</summary>
public sealed class Chain(string agency, BookAtHand book)
{
    private HashSet<string> _chain = Of(agency, book.Book);
    private bool _isFresh;

    /// <summary>Whether a party is one of them, as far as is known.</summary>
    public bool Contains(string party) => _chain.Contains(party);

    /// <summary>Looks whether a party has become one of them.</summary>
    public async ValueTask Learn(string party, CancellationToken ct)
    {
        if (_isFresh || Contains(party)) return;
        (_chain, _isFresh) = (Of(agency, await book.Fresh(ct)), true);
    }

    private static HashSet<string> Of(string agency, Book? book)
    {
        var chain = new HashSet<string>(StringComparer.Ordinal) { agency };
        var mandates = book?.Mandates.Values.SelectMany(versions => versions).Select(m => m.Value).ToList() ?? [];
        while (mandates.Any(m => chain.Contains(m.From) && chain.Add(m.To)))
        {
            // Each round adds one link, until there is none left.
        }

        return chain;
    }
}

/// <summary>The parties that one upload named.</summary>
public sealed class NamedParties(Parties parties, string principal, Chain? allowed)
{
    private readonly Dictionary<string, bool> _known = new(StringComparer.Ordinal) { [principal] = true };

    /// <summary>Looks up a party that an item is about to name, in the item itself or in the item it corrects to.</summary>
    public async ValueTask Learn(JsonElement item, CancellationToken ct)
    {
        if (item.ValueKind != JsonValueKind.Object) return;
        if (item.TryGetProperty("item", out var corrected)) await Learn(corrected, ct);
        if (!item.TryGetProperty("party", out var json) || JsonFields.TextOf(json) is not { } party || !JsonFields.IsSlug(party)) return;
        if (allowed is not null) await allowed.Learn(party, ct);
        if (!_known.ContainsKey(party)) _known[party] = await parties.Exists(party, ct);
    }

    /// <summary>What is wrong with naming a party; null where nothing is.</summary>
    public (string Code, string Detail)? Check(string party)
    {
        if (allowed is not null && !allowed.Contains(party))
            return (ProblemCodes.PartyNotAllowed, "An agency may name itself and its own sub-agencies as the doer of a fact.");
        return _known.GetValueOrDefault(party) ? null : (ProblemCodes.UnknownParty, "No party is known by this slug; have it set up by PUT /v1/parties/{party} first.");
    }
}
