using EvidenceVault.Domain.Dossiers.Facts;
using NodaTime;

namespace EvidenceVault.Domain.Books;

/// <summary>A principal's settings from a day on. See the rulebook's policy table for the defaults.</summary>
public sealed record Policy
{
    /// <summary>First day, from its start in Europe/Amsterdam.</summary>
    public required LocalDate ValidFrom { get; init; }

    /// <summary>The preset the defaults came from.</summary>
    public PolicyPreset Preset { get; init; } = PolicyPreset.Standard;

    /// <summary>How consents must be confirmed.</summary>
    public VerificationPolicy Verification { get; init; } = new(
        [VerificationMethod.Sms, VerificationMethod.Phone, VerificationMethod.Email, VerificationMethod.App, VerificationMethod.Letter],
        Period.FromDays(14));

    /// <summary>The term of a consent where none was told; past it, a consent is stale.</summary>
    public Period ConsentTerm { get; init; } = Period.FromMonths(12);

    /// <summary>How long a callback request is valid.</summary>
    public Period CallbackTerm { get; init; } = Period.FromDays(14);

    /// <summary>The principal's own window for calling.</summary>
    public CallingWindow Window { get; init; } = new(
        new TimeRange(new LocalTime(9, 0), new LocalTime(21, 0)), new TimeRange(new LocalTime(10, 0), new LocalTime(16, 0)));

    /// <summary>Which days count as public holidays beside those of the law.</summary>
    public HolidayPolicy Holidays { get; init; } = new(false, false);

    /// <summary>National days of mourning: no calls.</summary>
    public IReadOnlyList<LocalDate> MourningDays { get; init; } = [];

    /// <summary>The most attempts.</summary>
    public AttemptPolicy Attempts { get; init; } = new(3, 1);

    /// <summary>The least time between an offer and asking acceptance; null: none set.</summary>
    public Period? CoolingOff { get; init; }

    /// <summary>Products whose contract must be concluded in writing (schriftelijkheidsvereiste, BW 6:230v lid 6).</summary>
    public IReadOnlyList<string> WrittenProducts { get; init; } = ["electricity", "gas", "water", "heat"];

    /// <summary>Whether an inbound call needs a call detail record as proof.</summary>
    public InboundProof InboundProof { get; init; } = InboundProof.Cdr;

    /// <summary>Whether a clearance says clear where permission is unproven.</summary>
    public bool ClearUnproven { get; init; }

    /// <summary>The share of dropped calls, in whole per cents of the calls answered, from which on there is an alarm.</summary>
    public int DroppedCallAlarmPercent { get; init; } = 3;

    /// <summary>How long exhibits and facts are kept.</summary>
    public RetentionPolicy Retention { get; init; } = new();

    /// <summary>A preset's settings: what holds for whatever a principal does not say itself.</summary>
    public static Policy Of(PolicyPreset preset, LocalDate validFrom)
    {
        var standard = new Policy { ValidFrom = validFrom, Preset = preset };
        // Energie-Nederland's code asks for an answer on the dialled number itself.
        return preset is PolicyPreset.Energy
            ? standard with { Verification = standard.Verification with { Methods = [VerificationMethod.Sms, VerificationMethod.Phone] } }
            : standard;
    }
}

/// <summary>Presets of policy.</summary>
public enum PolicyPreset
{
    /// <summary>The defaults.</summary>
    Standard,

    /// <summary>Energy suppliers: verification by sms or phone only.</summary>
    Energy,

    /// <summary>Charities.</summary>
    Charity,

    /// <summary>Publishers.</summary>
    Publisher,
}

/// <summary>How consents must be confirmed.</summary>
/// <param name="Methods">Methods accepted.</param>
/// <param name="Deadline">Term from the request, else from the grant.</param>
public sealed record VerificationPolicy(IReadOnlyList<VerificationMethod> Methods, Period Deadline);

/// <summary>A window for calling; no calls on Sundays. Ends are exclusive.</summary>
/// <param name="Weekdays">Monday to Friday.</param>
/// <param name="Saturday">Saturday; null: no calls.</param>
public sealed record CallingWindow(TimeRange Weekdays, TimeRange? Saturday);

/// <summary>A part of a day in Europe/Amsterdam.</summary>
/// <param name="From">First instant.</param>
/// <param name="To">End, exclusive.</param>
public sealed record TimeRange(LocalTime From, LocalTime To);

/// <summary>Which days count as public holidays beside those of the law.</summary>
/// <param name="GoodFriday">Good Friday.</param>
/// <param name="LiberationDay">5 May.</param>
public sealed record HolidayPolicy(bool GoodFriday, bool LiberationDay);

/// <summary>The most attempts to one consumer.</summary>
/// <param name="PerCampaign">In a campaign.</param>
/// <param name="PerDay">On a local day.</param>
public sealed record AttemptPolicy(int PerCampaign, int PerDay);

/// <summary>What proves that an inbound call was inbound.</summary>
public enum InboundProof
{
    /// <summary>A call detail record.</summary>
    Cdr,

    /// <summary>The uploader's statement.</summary>
    None,
}

/// <summary>How long things are kept. A term longer than the default needs a written justification.</summary>
public sealed record RetentionPolicy
{
    /// <summary>Recordings of consents and verifications, from the recording.</summary>
    public Period ConsentVoicelog { get; init; } = Period.FromMonths(24);

    /// <summary>The same after a withdrawal, if that is earlier.</summary>
    public Period AfterWithdrawal { get; init; } = Period.FromMonths(6);

    /// <summary>Recordings of sales, from the recording.</summary>
    public Period SaleVoicelog { get; init; } = Period.FromMonths(24);

    /// <summary>Recordings of calls without a sale.</summary>
    public Period NoSale { get; init; } = Period.FromMonths(6);

    /// <summary>Training recordings.</summary>
    public Period Training { get; init; } = Period.FromDays(30);

    /// <summary>Facts, after the last call.</summary>
    public Period Facts { get; init; } = Period.FromYears(5);

    /// <summary>Facts of consents never used, after their end.</summary>
    public Period NeverUsed { get; init; } = Period.FromMonths(12);

    /// <summary>Packs.</summary>
    public Period Packs { get; init; } = Period.FromMonths(12);
}
