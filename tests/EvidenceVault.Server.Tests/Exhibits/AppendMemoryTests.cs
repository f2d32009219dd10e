using System.Net;

namespace EvidenceVault.Server.Tests.Exhibits;

/// <remarks>Not beside other tests: what they allocate would count as its own.</remarks>
[Collection("alone")]
public sealed class AppendMemoryTests(ExhibitHost host) : IClassFixture<ExhibitHost>
{
    [Fact]
    public async Task a_large_upload_in_parts_takes_little_memory()
    {
        const long size = 320L << 20;
        const long first = 256L << 20;
        var id = await host.Announce([], size: size, sha256: GeneratedContent.HashOf(size));
        using var client = host.ClientOf();
        // Warm up, so that pools and code are there.
        var small = await host.Announce(ExhibitHost.Bytes(9 << 20));
        (await client.Append(small, 0, ExhibitHost.Bytes(9 << 20))).Dispose();
        var sampled = new PeakMemory();

        // The generator starts at a whole piece, so what follows is as in one go.
        using (var part = await client.Append(id, 0, new GeneratedContent(first))) part.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        using (var last = await client.Append(id, first, new GeneratedContent(size - first))) last.StatusCode.ShouldBe(HttpStatusCode.Created);

        // Much less than the first part; how much it is depends on when garbage is collected, and so on what else the machine does.
        (await sampled.Growth()).ShouldBeLessThan(160L << 20);
    }
}
