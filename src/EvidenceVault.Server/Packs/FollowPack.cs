using System.Text.Json;
using EvidenceVault.Server.Access;
using EvidenceVault.Server.Hosting;

namespace EvidenceVault.Server.Packs;

/// <summary><c>GET P/packs/{id}/progress</c>: how the making of a pack goes, as server-sent events, until it is ready or failed.</summary>
public static class FollowPack
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);

    // So often at least something is sent, or proxies take the connection for dead.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    public static async Task Get(
        string principal, string id, HttpContext http, PackStreams streams, OpenPacks queue, IHostApplicationLifetime lifetime, CancellationToken ct)
    {
        if (!http.Caller().IsPrincipalStaff || await streams.Load(principal, id, ct) is not { } pack)
        {
            await Problem.NotFound.ToResult().ExecuteAsync(http);
            return;
        }

        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-store";
        using var end = CancellationTokenSource.CreateLinkedTokenSource(ct, lifetime.ApplicationStopping);
        try
        {
            await Follow(http.Response, principal, pack, streams, queue, end.Token);
        }
        catch (OperationCanceledException)
        {
            // The client went away, or the server ends: whoever asks again hears the rest.
        }
    }

    private static async Task Follow(HttpResponse response, string principal, Domain.Packs.Pack pack, PackStreams streams, OpenPacks queue, CancellationToken ct)
    {
        for (var (said, silent) = ("", TimeSpan.Zero); ; await Task.Delay(LookEvery, ct), silent += LookEvery)
        {
            var document = await PackDocument.Of(pack, principal, queue, ct);
            var text = JsonSerializer.Serialize(new PackStep(document.State, document.Progress, document.Problem), VaultJson.Answers);
            if (text != said) await Send(response, $"event: progress\ndata: {text}\n\n", ct);
            else if (silent >= Silence) await Send(response, ": still here\n\n", ct);
            if (text != said || silent >= Silence) silent = TimeSpan.Zero;
            said = text;
            if (!pack.IsOpen) return;
            pack = (await streams.Load(principal, pack.Id, ct))!;
        }
    }

    private static async Task Send(HttpResponse response, string text, CancellationToken ct)
    {
        await response.WriteAsync(text, ct);
        await response.Body.FlushAsync(ct);
    }
}

/// <summary>How the making of a pack goes.</summary>
public sealed record PackStep(PackState State, PackProgress? Progress, PackProblemView? Problem);
