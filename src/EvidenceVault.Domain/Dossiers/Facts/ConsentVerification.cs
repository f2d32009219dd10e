namespace EvidenceVault.Domain.Dossiers.Facts;

/// <summary>A consumer was asked to confirm a consent: ACM's second step before any call.</summary>
public sealed record ConsentVerificationRequested : Fact
{
    /// <summary>The item type.</summary>
    public const string TypeName = "consent.verification-requested";

    /// <summary>The consent to confirm.</summary>
    public required FactRef Consent { get; init; }

    /// <summary>How it was asked.</summary>
    public required VerificationMethod Method { get; init; }

    /// <summary>Whether it was asked on the consumer's own number; null where no number was stated.</summary>
    public bool? SameNumber { get; init; }

    /// <summary>The reference of the wording of the message sent.</summary>
    public string? Wording { get; init; }

    /// <summary>The call it was asked in.</summary>
    public FactRef? Call { get; init; }
}

/// <summary>A consumer confirmed a consent.</summary>
public sealed record ConsentVerified : Fact
{
    /// <summary>The item type.</summary>
    public const string TypeName = "consent.verified";

    /// <summary>The consent confirmed.</summary>
    public required FactRef Consent { get; init; }

    /// <summary>How it was confirmed.</summary>
    public required VerificationMethod Method { get; init; }

    /// <summary>Whether it was answered on the consumer's own number; null where no number was stated.</summary>
    public bool? SameNumber { get; init; }

    /// <summary>The call it was confirmed in.</summary>
    public FactRef? Call { get; init; }
}

/// <summary>A consumer said no when asked to confirm a consent.</summary>
public sealed record ConsentVerificationRefused : Fact
{
    /// <summary>The item type.</summary>
    public const string TypeName = "consent.verification-refused";

    /// <summary>The consent refused.</summary>
    public required FactRef Consent { get; init; }

    /// <summary>How it was refused.</summary>
    public required VerificationMethod Method { get; init; }

    /// <summary>Whether it was answered on the consumer's own number; null where no number was stated.</summary>
    public bool? SameNumber { get; init; }

    /// <summary>The call it was refused in.</summary>
    public FactRef? Call { get; init; }
}

/// <summary>Ways to confirm a consent.</summary>
public enum VerificationMethod
{
    /// <summary>A reply to, or link in, a text message.</summary>
    Sms,

    /// <summary>Spoken on the phone.</summary>
    Phone,

    /// <summary>A reply to, or link in, an e-mail.</summary>
    Email,

    /// <summary>In an app.</summary>
    App,

    /// <summary>By letter.</summary>
    Letter,
}
