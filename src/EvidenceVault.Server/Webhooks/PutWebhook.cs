using System.Text.Json;
using EvidenceVault.Domain.Identity;
using EvidenceVault.Server.Access;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Intake;
using EvidenceVault.Server.Suppressions;
using NodaTime;

namespace EvidenceVault.Server.Webhooks;

/// <summary><c>PUT P/webhooks/{id}</c>: where the holder of the key wants to be told of new suppressions, from now on.</summary>
public static class PutWebhook
{
    private const int LongestUrl = 500;

    private static readonly Problem TooMany = new(
        StatusCodes.Status409Conflict, ProblemCodes.TooManyWebhooks, $"A party has at most {WebhookStore.Most} webhooks for a principal. Delete one first.");

    private static readonly Problem BadId = new(
        StatusCodes.Status422UnprocessableEntity, ProblemCodes.InvalidReference, "A webhook's id is a slug: lower-case letters, digits and hyphens, at most 40.");

    public static async Task<IResult> Put(
        string principal, string id, HttpContext http, WebhookStore webhooks, SuppressionFeed feed, VaultSettings settings, IClock clock, CancellationToken ct)
    {
        if (!JsonFields.IsSlug(id)) return BadId.ToResult();
        var (json, malformed) = await JsonBody.Read(http.Request, ct);
        if (malformed is not null) return malformed.ToResult();
        var errors = new List<FieldError>();
        var url = Read(json, errors, settings);
        if (errors.Count > 0) return Problem.Of(errors).ToResult();
        var party = http.Caller().Holder;
        if (await webhooks.Find(principal, party, id, ct) is { } there)
        {
            if (there.Url != url) await webhooks.Readdress(there, url!, ct);
            return Results.Json(WebhookView.Of(there with { Url = url! }), VaultJson.Answers);
        }

        if ((await webhooks.Of(principal, party, ct)).Count >= WebhookStore.Most) return TooMany.ToResult();
        await feed.GivePlaces(principal, ct);
        var made = new Webhook(principal, party, id, url!, await feed.Last(principal, ct), Instants.CutToMicroseconds(clock.GetCurrentInstant()));
        var secret = WebhookSignature.NewSecret();
        // Two PUTs at once make one; the other is told of it without the secret.
        if (!await webhooks.Make(made, secret, ct)) return Results.Json(WebhookView.Of((await webhooks.Find(principal, party, id, ct)) ?? made), VaultJson.Answers);
        http.Response.Headers.CacheControl = "no-store";
        return Results.Json(WebhookView.Of(made, secret), VaultJson.Answers, statusCode: StatusCodes.Status201Created);
    }

    private static string? Read(JsonElement json, List<FieldError> errors, VaultSettings settings)
    {
        var fields = new JsonFields(json, errors);
        var url = fields.Text("url", LongestUrl, required: true);
        if (url is not null && !WebhookAddress.IsAllowed(url, settings.WebhooksToPrivateAddresses))
            fields.Fault("url", ProblemCodes.InvalidUrl, "An https address on the internet is wanted, without user name and fragment.");
        else if (url is not null && PersonalData.ReadsAsPersonal(url)) fields.Fault("url", ProblemCodes.PersonalDataInField, "The address reads as if a phone number or mail address stood in it.");
        if (fields.Tokens("events", required: true) is { } events && (events.Count != 1 || events[0] != WebhookMessage.Created))
            fields.Fault("events", ProblemCodes.UnknownValue, $"There is one kind of event: {WebhookMessage.Created}.");
        fields.Done();
        return url;
    }
}
