using System.Buffers;
using System.Text.Json;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Intake.Items;
using EvidenceVault.Server.Keys;

namespace EvidenceVault.Server.Intake.Lanes;

/// <summary>Writes the JSON of a batch, one value at a time, in one buffer.</summary>
public sealed class BatchJson : IDisposable
{
    private readonly ArrayBufferWriter<byte> _buffer = new(4 << 10);
    private readonly Utf8JsonWriter _writer;

    public BatchJson() => _writer = new Utf8JsonWriter(_buffer, new JsonWriterOptions { Encoder = VaultJson.Options.Encoder, SkipValidation = true });

    /// <summary>A value, as its own bytes.</summary>
    public byte[] Of(object value)
    {
        Start();
        JsonSerializer.Serialize(_writer, value, value.GetType(), VaultJson.Options);
        return _buffer.WrittenSpan.ToArray();
    }

    /// <summary>Everything that an item says, one after the other. Valid until the next call.</summary>
    public ReadOnlySpan<byte> Together(byte[] body, byte[] annex, StatedConsumer? consumer)
    {
        Start();
        _buffer.Write(body);
        _buffer.Write(annex);
        JsonSerializer.Serialize(_writer, consumer, VaultJson.Options);
        return _buffer.WrittenSpan;
    }

    /// <summary>The headers of an event.</summary>
    public byte[] Headers(PendingItem pending, byte[] mac, byte[] annex, PrincipalKeys principal, ConsumerKeys? keys)
    {
        var sealedAnnex = keys is null ? AnnexCodec.Seal(annex, pending.EventId, principal) : AnnexCodec.Seal(annex, pending.EventId, keys);
        Start();
        _writer.WriteStartObject();
        _writer.WriteBase64String(AnnexCodec.MacHeader, mac);
        _writer.WriteString(AnnexCodec.KeyHeader, pending.Item.KeyId);
        _writer.WriteBase64String(AnnexCodec.AnnexHeader, sealedAnnex);
        _writer.WriteEndObject();
        _writer.Flush();
        return _buffer.WrittenSpan.ToArray();
    }

    public void Dispose() => _writer.Dispose();

    private void Start()
    {
        _buffer.ResetWrittenCount();
        _writer.Reset();
    }
}
