using System.Threading.Channels;

namespace EvidenceVault.Server.Messages;

/// <summary>
/// Sends messages after the answer, so that how long an answer takes does not tell whether anything was sent. What is lost in a crash, or because too much
/// waits, the person asks for again.
/// </summary>
public sealed partial class MessageQueue(MessageSenders senders, ILogger<MessageQueue> logger) : BackgroundService
{
    private const int MostWaiting = 1_000;
    private const int AtOnce = 4;

    private readonly Channel<ConsumerMessage> _waiting = Channel.CreateBounded<ConsumerMessage>(MostWaiting);

    /// <summary>Puts a message in line.</summary>
    public void Add(ConsumerMessage message)
    {
        if (!_waiting.Writer.TryWrite(message)) LogLost(logger, message.Principal, "Too many messages wait.");
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Parallel.ForEachAsync(_waiting.Reader.ReadAllAsync(stoppingToken), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stoppingToken }, Send);

    private async ValueTask Send(ConsumerMessage message, CancellationToken ct)
    {
        try
        {
            await senders.Send(message, ct);
        }
        catch (MessageNotSentException e)
        {
            LogLost(logger, message.Principal, e.Message);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            LogFailed(logger, e, message.Principal);
        }
    }

    [LoggerMessage(LogLevel.Error, "A message to a consumer of {Principal} was not sent. {Reason}")]
    private static partial void LogLost(ILogger logger, string principal, string reason);

    [LoggerMessage(LogLevel.Error, "A message to a consumer of {Principal} was not sent")]
    private static partial void LogFailed(ILogger logger, Exception exception, string principal);
}
