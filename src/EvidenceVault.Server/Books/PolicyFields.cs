using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Identity;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Intake;
using NodaTime;
using NodaTime.Text;

namespace EvidenceVault.Server.Books;

/// <summary>Reads a policy: whatever is left out, in whole or in part, is as its preset says.</summary>
public static class PolicyFields
{
    private const int MostJustification = 2000;

    private static readonly LocalTimePattern Time = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    /// <summary>The policy with why.</summary>
    public static PolicySet Read(JsonFields fields)
    {
        var validFrom = fields.Date("validFrom", required: true).GetValueOrDefault();
        var preset = Policy.Of(fields.Word<PolicyPreset>("preset") ?? PolicyPreset.Standard, validFrom);
        var policy = preset with
        {
            Verification = Verification(fields.Object("verification"), preset.Verification),
            ConsentTerm = fields.CalendarTerm("consentTerm") ?? preset.ConsentTerm,
            CallbackTerm = fields.CalendarTerm("callbackTerm") ?? preset.CallbackTerm,
            Window = Window(fields.Object("window"), preset.Window),
            Holidays = Holidays(fields.Object("holidays"), preset.Holidays),
            MourningDays = fields.Dates("mourningDays", 100) ?? preset.MourningDays,
            Attempts = Attempts(fields.Object("attempts"), preset.Attempts),
            CoolingOff = fields.Term("coolingOff"),
            WrittenProducts = fields.Tokens("writtenProducts", mayBeEmpty: true) ?? preset.WrittenProducts,
            InboundProof = fields.Word<InboundProof>("inboundProof") ?? preset.InboundProof,
            ClearUnproven = fields.Flag("clearUnproven") ?? preset.ClearUnproven,
            DroppedCallAlarmPercent = (int?)fields.Integer("droppedCallAlarm", 0, 100) ?? preset.DroppedCallAlarmPercent,
            Retention = Retention(fields.Object("retention"), preset.Retention),
        };
        var justification = fields.Text("justification", MostJustification);
        if (justification is null && !fields.Has("justification"))
            fields.Fault("justification", ProblemCodes.JustificationRequired, "Say why these settings are chosen: they stand in every judgement and pack.");
        if (justification is not null && PersonalData.ReadsAsPersonal(justification))
            fields.Fault("justification", ProblemCodes.PersonalDataInField, "This reads as a phone number or mail address; it has no place in this field.");
        fields.Done();
        return new(policy, justification ?? "", TakenOver: false);
    }

    private static VerificationPolicy Verification(JsonFields? fields, VerificationPolicy preset)
    {
        if (fields is null) return preset;
        var read = new VerificationPolicy(fields.Words<VerificationMethod>("methods") ?? preset.Methods, fields.CalendarTerm("deadline") ?? preset.Deadline);
        fields.Done();
        return read;
    }

    private static CallingWindow Window(JsonFields? fields, CallingWindow preset)
    {
        if (fields is null) return preset;
        // A null is an answer here: no calls on Saturdays.
        var saturday = Range(fields, "saturday") ?? (fields.IsNull("saturday") ? null : preset.Saturday);
        var read = new CallingWindow(Range(fields, "weekdays") ?? preset.Weekdays, saturday);
        fields.Done();
        return read;
    }

    private static TimeRange? Range(JsonFields fields, string name)
    {
        if (fields.Text(name, 20) is not { } text) return null;
        if (text.Split('-') is [var from, var to] && Time.Parse(from) is { Success: true, Value: var start } && Time.Parse(to) is { Success: true, Value: var end } && start < end)
            return new TimeRange(start, end);
        fields.Fault(name, ProblemCodes.InvalidPeriod, "A part of a day is wanted, such as 09:00-21:00.");
        return null;
    }

    private static HolidayPolicy Holidays(JsonFields? fields, HolidayPolicy preset)
    {
        if (fields is null) return preset;
        var read = new HolidayPolicy(fields.Flag("goodFriday") ?? preset.GoodFriday, fields.Flag("liberationDay") ?? preset.LiberationDay);
        fields.Done();
        return read;
    }

    private static AttemptPolicy Attempts(JsonFields? fields, AttemptPolicy preset)
    {
        if (fields is null) return preset;
        var read = new AttemptPolicy((int)(fields.Integer("perCampaign", 1, 1000) ?? preset.PerCampaign), (int)(fields.Integer("perDay", 1, 1000) ?? preset.PerDay));
        fields.Done();
        return read;
    }

    private static RetentionPolicy Retention(JsonFields? fields, RetentionPolicy preset)
    {
        if (fields is null) return preset;
        var read = new RetentionPolicy
        {
            ConsentVoicelog = fields.CalendarTerm("consentVoicelog") ?? preset.ConsentVoicelog,
            AfterWithdrawal = fields.CalendarTerm("afterWithdrawal") ?? preset.AfterWithdrawal,
            SaleVoicelog = fields.CalendarTerm("saleVoicelog") ?? preset.SaleVoicelog,
            NoSale = fields.CalendarTerm("noSale") ?? preset.NoSale,
            Training = fields.CalendarTerm("training") ?? preset.Training,
            Facts = fields.CalendarTerm("facts") ?? preset.Facts,
            NeverUsed = fields.CalendarTerm("neverUsed") ?? preset.NeverUsed,
            Packs = fields.CalendarTerm("packs") ?? preset.Packs,
        };
        fields.Done();
        return read;
    }
}
