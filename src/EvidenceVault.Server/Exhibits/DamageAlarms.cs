using EvidenceVault.Server.Hosting;

namespace EvidenceVault.Server.Exhibits;

/// <summary>Alarms the operator of content that cannot be read as it was stored: once an hour for each exhibit, however often it is asked for meanwhile.</summary>
public sealed partial class DamageAlarms(TimeProvider clock, ILogger<DamageAlarms> log)
{
    private const int MostRemembered = 10_000;

    private static readonly TimeSpan Quiet = TimeSpan.FromHours(1);

    private readonly Remembered<(string Principal, string Exhibit), long> _raised = new(MostRemembered);

    /// <summary>Alarms, or only notes that it was met again.</summary>
    public void Raise(string principal, string exhibit, BlobDamagedException e)
    {
        if (_raised.TryGet((principal, exhibit), out var at) && clock.GetElapsedTime(at) < Quiet)
        {
            LogAgain(exhibit, principal);
            return;
        }

        _raised.Keep((principal, exhibit), clock.GetTimestamp());
        LogAlarm(e, exhibit, principal, e.Message);
    }

    [LoggerMessage(LogLevel.Critical, "Alarm: the content of exhibit {Exhibit} of {Principal} cannot be read as it was stored. {Reason}")]
    private partial void LogAlarm(Exception e, string exhibit, string principal, string reason);

    [LoggerMessage(LogLevel.Information, "The content of exhibit {Exhibit} of {Principal}, which the operator was alarmed of, was asked for again")]
    private partial void LogAgain(string exhibit, string principal);
}
