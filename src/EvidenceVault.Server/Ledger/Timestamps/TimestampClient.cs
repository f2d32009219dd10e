using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using EvidenceVault.Verification;

namespace EvidenceVault.Server.Ledger.Timestamps;

/// <summary>Asks an authority for a timestamp: RFC 3161 over HTTP.</summary>
public sealed class TimestampClient(LedgerHttp http)
{
    /// <summary>The token over data, DER, checked to be the answer to this very question, and the time it gives.</summary>
    /// <exception cref="HttpRequestException">The authority answered otherwise, or not.</exception>
    /// <exception cref="CryptographicException">What it answered is no timestamp of these data.</exception>
    public async Task<(byte[] Token, DateTimeOffset Time)> Stamp(Uri authority, byte[] data, CancellationToken ct)
    {
        var question = Rfc3161TimestampRequest.CreateFromData(data, HashAlgorithmName.SHA256, nonce: RandomNumberGenerator.GetBytes(16), requestSignerCertificates: true);
        using var body = new ByteArrayContent(question.Encode());
        body.Headers.ContentType = new MediaTypeHeaderValue("application/timestamp-query");
        var (status, answer) = await http.Post(authority, body, ct);
        if (status != HttpStatusCode.OK) throw new HttpRequestException("The authority answered with another status than 200.", null, status);
        var token = question.ProcessResponse(answer, out _).AsSignedCms().Encode();
        // The same check that whoever relies on it makes.
        return TimestampToken.Check(token, data, []) is { Fault: TimestampFault.AuthorityNotGiven, Time: { } time } ? (token, time) : throw new CryptographicException("Its signature does not hold.");
    }
}
