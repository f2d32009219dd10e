namespace EvidenceVault.Domain.Dossiers.Facts;

/// <summary>A consumer withdrew consent (intrekking). AVG 7(3).</summary>
public sealed record ConsentWithdrawn : Fact
{
    /// <summary>The item type.</summary>
    public const string TypeName = "consent.withdrawn";

    /// <summary>The consent withdrawn; null: all of them.</summary>
    public FactRef? Consent { get; init; }

    /// <summary>How it was withdrawn.</summary>
    public required WithdrawalRoute Via { get; init; }

    /// <summary>The products the person limited it to; null: no limit.</summary>
    public IReadOnlyList<string>? ScopeProducts { get; init; }
}

/// <summary>A consumer objected to calls (verzet). Tw 11.7; AVG 21. Without a scope it covers every call for this principal, by anyone.</summary>
public sealed record ObjectionRegistered : Fact
{
    /// <summary>The item type.</summary>
    public const string TypeName = "objection.registered";

    /// <summary>How it was made.</summary>
    public required WithdrawalRoute Via { get; init; }

    /// <summary>The call it was made in.</summary>
    public FactRef? Call { get; init; }

    /// <summary>The products the person limited it to; null: no limit.</summary>
    public IReadOnlyList<string>? ScopeProducts { get; init; }
}

/// <summary>Routes by which consent is withdrawn or an objection is made.</summary>
public enum WithdrawalRoute
{
    /// <summary>A link in a page's or message's footer.</summary>
    FooterLink,

    /// <summary>By e-mail.</summary>
    Email,

    /// <summary>By phoning.</summary>
    Phone,

    /// <summary>By letter.</summary>
    Letter,

    /// <summary>In a call the consumer received.</summary>
    InCall,

    /// <summary>In an app.</summary>
    App,

    /// <summary>Another route.</summary>
    Other,
}
