namespace EvidenceVault.Domain.Dossiers.Facts;

/// <summary>A consumer asked to be called (gevraagde oproep).</summary>
public sealed record CallbackRequested : Fact
{
    /// <summary>The item type.</summary>
    public const string TypeName = "callback.requested";

    /// <summary>How it was asked.</summary>
    public required CallbackRoute Via { get; init; }

    /// <summary>The products it was asked about.</summary>
    public required IReadOnlyList<string> Products { get; init; }

    /// <summary>The call it was asked in.</summary>
    public FactRef? Call { get; init; }
}

/// <summary>Routes by which a callback is asked; contest and survey are no request.</summary>
public enum CallbackRoute
{
    /// <summary>A form on a web page.</summary>
    WebForm,

    /// <summary>On the phone.</summary>
    Phone,

    /// <summary>By e-mail.</summary>
    Email,

    /// <summary>In a shop or on the street.</summary>
    InStore,

    /// <summary>A contest or prize draw.</summary>
    Contest,

    /// <summary>A survey.</summary>
    Survey,
}
