using System.Net;
using System.Security.Cryptography;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Intake;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace EvidenceVault.Server.Tests.Hosting;

/// <summary>Over HTTP/2, as behind a proxy that speaks it, what brings a body is taken as over HTTP/1.1.</summary>
public sealed class Http2Tests : IAsyncLifetime
{
    private VaultHost? _host;
    private Desk? _desk;

    private Desk Desk => _desk!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var shared = await VaultHost.SharedAsync();
        _desk = await Desk.NewAsync(shared);
        _host = await VaultHost.StartAsync(
            services: services => services.Configure<KestrelServerOptions>(kestrel => kestrel.ConfigureEndpointDefaults(listen => listen.Protocols = HttpProtocols.Http2)), beside: shared);
    }

    public ValueTask DisposeAsync() => _host?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact(Timeout = 120_000)]
    public async Task one_item_an_array_and_lines_are_taken()
    {
        (await Send(HttpMethod.Post, Desk.Evidence, Text(Line(), "application/json"))).ShouldBe(HttpStatusCode.Created);
        (await Send(HttpMethod.Post, Desk.Evidence, Text($"[{Line()},{Line()}]", "application/json"))).ShouldBe(HttpStatusCode.OK);
        (await Send(HttpMethod.Post, Desk.Evidence, Text($"{Line()}\n{Line()}\n", "application/x-ndjson"))).ShouldBe(HttpStatusCode.OK);
        (await Desk.CountOfFacts()).ShouldBe(5);
    }

    [Fact(Timeout = 120_000)]
    public async Task the_content_of_an_exhibit_is_taken_whole_and_in_parts()
    {
        foreach (var isWhole in new[] { true, false })
        {
            var (id, content) = (Desk.Ref("VL"), RandomNumberGenerator.GetBytes(5_000));
            await Desk.Staff.PutAsync($"{Desk.P}/exhibits/{id}", new
            {
                kind = "voicelog",
                purposes = new[] { "call" },
                contentType = "audio/ogg",
                size = content.Length,
                sha256 = Convert.ToHexStringLower(SHA256.HashData(content)),
                recordedAt = "2026-03-02T10:15:00+01:00",
            }).Expect(HttpStatusCode.Created);
            var body = new ByteArrayContent(content);
            body.Headers.Add("Upload-Offset", "0");
            (await Send(isWhole ? HttpMethod.Put : HttpMethod.Patch, $"{Desk.P}/exhibits/{id}/content", body)).ShouldBe(HttpStatusCode.Created);
        }
    }

    private static string Line() => Desk.Call(Desk.Phone()).ToJsonString();

    private static StringContent Text(string text, string type) => new(text, new System.Net.Http.Headers.MediaTypeHeaderValue(type));

    private async Task<HttpStatusCode> Send(HttpMethod method, string path, HttpContent body)
    {
        using var request = new HttpRequestMessage(method, new Uri(_host!.Address, path)) { Content = body, Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        request.Headers.Authorization = Desk.Staff.DefaultRequestHeaders.Authorization;
        using var client = new HttpClient();
        using var answer = await client.SendAsync(request, Ct);
        answer.Version.ShouldBe(HttpVersion.Version20);
        return answer.StatusCode;
    }
}
