using EvidenceVault.Domain.Identity;
using EvidenceVault.Server.Access;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Intake;
using EvidenceVault.Server.Webhooks;
using NodaTime;

namespace EvidenceVault.Server.Messages;

/// <summary>A principal's gateway as clients read it. <paramref name="Secret"/> is told once, when it is made.</summary>
public sealed record MessageGatewayView(string Url, Instant CreatedAt, string? Secret)
{
    public static MessageGatewayView Of(MessageGateway gateway, byte[]? secret = null) => new(gateway.Url, gateway.CreatedAt, secret is null ? null : WebhookSignature.Text(secret));
}

/// <summary><c>PUT P/message-gateway</c>: where the principal's text messages are handed over. It takes them on to consumers as the principal always does.</summary>
public static class PutMessageGateway
{
    private const int LongestUrl = 500;

    public static async Task<IResult> Put(string principal, HttpContext http, MessageGateways gateways, VaultSettings settings, IClock clock, CancellationToken ct)
    {
        if (!http.Caller().IsPrincipalStaff) return Problem.NotFound.ToResult();
        var (json, malformed) = await JsonBody.Read(http.Request, ct);
        if (malformed is not null) return malformed.ToResult();
        var errors = new List<FieldError>();
        var fields = new JsonFields(json, errors);
        var url = fields.Text("url", LongestUrl, required: true);
        if (url is not null && !WebhookAddress.IsAllowed(url, settings.WebhooksToPrivateAddresses))
            fields.Fault("url", ProblemCodes.InvalidUrl, "An https address on the internet is wanted, without user name and fragment.");
        else if (url is not null && PersonalData.ReadsAsPersonal(url)) fields.Fault("url", ProblemCodes.PersonalDataInField, "The address reads as if a phone number or mail address stood in it.");
        fields.Done();
        if (errors.Count > 0) return Problem.Of(errors).ToResult();
        var made = new MessageGateway(principal, url!, Instants.CutToMicroseconds(clock.GetCurrentInstant()));
        var secret = WebhookSignature.NewSecret();
        if (await gateways.Make(made, secret, ct)) return Results.Json(MessageGatewayView.Of(made, secret), VaultJson.Answers, statusCode: StatusCodes.Status201Created);
        await gateways.Readdress(principal, url!, ct);
        return Results.Json(MessageGatewayView.Of(await gateways.Find(principal, ct) ?? made), VaultJson.Answers);
    }

    /// <summary><c>GET P/message-gateway</c>.</summary>
    public static async Task<IResult> Get(string principal, HttpContext http, MessageGateways gateways, CancellationToken ct) =>
        http.Caller().IsPrincipalStaff && await gateways.Find(principal, ct) is { } gateway
            ? Results.Json(MessageGatewayView.Of(gateway), VaultJson.Answers)
            : Problem.NotFound.ToResult();

    /// <summary><c>DELETE P/message-gateway</c>.</summary>
    public static async Task<IResult> Delete(string principal, HttpContext http, MessageGateways gateways, CancellationToken ct) =>
        http.Caller().IsPrincipalStaff && await gateways.Remove(principal, ct) ? Results.NoContent() : Problem.NotFound.ToResult();
}
