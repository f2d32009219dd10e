using System.Text.Json.Serialization;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Ledger;
using Microsoft.AspNetCore.Mvc;

namespace EvidenceVault.Server.Intake;

/// <summary>What became of one item.</summary>
/// <param name="Line">Its line or place, from 1.</param>
/// <param name="Ref">The client's reference, where it could be read and may be repeated.</param>
/// <param name="Status">What became of it; accepted means durable.</param>
/// <param name="EventId">The event it stands as.</param>
/// <param name="Receipt">A signed receipt of what was accepted just now.</param>
/// <param name="Problem">Why it was rejected.</param>
public sealed record ItemResult(
    [property: JsonPropertyOrder(0)] long Line,
    [property: JsonPropertyOrder(1)] string? Ref,
    [property: JsonPropertyOrder(2)] ItemStatus Status,
    [property: JsonPropertyOrder(3)] Guid? EventId,
    [property: JsonPropertyOrder(4)] string? Receipt,
    [property: JsonPropertyOrder(5)] ProblemDetails? Problem)
{
    /// <summary>Whether the upload was read no further: nothing after this line was looked at. Said only where it is so.</summary>
    [JsonPropertyOrder(6)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Last { get; init; }

    public static ItemResult Of(long line, string? reference, ItemOutcome outcome) =>
        new(line, reference, outcome.Status, outcome.EventId, outcome.Receipt, outcome.Problem?.ToDetails()) { Last = outcome.IsLast };
}

/// <summary>What became of an item.</summary>
public enum ItemStatus
{
    /// <summary>It is durable.</summary>
    Accepted,

    /// <summary>It was there already, with the same content.</summary>
    Duplicate,

    /// <summary>It was not taken; the problem says why.</summary>
    Rejected,
}

/// <summary>What a lane says of an item.</summary>
public sealed record ItemOutcome(ItemStatus Status, Guid? EventId, Problem? Problem)
{
    /// <summary>Where its receipt comes from; null: it was not recorded just now.</summary>
    public BatchReceipts? Receipts { get; init; }

    /// <summary>Whether nothing after it was looked at, though there may be more.</summary>
    public bool IsLast { get; init; }

    /// <summary>A signed receipt; null: there is none.</summary>
    public string? Receipt => EventId is { } id ? Receipts?.Of(id) : null;

    /// <summary>It was only looked at, and would be taken for what it says.</summary>
    public static readonly ItemOutcome Readable = new(ItemStatus.Accepted, null, null);

    public static ItemOutcome Accepted(Guid id) => new(ItemStatus.Accepted, id, null);

    public static ItemOutcome Duplicate(Guid id) => new(ItemStatus.Duplicate, id, null);

    public static ItemOutcome Rejected(Problem problem) => new(ItemStatus.Rejected, null, problem);
}
