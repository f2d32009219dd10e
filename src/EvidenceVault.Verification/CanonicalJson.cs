using System.Buffers;
using System.Text;
using System.Text.Json;

namespace EvidenceVault.Verification;

/// <summary>
/// The canonical form of JSON by RFC 8785 (JCS): one text for one value, so that a hash over it means the same everywhere. What the vault
/// attaches to a pack, and what a ledger leaf commits to, is in this form.
/// </summary>
public static class CanonicalJson
{
    private const int DeepestNesting = 64;

    /// <summary>The canonical form of a JSON text, as UTF-8.</summary>
    /// <param name="json">UTF-8 JSON.</param>
    /// <exception cref="FormatException">
    /// It is no JSON, an object holds a name twice, a text is no well-formed Unicode, or a number lies outside what an IEEE 754 double can hold.
    /// </exception>
    public static byte[] Of(ReadOnlyMemory<byte> json)
    {
        var output = new ArrayBufferWriter<byte>(Math.Max(json.Length, 1));
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = DeepestNesting });
            Write(document.RootElement, output);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new FormatException("This has no canonical form: it is no well-formed JSON, or an object holds a name twice.", e);
        }

        return output.WrittenSpan.ToArray();
    }

    private static void Write(JsonElement value, ArrayBufferWriter<byte> output)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(value, output);
                break;
            case JsonValueKind.Array:
                WriteArray(value, output);
                break;
            case JsonValueKind.String:
                WriteText(value.GetString()!, output);
                break;
            case JsonValueKind.Number:
                output.Write(Encoding.ASCII.GetBytes(EcmaScriptNumber.Format(value.GetDouble())));
                break;
            default:
                output.Write(value.ValueKind switch { JsonValueKind.True => "true"u8, JsonValueKind.False => "false"u8, _ => "null"u8 });
                break;
        }
    }

    // Names are sorted by their UTF-16 code units, as ordinal comparison of .NET strings does.
    private static void WriteObject(JsonElement value, ArrayBufferWriter<byte> output)
    {
        output.Write("{"u8);
        var first = true;
        foreach (var field in value.EnumerateObject().OrderBy(f => f.Name, StringComparer.Ordinal))
        {
            if (!first) output.Write(","u8);
            first = false;
            WriteText(field.Name, output);
            output.Write(":"u8);
            Write(field.Value, output);
        }

        output.Write("}"u8);
    }

    private static void WriteArray(JsonElement value, ArrayBufferWriter<byte> output)
    {
        output.Write("["u8);
        var first = true;
        foreach (var item in value.EnumerateArray())
        {
            if (!first) output.Write(","u8);
            first = false;
            Write(item, output);
        }

        output.Write("]"u8);
    }

    private static void WriteText(string text, ArrayBufferWriter<byte> output)
    {
        output.Write("\""u8);
        foreach (var rune in text.EnumerateRunes())
        {
            var escaped = rune.Value switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\b' => "\\b",
                '\t' => "\\t",
                '\n' => "\\n",
                '\f' => "\\f",
                '\r' => "\\r",
                < 0x20 => $"\\u{rune.Value:x4}",
                _ => null,
            };
            if (escaped is not null) output.Write(Encoding.ASCII.GetBytes(escaped));
            else output.Advance(rune.EncodeToUtf8(output.GetSpan(4)));
        }

        output.Write("\""u8);
    }
}
