using EvidenceVault.Server.Hosting;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace EvidenceVault.Server.Messages;

/// <summary>Sends e-mail by the mail server of the settings, as plain text, from its address in the principal's name.</summary>
public sealed class MailServer(VaultSettings settings) : IMessageSender
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public ValueTask<bool> Takes(string principal, MessageChannel channel, CancellationToken ct) =>
        ValueTask.FromResult(channel == MessageChannel.Email && settings.Smtp is not null);

    public async Task Send(ConsumerMessage message, CancellationToken ct)
    {
        var smtp = settings.Smtp!;
        using var mail = Compose(message, smtp);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        try
        {
            using var client = new SmtpClient();
            // With another port, the connection is encrypted before anything is said, or not at all where the settings allow that.
            var security = smtp.Port == 465 ? SecureSocketOptions.SslOnConnect : smtp.AllowPlain ? SecureSocketOptions.StartTlsWhenAvailable : SecureSocketOptions.StartTls;
            await client.ConnectAsync(smtp.Host, smtp.Port, security, patience.Token);
            if (smtp.User.Length > 0) await client.AuthenticateAsync(smtp.User, smtp.Password, patience.Token);
            await client.SendAsync(mail, patience.Token);
            await client.DisconnectAsync(quit: true, patience.Token);
        }
        catch (Exception e) when (!ct.IsCancellationRequested
            && e is IOException or System.Net.Sockets.SocketException or OperationCanceledException or ProtocolException or CommandException or ServiceNotConnectedException
                or AuthenticationException or SslHandshakeException or NotSupportedException)
        {
            throw new MessageNotSentException($"The mail server did not take it ({e.GetType().Name}).");
        }
    }

    private static MimeMessage Compose(ConsumerMessage message, SmtpSettings smtp)
    {
        var mail = new MimeMessage { Subject = message.Subject, Body = new TextPart("plain") { Text = message.Text } };
        mail.From.Add(new MailboxAddress(message.Sender, smtp.From));
        mail.To.Add(new MailboxAddress("", message.To));
        // No answer by a machine, such as of one who is away.
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        return mail;
    }
}
