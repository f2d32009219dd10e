using EvidenceVault.Domain.Books;
using NodaTime;
using NodaTime.Text;

namespace EvidenceVault.Server.Books;

/// <summary>A policy as it is answered: every setting, with the preset's where none was put.</summary>
/// <param name="Ref">Its reference; a principal has one policy at a time.</param>
/// <param name="ValidFrom">First day; null: these are the defaults, in force until a policy is put.</param>
/// <param name="TakenOver">Whether it starts before the day it was recorded: the take-over of a history.</param>
public sealed record PolicyAnswer(
    string Ref,
    LocalDate? ValidFrom,
    string? Justification,
    PolicyPreset Preset,
    VerificationPolicy Verification,
    Period ConsentTerm,
    Period CallbackTerm,
    WindowAnswer Window,
    HolidayPolicy Holidays,
    IReadOnlyList<LocalDate> MourningDays,
    AttemptPolicy Attempts,
    Period? CoolingOff,
    IReadOnlyList<string> WrittenProducts,
    InboundProof InboundProof,
    bool ClearUnproven,
    int DroppedCallAlarm,
    RetentionPolicy Retention,
    bool TakenOver,
    int Version,
    Instant? RecordedAt)
{
    /// <summary>A policy as it was recorded.</summary>
    public static PolicyAnswer Of(Filed<PolicySet> filed, int version) =>
        Of(filed.Value.Policy, version) with { ValidFrom = filed.Value.Policy.ValidFrom, Justification = filed.Value.Justification, TakenOver = filed.Value.TakenOver, RecordedAt = filed.RecordedAt };

    /// <summary>What is in force where nothing was put.</summary>
    public static PolicyAnswer Defaults { get; } = Of(Policy.Of(PolicyPreset.Standard, default), 0);

    private static PolicyAnswer Of(Policy p, int version) => new(
        "policy", null, null, p.Preset, p.Verification, p.ConsentTerm, p.CallbackTerm, WindowAnswer.Of(p.Window), p.Holidays, p.MourningDays, p.Attempts,
        p.CoolingOff, p.WrittenProducts, p.InboundProof, p.ClearUnproven, p.DroppedCallAlarmPercent, p.Retention, false, version, null);
}

/// <summary>A window for calling, as <c>09:00-21:00</c>.</summary>
public sealed record WindowAnswer(string Weekdays, string? Saturday)
{
    private static readonly LocalTimePattern Time = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    public static WindowAnswer Of(CallingWindow window) => new(Text(window.Weekdays), window.Saturday is { } saturday ? Text(saturday) : null);

    private static string Text(TimeRange range) => $"{Time.Format(range.From)}-{Time.Format(range.To)}";
}
