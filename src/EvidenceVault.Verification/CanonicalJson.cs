using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace EvidenceVault.Verification;

/// <summary>
/// The canonical form of JSON by RFC 8785 (JCS): one text for one value, so that a hash over it means the same everywhere. What the vault
/// attaches to a pack, and what a ledger leaf commits to, is in this form.
/// </summary>
public static class CanonicalJson
{
    private const int DeepestNesting = 64;

    // So long a run of digits is below 10^15, and written as it stands.
    private const int ShortInteger = 15;

    private static readonly SearchValues<byte> Escaped = SearchValues.Create([.. Enumerable.Range(0, ' ').Select(c => (byte)c), (byte)'"', (byte)'\\']);

    /// <summary>The canonical form of a JSON text, as UTF-8.</summary>
    /// <param name="json">UTF-8 JSON.</param>
    /// <exception cref="FormatException">
    /// It is no JSON, an object holds a name twice, a text is no well-formed Unicode, or a number lies outside what an IEEE 754 double can hold.
    /// </exception>
    public static byte[] Of(ReadOnlyMemory<byte> json)
    {
        var output = new ArrayBufferWriter<byte>(Math.Max(json.Length, 1));
        Write(json, output);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Writes the canonical form of a JSON text, and shows what was read.</summary>
    internal static void Write(ReadOnlyMemory<byte> json, IBufferWriter<byte> output, Action<JsonElement>? seen = null)
    {
        // Texts without escapes are copied as they are, and the parser does not look inside.
        if (!Utf8.IsValid(json.Span)) throw new FormatException("This has no canonical form: it is no UTF-8.");
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = DeepestNesting });
            Write(document.RootElement, output);
            seen?.Invoke(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new FormatException("This has no canonical form: it is no well-formed JSON, or an object holds a name twice.", e);
        }
    }

    internal static void WriteText(string text, IBufferWriter<byte> output)
    {
        output.Write("\""u8);
        Span<byte> utf8 = text.Length <= 256 ? stackalloc byte[text.Length * 3] : new byte[text.Length * 3];
        var rest = (ReadOnlySpan<byte>)utf8[..Encoding.UTF8.GetBytes(text, utf8)];
        for (var at = rest.IndexOfAny(Escaped); at >= 0; at = rest.IndexOfAny(Escaped))
        {
            output.Write(rest[..at]);
            output.Write(rest[at] switch
            {
                (byte)'"' => "\\\""u8,
                (byte)'\\' => "\\\\"u8,
                (byte)'\b' => "\\b"u8,
                (byte)'\t' => "\\t"u8,
                (byte)'\n' => "\\n"u8,
                (byte)'\f' => "\\f"u8,
                (byte)'\r' => "\\r"u8,
                var control => Encoding.ASCII.GetBytes($"\\u{control:x4}"),
            });
            rest = rest[(at + 1)..];
        }

        output.Write(rest);
        output.Write("\""u8);
    }

    private static void Write(JsonElement value, IBufferWriter<byte> output)
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
                WriteText(value, output);
                break;
            case JsonValueKind.Number:
                WriteNumber(JsonMarshal.GetRawUtf8Value(value), output);
                break;
            default:
                output.Write(JsonMarshal.GetRawUtf8Value(value));
                break;
        }
    }

    private static void WriteObject(JsonElement value, IBufferWriter<byte> output)
    {
        var fields = new JsonProperty[value.GetPropertyCount()];
        var count = 0;
        foreach (var field in value.EnumerateObject()) fields[count++] = field;
        Array.Sort(fields, ByCodeUnits);
        output.Write("{"u8);
        for (var i = 0; i < fields.Length; i++)
        {
            if (i > 0) output.Write(","u8);
            WriteName(fields[i], output);
            output.Write(":"u8);
            Write(fields[i].Value, output);
        }

        output.Write("}"u8);
    }

    private static void WriteArray(JsonElement value, IBufferWriter<byte> output)
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

    private static void WriteName(JsonProperty field, IBufferWriter<byte> output)
    {
        var raw = JsonMarshal.GetRawUtf8PropertyName(field);
        if (raw.Contains((byte)'\\'))
        {
            WriteText(field.Name, output);
            return;
        }

        output.Write("\""u8);
        output.Write(raw);
        output.Write("\""u8);
    }

    // What came without escapes needs none: only a quote, a backslash and control characters do, and none of them can come without.
    private static void WriteText(JsonElement value, IBufferWriter<byte> output)
    {
        var raw = JsonMarshal.GetRawUtf8Value(value);
        if (raw.Contains((byte)'\\')) WriteText(value.GetString()!, output);
        else output.Write(raw);
    }

    private static void WriteNumber(ReadOnlySpan<byte> raw, IBufferWriter<byte> output)
    {
        if (raw.Length <= ShortInteger && !raw.ContainsAnyExceptInRange((byte)'0', (byte)'9')) output.Write(raw);
        else output.Write(Encoding.ASCII.GetBytes(EcmaScriptNumber.Format(double.Parse(raw, NumberStyles.Float, CultureInfo.InvariantCulture))));
    }

    // By UTF-16 code units, as RFC 8785 asks; for names of ASCII alone their bytes have the same order.
    private static int ByCodeUnits(JsonProperty x, JsonProperty y)
    {
        var left = JsonMarshal.GetRawUtf8PropertyName(x);
        var right = JsonMarshal.GetRawUtf8PropertyName(y);
        return IsPlain(left) && IsPlain(right) ? left.SequenceCompareTo(right) : string.CompareOrdinal(x.Name, y.Name);
    }

    private static bool IsPlain(ReadOnlySpan<byte> name) => Ascii.IsValid(name) && !name.Contains((byte)'\\');
}
