using System.Globalization;
using System.Text;

namespace EvidenceVault.Verification.Pdf;

/// <summary>Reads values from the bytes of a PDF file, one after another. What it cannot read is a <see cref="FormatException"/>; it never reads beyond the end.</summary>
internal sealed class PdfParser(ReadOnlyMemory<byte> bytes, int at = 0)
{
    private const int DeepestNesting = 32;
    private const int LongestNumber = 20;

    private int _depth;

    /// <summary>Where it stands.</summary>
    public int At { get; private set; } = at;

    /// <summary>Where the next thing begins that is no white space and no comment.</summary>
    public int Next
    {
        get
        {
            SkipSpace();
            return At;
        }
    }

    private ReadOnlySpan<byte> Rest => bytes.Span[At..];

    /// <summary>The next value.</summary>
    public PdfValue Value()
    {
        SkipSpace();
        if (++_depth > DeepestNesting) throw new FormatException("The PDF nests too deeply.");
        var value = Rest switch
        {
            [(byte)'<', (byte)'<', ..] => Dictionary(),
            [(byte)'<', ..] => HexText(),
            [(byte)'(', ..] => Text(),
            [(byte)'[', ..] => Array(),
            [(byte)'/', ..] => new PdfValue.Name(Name()),
            [(>= (byte)'0' and <= (byte)'9') or (byte)'+' or (byte)'-' or (byte)'.', ..] => NumberOrReference(),
            [(byte)'t' or (byte)'f' or (byte)'n', ..] => Word(),
            _ => throw Bad(),
        };
        _depth--;
        return value;
    }

    /// <summary>Whether these bytes come next; if so, it goes past them.</summary>
    public bool Takes(ReadOnlySpan<byte> word)
    {
        SkipSpace();
        if (!Rest.StartsWith(word)) return false;
        At += word.Length;
        return true;
    }

    /// <summary>A whole number, which must come next.</summary>
    public long Integer()
    {
        SkipSpace();
        var length = 0;
        while (length < Rest.Length && length < LongestNumber && char.IsAsciiDigit((char)Rest[length])) length++;
        if (!long.TryParse(Rest[..length], NumberStyles.None, CultureInfo.InvariantCulture, out var number)) throw Bad();
        At += length;
        return number;
    }

    /// <summary>Goes past the line end that comes before the bytes of a stream.</summary>
    public void SkipLineEnd()
    {
        if (Rest is [(byte)'\r', ..]) At++;
        if (Rest is not [(byte)'\n', ..]) throw Bad();
        At++;
    }

    private static FormatException Bad() => new("The PDF is not written as a PDF is.");

    private static bool IsSpace(byte b) => b is 0 or 9 or 10 or 12 or 13 or 32;

    private static bool IsRegular(byte b) => !IsSpace(b) && b is not ((byte)'(' or (byte)')' or (byte)'<' or (byte)'>' or (byte)'[' or (byte)']' or (byte)'{' or (byte)'}' or (byte)'/' or (byte)'%');

    private void SkipSpace()
    {
        while (At < bytes.Length)
        {
            if (Rest[0] == '%')
                while (At < bytes.Length && Rest[0] is not ((byte)'\n' or (byte)'\r')) At++;
            else if (IsSpace(Rest[0])) At++;
            else return;
        }
    }

    private PdfValue.Dictionary Dictionary()
    {
        At += 2;
        var entries = new Dictionary<string, PdfValue>(StringComparer.Ordinal);
        while (!Takes(">>"u8))
        {
            if (Rest is not [(byte)'/', ..]) throw Bad();
            // A name given twice is read by some as the first and by others as the last.
            if (!entries.TryAdd(Name(), Value())) throw Bad();
        }

        return new(entries);
    }

    private PdfValue.Array Array()
    {
        At++;
        var items = new List<PdfValue>();
        while (!Takes("]"u8)) items.Add(Value());
        return new(items);
    }

    private string Name()
    {
        At++;
        var name = new StringBuilder();
        for (; At < bytes.Length && IsRegular(Rest[0]); At++)
        {
            if (Rest[0] != '#')
            {
                name.Append((char)Rest[0]);
                continue;
            }

            if (Rest.Length < 3 || !byte.TryParse(Rest.Slice(1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var escaped)) throw Bad();
            name.Append((char)escaped);
            At += 2;
        }

        return name.ToString();
    }

    private PdfValue.Text HexText()
    {
        At++;
        var end = Rest.IndexOf((byte)'>');
        if (end < 0 || end % 2 != 0) throw Bad();
        var hex = Encoding.Latin1.GetString(Rest[..end]);
        if (!hex.All(char.IsAsciiHexDigit)) throw Bad();
        At += end + 1;
        return new(Convert.FromHexString(hex));
    }

    private PdfValue.Text Text()
    {
        At++;
        var text = new List<byte>();
        for (var open = 1; ; At++)
        {
            if (Rest.IsEmpty) throw Bad();
            var b = Rest[0];
            if (b == '\\')
            {
                At++;
                // Octal and other escapes are not what the vault writes.
                if (Rest is not [(byte)'\\' or (byte)'(' or (byte)')', ..]) throw Bad();
                b = Rest[0];
            }
            else if (b == '(') open++;
            else if (b == ')' && --open == 0) break;
            text.Add(b);
        }

        At++;
        return new([.. text]);
    }

    private PdfValue NumberOrReference()
    {
        var start = At;
        while (At < bytes.Length && IsRegular(Rest[0])) At++;
        var word = bytes.Span[start..At];
        if (word.Length > LongestNumber) throw Bad();
        if (!long.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            return double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? new PdfValue.Other() : throw Bad();
        if (Rest.StartsWith(" 0 R"u8) && number is > 0 and < int.MaxValue)
        {
            At += " 0 R".Length;
            return new PdfValue.Reference((int)number);
        }

        return new PdfValue.Number(number);
    }

    private PdfValue.Other Word()
    {
        foreach (var word in new[] { "true", "false", "null" })
            if (Takes(Encoding.ASCII.GetBytes(word))) return new();
        throw Bad();
    }
}
