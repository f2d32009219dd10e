using System.Collections.Frozen;
using System.Collections.Immutable;
using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Clearances;
using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Exhibits;
using EvidenceVault.Domain.Retention;
using EvidenceVault.Domain.Suppressions;

namespace EvidenceVault.Domain.Tests;

/// <summary>What happened in and after a call, and what was asked, registered and acknowledged around it.</summary>
internal sealed partial class Given
{
    private readonly List<Acknowledgement> _acknowledgements = [];
    private ImmutableDictionary<string, KnownClearance> _clearances = ImmutableDictionary<string, KnownClearance>.Empty;
    private readonly List<KnownInquiry> _inquiries = [];
    private bool _hasForeignNumber;

    /// <summary>A case recorded at an instant, about this consumer unless said otherwise.</summary>
    public Given Inquired(string name, string recordedAt, HoldScope? scope = null)
    {
        _inquiries.Add(new(Id(name), At(recordedAt), scope ?? new([Consumer], null, null)));
        return this;
    }

    public Given OnForeignNumber()
    {
        _hasForeignNumber = true;
        return this;
    }

    public Given Sold(string name, string at, string call = "call", Func<SaleAccepted, SaleAccepted>? but = null)
    {
        var sale = new SaleAccepted
        {
            OccurredAt = At(at),
            Party = Principal,
            UploadedBy = Principal,
            RefMac = name,
            Call = Ref(call),
            Via = AcceptanceRoute.Web,
            Product = "gas",
        };
        return Add(name, but?.Invoke(sale) ?? sale);
    }

    public Given Performed(string name, string at, string call = "call") => Add(name, new ContractPerformed
    {
        OccurredAt = At(at),
        Party = Principal,
        UploadedBy = Principal,
        RefMac = name,
        Call = Ref(call),
        Act = PerformanceAct.Switch,
    });

    public Given ProofRequested(string name, string at, string? consent = null) => Add(name, new ConsentProofRequested
    {
        OccurredAt = At(at),
        Party = Principal,
        UploadedBy = Principal,
        RefMac = name,
        Consent = consent is null ? null : Ref(consent),
    });

    public Given ProofProvided(string name, string at, string? consent = null) => Add(name, new ConsentProofProvided
    {
        OccurredAt = At(at),
        Party = Principal,
        UploadedBy = Principal,
        RefMac = name,
        Consent = consent is null ? null : Ref(consent),
    });

    /// <summary>A recording that names this consumer, of a call unless said otherwise.</summary>
    public Given Voicelog(string id, string at, string? call, bool stored = true, Func<ExhibitAnnounced, ExhibitAnnounced>? but = null) => Exhibit(
        id,
        at,
        e =>
        {
            var made = e with { Kind = ExhibitKind.Voicelog, Purposes = [ExhibitPurpose.Call], Call = call is null ? null : Ref(call) };
            return but?.Invoke(made) ?? made;
        },
        stored);

    /// <summary>Says that an exhibit was lawfully deleted.</summary>
    public Given Deleted(string id, string at)
    {
        var index = _exhibits.FindIndex(e => e.Id == id);
        _exhibits[index] = _exhibits[index] with { DeletedAt = At(at) };
        return this;
    }

    public Given Registered(string party, string recordedAt, params string[] macs)
    {
        var versions = Book.CallerNumbers.GetValueOrDefault(party, []).Add(new(macs.ToFrozenSet(), At(recordedAt), Id($"numbers-{party}-{recordedAt}")));
        Book = Book with { CallerNumbers = Book.CallerNumbers.SetItem(party, versions) };
        return this;
    }

    public Given Cleared(string id, string decidedAt, string recheckAfter, Func<KnownClearance, KnownClearance>? but = null)
    {
        var clearance = new KnownClearance(id, Id(id), Principal, Campaign, CallMeans.Human, true, At(decidedAt), At(recheckAfter), true, At(decidedAt));
        _clearances = _clearances.SetItem(id, but?.Invoke(clearance) ?? clearance);
        return this;
    }

    public Given Acknowledged(string party, string suppression, string at, string? recordedAt = null)
    {
        _acknowledgements.Add(new(party, Id(suppression), At(at), At(recordedAt ?? at)));
        return this;
    }
}
