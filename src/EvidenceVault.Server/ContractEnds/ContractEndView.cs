using EvidenceVault.Domain.Judging;
using EvidenceVault.Domain.Retention;
using NodaTime;

namespace EvidenceVault.Server.ContractEnds;

/// <summary>The end of a contract as clients read it.</summary>
/// <param name="State"><c>requested</c>, <c>approved</c>, <c>ending</c> or <c>ended</c>.</param>
/// <param name="EndsOn">The contract's last day, in Amsterdam; null: not known, for a backup from before it was put back.</param>
/// <param name="GoesAt">The first instant after it: from then on all goes.</param>
/// <param name="Reason">Why.</param>
/// <param name="RequestedAt">When it was asked for.</param>
/// <param name="RequestedBy">By whom.</param>
/// <param name="ExportedAt">When all was last exported since; null: not.</param>
/// <param name="ApprovedAt">When a second person agreed.</param>
/// <param name="ApprovedBy">Who.</param>
/// <param name="WithoutExport">Why nothing was taken along.</param>
/// <param name="Obstacles">What keeps it from beginning now.</param>
/// <param name="BegunAt">From when nothing was taken in or shown any more.</param>
/// <param name="Certificate">What went; null: not all is gone yet.</param>
/// <param name="Explanation">In words.</param>
public sealed record ContractEndView(
    string State, LocalDate? EndsOn, Instant? GoesAt, string? Reason, Instant? RequestedAt, string? RequestedBy, Instant? ExportedAt, Instant? ApprovedAt, string? ApprovedBy, string? WithoutExport,
    ContractEndObstaclesView? Obstacles, Instant? BegunAt, ContractEndCertificate? Certificate, Explanation Explanation)
{
    public static ContractEndView Of(ContractEnd end, ContractEndObstacles obstacles, Instant? exportedAt)
    {
        var state = end.Ended is not null ? "ended" : end.Begun is not null ? "ending" : end.Approved is not null ? "approved" : "requested";
        return new(
            state, end.Requested?.EndsOn, end.EndsAt, end.Requested?.Reason, end.Requested?.OccurredAt, end.Requested?.Holder, exportedAt, end.Approved?.OccurredAt, end.Approved?.Holder, end.Approved?.WithoutExport,
            end.Begun is null && end.Ended is null && obstacles.Any ? new(obstacles.Holds, obstacles.Inquiries, obstacles.Requests) : null,
            end.Begun?.OccurredAt,
            end.Ended is { } e ? new(e.OccurredAt, e.KeysDestroyedAt, e.Consumers, e.Exhibits, e.Packs, e.Annexes, e.SoftDeleteDays) : null,
            Words(state, end.Begun is null && obstacles.Any));
    }

    private static Explanation Words(string state, bool isHeld) => (state, isHeld) switch
    {
        ("ended", _) => new(
            "Alles wat voor deze opdrachtgever werd bewaard is vernietigd (AVG artikel 28 lid 3 onder g). Wat blijft zijn feiten die aan niemand te koppelen zijn, zodat het register te controleren blijft.",
            "All that was kept for this principal is destroyed (GDPR Article 28(3)(g)). What remains are facts that can be linked to nobody, so that the ledger can still be verified."),
        ("ending", _) => new("De overeenkomst is voorbij. Alles wordt nu vernietigd; niets wordt nog aangenomen of getoond.", "The contract is over. All is being destroyed now; nothing is taken in or shown any more."),
        ("approved", false) => new("Na de laatste dag gaat alles weg. Tot dan werkt alles zoals altijd, en kan dit worden ingetrokken.", "After the last day all goes. Until then everything works as ever, and this can be withdrawn."),
        ("approved", true) => new(
            "Na de laatste dag gaat alles weg, maar niet zolang hieraan iets in de weg staat: bewaarbevelen, zaken die nog lopen of mensen die op antwoord wachten.",
            "After the last day all goes, but not while something stands against it: holds, cases under way, or people who wait for an answer."),
        _ => new("Een tweede persoon moet hiermee instemmen.", "A second person has to agree to this."),
    };
}

/// <summary>What keeps the end of a contract from beginning.</summary>
/// <param name="Holds">Holds that stand.</param>
/// <param name="Inquiries">Cases that are not closed.</param>
/// <param name="AccessRequests">How many consumers wait for an answer.</param>
public sealed record ContractEndObstaclesView(IReadOnlyList<string> Holds, IReadOnlyList<string> Inquiries, long AccessRequests);

/// <summary>What went: the certificate. The same as the event <c>contract.ended</c>.</summary>
/// <param name="EndedAt">When the last of it was gone.</param>
/// <param name="KeysDestroyedAt">From when nothing could be read any more.</param>
/// <param name="Consumers">How many consumers' cards and keys went.</param>
/// <param name="Exhibits">How many exhibits' files went now.</param>
/// <param name="Packs">How many packs went now.</param>
/// <param name="Annexes">From how many events what was handed in beside them was removed.</param>
/// <param name="SoftDeleteDays">For how many days the storage keeps what is deleted, unreadable without its key; null: not.</param>
public sealed record ContractEndCertificate(Instant EndedAt, Instant KeysDestroyedAt, long Consumers, long Exhibits, long Packs, long Annexes, int? SoftDeleteDays);
