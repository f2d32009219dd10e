using NodaTime;

namespace EvidenceVault.Domain.Dossiers.Facts;

/// <summary>A consumer gave consent (toestemming) to be approached. Tw 11.7 lid 2; AVG 4(11) and 7.</summary>
public sealed record ConsentGranted : Fact
{
    /// <summary>The item type.</summary>
    public const string TypeName = "consent.granted";

    /// <summary>The channel it was given for; only <see cref="ConsentChannel.Phone"/> carries calls.</summary>
    public required ConsentChannel Channel { get; init; }

    /// <summary>The products it was given for.</summary>
    public required IReadOnlyList<string> Products { get; init; }

    /// <summary>How it was obtained.</summary>
    public required ConsentMethod Method { get; init; }

    /// <summary>The reference of the filed wording shown; null where none was named.</summary>
    public string? Wording { get; init; }

    /// <summary>What the person did and where; null where the source did not say.</summary>
    public Capture? Capture { get; init; }

    /// <summary>The end of its term as told to the person; that very instant is still inside.</summary>
    public Instant? ValidUntil { get; init; }

    /// <summary>The call it was obtained in.</summary>
    public FactRef? Call { get; init; }
}

/// <summary>The act of consent: where it was captured and how free, specific, informed and unambiguous it was. Flags not stated are null.</summary>
/// <param name="Place">A URL without its query string, or the reference of a script.</param>
/// <param name="Action">What the person did.</param>
/// <param name="PreTicked">Whether a box was ticked beforehand.</param>
/// <param name="BundledWithTerms">Whether it was part of accepting general terms.</param>
/// <param name="Conditional">Whether something else was made to depend on it.</param>
/// <param name="PurposeNamed">Whether the purpose was named; can only worsen what the wording says.</param>
/// <param name="CallerNamed">Whether the caller was named; can only worsen what the wording says.</param>
/// <param name="Age16OrOlder">Whether the person was 16 or older.</param>
/// <param name="GuardianConsent">Whether a guardian consented for a minor.</param>
public sealed record Capture(
    string? Place = null,
    CaptureAction? Action = null,
    bool? PreTicked = null,
    bool? BundledWithTerms = null,
    bool? Conditional = null,
    bool? PurposeNamed = null,
    bool? CallerNamed = null,
    bool? Age16OrOlder = null,
    bool? GuardianConsent = null);

/// <summary>Channels of approach.</summary>
public enum ConsentChannel
{
    /// <summary>Phone calls.</summary>
    Phone,

    /// <summary>E-mail.</summary>
    Email,

    /// <summary>Text messages.</summary>
    Sms,

    /// <summary>Post.</summary>
    Post,
}

/// <summary>Ways in which consent is obtained.</summary>
public enum ConsentMethod
{
    /// <summary>A form on a web page.</summary>
    WebForm,

    /// <summary>A petition.</summary>
    Petition,

    /// <summary>An account in a web shop.</summary>
    WebShopAccount,

    /// <summary>A contest or prize draw.</summary>
    Contest,

    /// <summary>A paper form.</summary>
    Paper,

    /// <summary>In a shop or on the street.</summary>
    InStore,

    /// <summary>Spoken on the phone.</summary>
    Phone,

    /// <summary>In an app.</summary>
    App,

    /// <summary>Bought from, or passed on by, a lead partner.</summary>
    LeadPartner,
}

/// <summary>What the person did to consent.</summary>
public enum CaptureAction
{
    /// <summary>Ticked a box.</summary>
    TickedBox,

    /// <summary>Pressed a button.</summary>
    Button,

    /// <summary>Said yes.</summary>
    SpokenYes,

    /// <summary>Signed.</summary>
    Signature,

    /// <summary>Replied to a message.</summary>
    Reply,

    /// <summary>Nothing.</summary>
    None,
}
