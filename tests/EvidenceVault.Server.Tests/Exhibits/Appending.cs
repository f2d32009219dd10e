using System.Globalization;

namespace EvidenceVault.Server.Tests.Exhibits;

/// <summary>Sends content in parts.</summary>
internal static class Appending
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static Task<HttpResponseMessage> Append(this HttpClient client, string id, long offset, ReadOnlyMemory<byte> bytes, bool chunked = false) =>
        client.Append(id, offset.ToString(CultureInfo.InvariantCulture), new ReadOnlyMemoryContent(bytes), chunked);

    public static Task<HttpResponseMessage> Append(this HttpClient client, string id, long offset, HttpContent content) =>
        client.Append(id, offset.ToString(CultureInfo.InvariantCulture), content);

    public static async Task<HttpResponseMessage> Append(this HttpClient client, string id, string? offset, HttpContent content, bool chunked = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, ExhibitHost.ContentOf(id)) { Content = content };
        if (offset is not null) request.Headers.TryAddWithoutValidation("Upload-Offset", offset);
        if (chunked) request.Headers.TransferEncodingChunked = true;
        return await client.SendAsync(request, Ct);
    }

    /// <summary>What HEAD tells.</summary>
    public static async Task<long> Offset(this HttpClient client, string id)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, ExhibitHost.ContentOf(id));
        using var response = await client.SendAsync(request, Ct);
        response.EnsureSuccessStatusCode();
        return response.UploadOffset();
    }

    public static long UploadOffset(this HttpResponseMessage response) => long.Parse(response.Header("Upload-Offset"), CultureInfo.InvariantCulture);

    public static string Header(this HttpResponseMessage response, string name) => response.Headers.GetValues(name).Single();
}

/// <summary>A body of which nothing comes until it is opened.</summary>
internal sealed class Turnstile(byte[] content) : MemoryStream(content)
{
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Asked => _asked.Task;

    public void Open() => _open.TrySetResult();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _asked.TrySetResult();
        await _open.Task.WaitAsync(cancellationToken);
        return await base.ReadAsync(buffer, cancellationToken);
    }
}

/// <summary>Waits for what the server does after an answer.</summary>
internal static class Eventually
{
    public static async Task True(Func<Task<bool>> condition)
    {
        for (var i = 0; i < 300 && !await condition(); i++) await Task.Delay(100, TestContext.Current.CancellationToken);
        (await condition()).ShouldBeTrue();
    }
}
