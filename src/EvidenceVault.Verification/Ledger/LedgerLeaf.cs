using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace EvidenceVault.Verification.Ledger;

/// <summary>A stored event, as the ledger commits to it.</summary>
/// <param name="Id">The event's id.</param>
/// <param name="Principal">Whose it is.</param>
/// <param name="Stream">Its stream.</param>
/// <param name="Version">Its place within the stream, from 1.</param>
/// <param name="Type">Its type.</param>
/// <param name="RecordedAt">When the vault recorded it, UTC, in microseconds.</param>
/// <param name="Data">Its body: JSON, UTF-8, as it is stored.</param>
public readonly record struct LedgerEvent(Guid Id, string Principal, string Stream, long Version, string Type, DateTime RecordedAt, ReadOnlyMemory<byte> Data);

/// <summary>The leaf of an event: the RFC 8785 form of <c>{ data, id, occurredAt, principal, recordedAt, stream, type, v, version }</c>.</summary>
public static class LedgerLeaf
{
    /// <summary>The most bytes of a leaf: C2SP <c>tlog-tiles</c> writes its length in 16 bits.</summary>
    public const int Most = ushort.MaxValue;

    /// <summary>The leaf of an event.</summary>
    /// <remarks>
    /// Every event has one, since one without would stop the ledger: a body that has no canonical form, or is too large, stands as <c>dataSha256</c>, the hash
    /// of its stored bytes, in place of <c>data</c>.
    /// </remarks>
    public static byte[] Of(in LedgerEvent e)
    {
        var output = new ArrayBufferWriter<byte>(e.Data.Length + 512);
        Write(e, output);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Writes the leaf of an event in place of what the buffer held.</summary>
    public static void Write(in LedgerEvent e, ArrayBufferWriter<byte> output)
    {
        output.ResetWrittenCount();
        if (TryWriteWhole(e, output) && output.WrittenCount <= Most) return;
        output.ResetWrittenCount();
        output.Write("{\"dataSha256\":\""u8);
        WriteAscii(Convert.ToHexStringLower(SHA256.HashData(e.Data.Span)), output);
        output.Write("\""u8);
        WriteRest(e, occurredAt: null, output);
    }

    private static bool TryWriteWhole(in LedgerEvent e, ArrayBufferWriter<byte> output)
    {
        string? occurredAt = null;
        try
        {
            output.Write("{\"data\":"u8);
            CanonicalJson.Write(e.Data, output, body => occurredAt = OccurredAt(body));
        }
        catch (FormatException)
        {
            return false;
        }

        WriteRest(e, occurredAt, output);
        return true;
    }

    private static string? OccurredAt(JsonElement body) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty("occurredAt"u8, out var at) && at.ValueKind == JsonValueKind.String ? at.GetString() : null;

    // The names in their order: data, id, occurredAt, principal, recordedAt, stream, type, v, version.
    private static void WriteRest(in LedgerEvent e, string? occurredAt, ArrayBufferWriter<byte> output)
    {
        output.Write(",\"id\":\""u8);
        WriteAscii(e.Id.ToString("D", CultureInfo.InvariantCulture), output);
        output.Write("\",\"occurredAt\":"u8);
        if (occurredAt is null) output.Write("null"u8);
        else CanonicalJson.WriteText(occurredAt, output);
        output.Write(",\"principal\":"u8);
        CanonicalJson.WriteText(e.Principal, output);
        output.Write(",\"recordedAt\":\""u8);
        WriteAscii(e.RecordedAt.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture), output);
        output.Write("\",\"stream\":"u8);
        CanonicalJson.WriteText(e.Stream, output);
        output.Write(",\"type\":"u8);
        CanonicalJson.WriteText(e.Type, output);
        output.Write(",\"v\":1,\"version\":"u8);
        WriteAscii(e.Version.ToString(CultureInfo.InvariantCulture), output);
        output.Write("}"u8);
    }

    private static void WriteAscii(string text, ArrayBufferWriter<byte> output) => output.Advance(System.Text.Encoding.ASCII.GetBytes(text, output.GetSpan(text.Length)));
}
