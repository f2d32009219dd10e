using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace EvidenceVault.Server.Tests.Webhooks;

/// <summary>Somebody's server on this machine, which webhooks are posted to.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Receiver(WebApplication app) => _app = app;

    /// <summary>What it answers; null: nothing, until whoever asks gives up.</summary>
    public int? Answers { get; set; } = 200;

    /// <summary>What came in, in that order.</summary>
    public ConcurrentQueue<Received> Messages { get; } = new();

    public string Url => $"{_app.Urls.First()}/hook";

    public static async Task<Receiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var receiver = new Receiver(app);
        app.MapPost("/hook", receiver.Take);
        await app.StartAsync();
        return receiver;
    }

    /// <summary>Waits until so many messages came in.</summary>
    public Task Await(int count) => Eventually(() => Task.FromResult(Messages.Count >= count));

    /// <summary>Waits until something is so.</summary>
    public static async Task Eventually(Func<Task<bool>> isSo)
    {
        for (var i = 0; i < 300; i++)
        {
            if (await isSo()) return;
            await Task.Delay(100);
        }

        throw new ShouldAssertException("It did not come to that within half a minute.");
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<IResult> Take(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        Messages.Enqueue(new(request.Headers["webhook-id"]!, request.Headers["webhook-timestamp"]!, request.Headers["webhook-signature"]!, Encoding.UTF8.GetString(body.ToArray())));
        if (Answers is { } status) return status == 302 ? Results.Redirect("/elsewhere") : Results.StatusCode(status);
        await Task.Delay(Timeout.Infinite, request.HttpContext.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        return Results.Empty;
    }
}

/// <summary>A message that came in.</summary>
internal sealed record Received(string Id, string Timestamp, string Signature, string Body);
