using NodaTime;

namespace EvidenceVault.Domain.Dossiers.Facts;

/// <summary>A consumer accepted an offer made in a call. BW 6:230v lid 6.</summary>
public sealed record SaleAccepted : Fact
{
    /// <summary>The item type.</summary>
    public const string TypeName = "sale.accepted";

    /// <summary>The call the offer was made in.</summary>
    public required FactRef Call { get; init; }

    /// <summary>How it was accepted.</summary>
    public required AcceptanceRoute Via { get; init; }

    /// <summary>When acceptance was asked.</summary>
    public Instant? AcceptanceAskedAt { get; init; }

    /// <summary>The whole value of the contract in euro, as a plain decimal such as <c>49.95</c>.</summary>
    public string? TotalValue { get; init; }

    /// <summary>The product sold.</summary>
    public required string Product { get; init; }

    /// <summary>Whether it renews an existing contract.</summary>
    public bool? Renewal { get; init; }
}

/// <summary>A contract that came from a call was carried out.</summary>
public sealed record ContractPerformed : Fact
{
    /// <summary>The item type.</summary>
    public const string TypeName = "contract.performed";

    /// <summary>The call the contract came from.</summary>
    public required FactRef Call { get; init; }

    /// <summary>What was done.</summary>
    public required PerformanceAct Act { get; init; }
}

/// <summary>Ways to accept an offer.</summary>
public enum AcceptanceRoute
{
    /// <summary>On paper.</summary>
    Written,

    /// <summary>By e-mail.</summary>
    Email,

    /// <summary>On a web page.</summary>
    Web,

    /// <summary>In the call.</summary>
    InCall,
}

/// <summary>Acts of performance.</summary>
public enum PerformanceAct
{
    /// <summary>Delivery.</summary>
    Delivery,

    /// <summary>A switch of supplier.</summary>
    Switch,

    /// <summary>A charge.</summary>
    Charge,
}
