using EvidenceVault.Domain.Judging.Texts;
using NodaTime;

namespace EvidenceVault.Domain.Judging.Rules;

/// <summary>
/// AVG-RECORDING-NOTICE: whoever is recorded is told so beforehand. AVG art. 13, in force since 25 May 2018. A conversation was recorded where the
/// caller says so, or where there is a recording of it.
/// </summary>
internal sealed class RecordingNotice() : Rule(
    "AVG-RECORDING-NOTICE", RuleCategory.Conduct, new(NormKind.Statute, "AVG 13"), new LocalDate(2018, 5, 25))
{
    public override IReadOnlyDictionary<string, Explanation> Texts => RecordingNoticeTexts.All;

    public override bool IsKnownBeforehand => false;

    internal override Finding? Judge(CallContext call, BasisCase basis)
    {
        if (!Conversation.Is(call.Call))
            return null;
        var recording = call.Session.Recordings.Of(call.Known);
        if (call.Call.Recorded != true && recording is null)
            return null;
        var because = recording is null ? call.Itself : Because.Of([call.Known], recording, []);
        return call.Call.Opening?.RecordingAnnounced switch
        {
            true => Met(because),
            false => Breach("not-announced", because),
            null => Unproven("unknown", because),
        };
    }
}
