using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;

namespace EvidenceVault.Torture.Fuzzing;

/// <summary>How a body is announced.</summary>
internal enum Framing
{
    /// <summary>With its length.</summary>
    Length,

    /// <summary>In chunks.</summary>
    Chunked,

    /// <summary>With a length that is wrong.</summary>
    WrongLength,

    /// <summary>In chunks of which one is broken.</summary>
    BrokenChunk,

    /// <summary>With a length and in chunks.</summary>
    Both,

    /// <summary>Not at all.</summary>
    None,
}

/// <summary>A request as it goes over the wire. Keys and ids stand in it as placeholders, so that it can be sent to another vault.</summary>
/// <param name="Caller">Whose key it goes by.</param>
/// <param name="Method">The method, or what stands in its place.</param>
/// <param name="Target">Path and query; characters are bytes.</param>
/// <param name="Headers">The headers but for those that frame the body.</param>
/// <param name="Body">The body.</param>
/// <param name="Framing">How it is announced.</param>
/// <param name="MayBeRefusedUnread">Whether it is no well-formed HTTP, so that the connection may be closed or refused without a problem document.</param>
internal sealed record FuzzRequest(string Caller, string Method, string Target, IReadOnlyList<string[]> Headers, byte[] Body, Framing Framing, bool MayBeRefusedUnread)
{
    /// <summary>Whether the connection is of use after it.</summary>
    [JsonIgnore]
    public bool LeavesConnectionGood => !MayBeRefusedUnread && Framing is Framing.Length or Framing.Chunked or Framing.None;

    /// <summary>Whether the server waits for more than comes.</summary>
    [JsonIgnore]
    public bool PromisesMore => Framing == Framing.WrongLength && Body.Length % 2 == 0;

    public byte[] ToBytes(Uri server, IReadOnlyDictionary<string, string> placeholders)
    {
        var head = new StringBuilder($"{Method} {Target} HTTP/1.1\r\nHost: {server.Authority}\r\n");
        if (Caller != "nobody") head.Append(CultureInfo.InvariantCulture, $"Authorization: Bearer {{{{key.{Caller}}}}}\r\n");
        foreach (var header in Headers) head.Append(CultureInfo.InvariantCulture, $"{header[0]}: {header[1]}\r\n");
        var body = Latin(Fill(Encoding.Latin1.GetString(Body), placeholders));
        if (Framing is Framing.Length or Framing.Both) head.Append(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n");
        if (Framing is Framing.WrongLength) head.Append(CultureInfo.InvariantCulture, $"Content-Length: {(PromisesMore ? body.Length + 7 : body.Length / 2)}\r\n");
        if (Framing is Framing.Chunked or Framing.BrokenChunk or Framing.Both) head.Append("Transfer-Encoding: chunked\r\n");
        return [.. Latin(Fill(head.ToString(), placeholders)), .. "\r\n"u8, .. Framing is Framing.Chunked or Framing.BrokenChunk or Framing.Both ? Chunks(body) : body];
    }

    private byte[] Chunks(byte[] body)
    {
        var bytes = new List<byte>(body.Length + 100);
        foreach (var chunk in body.Chunk(Math.Max(1, (body.Length / 3) + 1)))
        {
            bytes.AddRange(Latin($"{(Framing == Framing.BrokenChunk ? "zz" : chunk.Length.ToString("x", CultureInfo.InvariantCulture))}\r\n"));
            bytes.AddRange(chunk);
            bytes.AddRange("\r\n"u8);
        }

        bytes.AddRange("0\r\n\r\n"u8);
        return [.. bytes];
    }

    private static string Fill(string text, IReadOnlyDictionary<string, string> placeholders)
    {
        if (!text.Contains("{{", StringComparison.Ordinal)) return text;
        foreach (var (name, value) in placeholders) text = text.Replace($"{{{{{name}}}}}", value, StringComparison.Ordinal);
        return text;
    }

    private static byte[] Latin(string text) => Encoding.Latin1.GetBytes(text);
}

/// <summary>What came back.</summary>
internal sealed record FuzzAnswer(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string? ContentType => Headers.GetValueOrDefault("content-type");
}
