using EvidenceVault.Server.Access;
using EvidenceVault.Server.Hosting;

namespace EvidenceVault.Server.Webhooks;

/// <summary><c>GET P/webhooks</c>, <c>GET P/webhooks/{id}</c>, <c>DELETE P/webhooks/{id}</c>: the holder's own webhooks.</summary>
public static class ReadWebhooks
{
    public static async Task<IResult> List(string principal, HttpContext http, WebhookStore webhooks, CancellationToken ct) =>
        Results.Json(new Page<WebhookView>([.. (await webhooks.Of(principal, http.Caller().Holder, ct)).Select(w => WebhookView.Of(w))], null), VaultJson.Answers);

    public static async Task<IResult> Get(string principal, string id, HttpContext http, WebhookStore webhooks, CancellationToken ct) =>
        await webhooks.Find(principal, http.Caller().Holder, id, ct) is { } webhook ? Results.Json(WebhookView.Of(webhook), VaultJson.Answers) : Problem.NotFound.ToResult();

    public static async Task<IResult> Delete(string principal, string id, HttpContext http, WebhookStore webhooks, CancellationToken ct) =>
        await webhooks.Remove(principal, http.Caller().Holder, id, ct) ? Results.NoContent() : Problem.NotFound.ToResult();
}
