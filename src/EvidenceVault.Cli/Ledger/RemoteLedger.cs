using System.Net;
using System.Net.Http.Headers;
using EvidenceVault.Cli.Import;
using EvidenceVault.Verification.Ledger;

namespace EvidenceVault.Cli.Ledger;

/// <summary>A ledger as a vault shows it.</summary>
public sealed class RemoteLedger : LedgerSource
{
    // 256 leaves of 64 KiB.
    private const int LargestAnswer = 17 << 20;

    private readonly HttpClient _client;

    /// <summary>The ledger of the vault at an address.</summary>
    /// <param name="address">The address.</param>
    /// <param name="operatorKey">The operator's key, for the leaves themselves; null: they are not asked for.</param>
    /// <exception cref="WrongCallException">It is no address.</exception>
    public RemoteLedger(string? address, string? operatorKey = null)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var vault) || vault.Scheme is not ("http" or "https")) throw new WrongCallException("The vault's address is wanted, or a folder that vault ledger export wrote.");
        _client = new HttpClient { BaseAddress = vault, Timeout = TimeSpan.FromSeconds(30), MaxResponseContentBufferSize = LargestAnswer };
        if (operatorKey is not null) _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", operatorKey);
    }

    public override async Task<byte[]?> Read(string path, CancellationToken ct)
    {
        using var answer = await _client.GetAsync(new Uri($"/ledger/{path}", UriKind.Relative), ct);
        if (answer.StatusCode == HttpStatusCode.NotFound) return null;
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsByteArrayAsync(ct);
    }

    /// <summary>Hands in a checkpoint with a cosignature; how it was answered.</summary>
    public async Task<HttpStatusCode> HandIn(SignedNote cosigned, CancellationToken ct)
    {
        using var content = new StringContent(cosigned.ToString());
        using var answer = await _client.PostAsync(new Uri("/ledger/cosignatures", UriKind.Relative), content, ct);
        return answer.StatusCode;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _client.Dispose();
        base.Dispose(disposing);
    }
}
