using System.Text.Json;
using EvidenceVault.Server.Hosting;
using NodaTime;

namespace EvidenceVault.Server.Messages;

/// <summary>Writes messages to files, one each, readable by this user alone. For trying things out: nobody is sent anything.</summary>
public sealed class MessageDirectory(VaultSettings settings, IClock clock) : IMessageSender
{
    public ValueTask<bool> Takes(string principal, MessageChannel channel, CancellationToken ct) => ValueTask.FromResult(settings.MessageDirectory.Length > 0);

    public async Task Send(ConsumerMessage message, CancellationToken ct)
    {
        var at = clock.GetCurrentInstant();
        var name = $"{at.ToUnixTimeMilliseconds():D15}-{LetterIds.New()}.json";
        try
        {
            var home = Directory.CreateDirectory(settings.MessageDirectory);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            var unfinished = Path.Combine(home.FullName, $".{name}");
            await using (var file = new FileStream(unfinished, options))
                await JsonSerializer.SerializeAsync(file, new { at, message.Principal, message.Sender, message.Channel, message.To, message.Subject, message.Text }, VaultJson.Answers, ct);
            // Whoever watches the directory sees whole messages only.
            File.Move(unfinished, Path.Combine(home.FullName, name));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MessageNotSentException($"The directory of messages cannot be written to ({e.GetType().Name}).");
        }
    }
}
