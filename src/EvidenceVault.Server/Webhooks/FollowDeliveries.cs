using System.Globalization;
using EvidenceVault.Server.Access;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Intake;
using EvidenceVault.Server.Suppressions;

namespace EvidenceVault.Server.Webhooks;

/// <summary>
/// <c>GET P/webhooks/{id}/deliveries</c>: what became of deliveries; <c>POST …/deliveries/{delivery}/retry</c>: one again; <c>POST …/replay</c>: all after a cursor again.
/// </summary>
public static class FollowDeliveries
{
    private static readonly Problem BadState = new(
        StatusCodes.Status400BadRequest, ProblemCodes.InvalidParameter, "state is pending, delivered or dead, or left out.");

    public static async Task<IResult> List(string principal, string id, HttpContext http, WebhookStore webhooks, Deliveries deliveries, CancellationToken ct)
    {
        var (paging, problem) = Paging.Read(http.Request);
        if (paging is null) return problem!.ToResult();
        DeliveryState? state = null;
        if (http.Request.Query["state"] is { Count: > 0 } asked)
        {
            state = asked.ToString() switch { "pending" => DeliveryState.Pending, "delivered" => DeliveryState.Delivered, "dead" => DeliveryState.Dead, _ => null };
            if (state is null) return BadState.ToResult();
        }

        if (await webhooks.Find(principal, http.Caller().Holder, id, ct) is not { } webhook) return Problem.NotFound.ToResult();
        // A cursor that somebody made up begins at the first page.
        _ = long.TryParse(paging.After, NumberStyles.None, CultureInfo.InvariantCulture, out var after);
        var page = paging.Page(await deliveries.List(webhook, state, after, paging.Limit + 1, ct), d => d.Position.ToString(CultureInfo.InvariantCulture));
        return Results.Json(new Page<DeliveryView>([.. page.Items.Select(DeliveryView.Of)], page.Next), VaultJson.Answers);
    }

    public static async Task<IResult> Retry(string principal, string id, string delivery, HttpContext http, WebhookStore webhooks, Deliveries deliveries, CancellationToken ct) =>
        await webhooks.Find(principal, http.Caller().Holder, id, ct) is { } webhook && await deliveries.Retry(webhook, delivery, ct) is { } again
            ? Results.Json(DeliveryView.Of(again), VaultJson.Answers)
            : Problem.NotFound.ToResult();

    public static async Task<IResult> Replay(string principal, string id, HttpContext http, WebhookStore webhooks, CancellationToken ct)
    {
        var (json, malformed) = await JsonBody.Read(http.Request, ct);
        if (malformed is not null) return malformed.ToResult();
        if (await webhooks.Find(principal, http.Caller().Holder, id, ct) is not { } webhook) return Problem.NotFound.ToResult();
        var errors = new List<FieldError>();
        var fields = new JsonFields(json, errors);
        var position = fields.Text("cursor", 100, required: true) is { } text ? SuppressionCursor.Read(text) : 0;
        if (position is null) fields.Fault("cursor", ProblemCodes.UnknownCursor, "cursor is the next of an answer of this principal's feed.");
        fields.Done();
        if (errors.Count > 0) return Problem.Of(errors).ToResult();
        await webhooks.Rewind(webhook, position!.Value, ct);
        return Results.Json(WebhookView.Of(webhook with { Position = Math.Min(webhook.Position, position.Value) }), VaultJson.Answers);
    }
}
