using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using EvidenceVault.Domain.Identity;
using EvidenceVault.Server.Hosting;
using NodaTime;
using NodaTime.Text;

namespace EvidenceVault.Server.Intake;

/// <summary>
/// Reads a JSON object strictly: every wrong, missing and unknown field is noted with its JSON pointer, and reading goes on, so that a
/// client sees all that is wrong at once. A method answers null where the field is absent, null or wrong.
/// </summary>
/// <remarks>Messages never repeat a value that came in: it could be a person's.</remarks>
public sealed partial class JsonFields
{
    private const string NoPhoneNumber =
        "This is no valid phone number; write it as dialled in the Netherlands, or with its country code. Leave out an extension; short service numbers have no dossier.";

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    // The length of a name that is written with escapes, which tells nothing of what it says.
    private const int Escaped = -1;

    private readonly JsonProperty[] _fields;
    private readonly int[] _lengths;
    private readonly bool[] _read;
    private readonly string _pointer;
    private readonly List<FieldError> _errors;

    /// <summary>Starts reading an object. Call <see cref="Done"/> at the end.</summary>
    public JsonFields(JsonElement json, List<FieldError> errors, string pointer = "")
    {
        _pointer = pointer;
        _errors = errors;
        if (json.ValueKind != JsonValueKind.Object)
        {
            _fields = [];
            _lengths = [];
            _read = [];
            Fault(null, ProblemCodes.WrongType, "A JSON object is wanted here.");
            return;
        }

        _fields = new JsonProperty[json.GetPropertyCount()];
        _lengths = new int[_fields.Length];
        _read = new bool[_fields.Length];
        var i = 0;
        foreach (var field in json.EnumerateObject())
        {
            _fields[i] = field;
            var name = JsonMarshal.GetRawUtf8PropertyName(field);
            _lengths[i++] = name.Contains((byte)'\\') ? Escaped : name.Length;
        }
    }

    /// <summary>Whether anything was wrong so far, here or elsewhere in the same document.</summary>
    public bool HasErrors => _errors.Count > 0;

    /// <summary>Notes each field that nobody read.</summary>
    public void Done()
    {
        for (var i = 0; i < _fields.Length; i++)
            if (!_read[i]) _errors.Add(new($"{_pointer}/{Escape(SafeName(NameOf(_fields[i])))}", ProblemCodes.UnknownField, "This field is not known here; leave it out or mend its name."));
    }

    /// <summary>Notes something wrong with a field; null: with the object itself.</summary>
    public void Fault(string? name, string code, string detail) =>
        _errors.Add(new(name is null ? _pointer : $"{_pointer}/{Escape(name)}", code, detail));

    /// <summary>Whether a field is there and not null.</summary>
    public bool Has(string name) => Peek(name) is { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) };

    /// <summary>Whether a field is there and null.</summary>
    public bool IsNull(string name) => Peek(name) is { ValueKind: JsonValueKind.Null };

    /// <summary>Text of at most <paramref name="max"/> characters, without control characters other than line ends and tabs.</summary>
    public string? Text(string name, int max, bool required = false)
    {
        if (Take(name, required) is not { } json) return null;
        if (json.ValueKind != JsonValueKind.String) return Wrong<string>(name, "A text is wanted here.");
        string text;
        try
        {
            text = json.GetString()!;
        }
        catch (InvalidOperationException)
        {
            Fault(name, ProblemCodes.InvalidText, "The text holds half a surrogate pair; send well-formed Unicode.");
            return null;
        }

        if (text.Length > max)
        {
            Fault(name, ProblemCodes.TooLong, $"At most {max} characters.");
            return null;
        }

        if (string.IsNullOrWhiteSpace(text))
        {
            Fault(name, ProblemCodes.Empty, "The text is empty; leave the field out where there is nothing to say.");
            return null;
        }

        foreach (var c in text)
        {
            if (!char.IsControl(c) || c is '\n' or '\r' or '\t') continue;
            Fault(name, ProblemCodes.InvalidText, "The text holds control characters.");
            return null;
        }

        return text;
    }

    /// <summary>A reference or id: 1 to 100 printable characters; never one that reads as a phone number or mail address.</summary>
    public string? Reference(string name, bool required = false)
    {
        if (Text(name, 100, required) is not { } text) return null;
        if (text.AsSpan().IndexOfAny("\r\n\t") >= 0 || text != text.Trim())
        {
            Fault(name, ProblemCodes.InvalidReference, "A reference has no spaces around it and no line ends or tabs in it.");
            return null;
        }

        return NotPersonal(name, text);
    }

    /// <summary>A reference that can stand in a URL: letters, digits, dots, underscores, hyphens.</summary>
    public string? UrlReference(string name, bool required = false) =>
        Reference(name, required) is { } text ? CheckUrlReference(name, text) : null;

    /// <summary>A slug: lower-case letters, digits, hyphens, at most 40.</summary>
    public string? Slug(string name, bool required = false)
    {
        if (Text(name, 40, required) is not { } text) return null;
        if (!IsSlug(text))
        {
            Fault(name, ProblemCodes.InvalidReference, "Lower-case letters, digits and hyphens, at most 40, beginning with a letter or digit.");
            return null;
        }

        return NotPersonal(name, text);
    }

    /// <summary>A short word of the uploader's own, such as a product: at most 60 characters, never one that reads as personal data.</summary>
    public string? Token(string name, bool required = false) => Text(name, 60, required) is { } text ? CheckToken($"{_pointer}/{Escape(name)}", text) : null;

    /// <summary>A word of a vocabulary.</summary>
    public T? Word<T>(string name, bool required = false)
        where T : struct, Enum
    {
        if (Take(name, required) is not { } json) return null;
        if (json.ValueKind != JsonValueKind.String) return WrongValue<T>(name, "A text is wanted here.");
        if (TryString(json) is { } word && Vocabulary<T>.TryParse(word, out var value)) return value;
        Fault(name, ProblemCodes.UnknownValue, $"One of: {Vocabulary<T>.All}.");
        return null;
    }

    /// <summary>Yes or no.</summary>
    public bool? Flag(string name)
    {
        if (Take(name, required: false) is not { } json) return null;
        if (json.ValueKind is JsonValueKind.True or JsonValueKind.False) return json.GetBoolean();
        return WrongValue<bool>(name, "true or false is wanted here.");
    }

    /// <summary>A whole number within bounds.</summary>
    public long? Integer(string name, long min, long max, bool required = false)
    {
        if (Take(name, required) is not { } json) return null;
        if (json.ValueKind != JsonValueKind.Number || !json.TryGetInt64(out var value)) return WrongValue<long>(name, "A whole number is wanted here.");
        if (value >= min && value <= max) return value;
        Fault(name, ProblemCodes.OutOfRange, $"From {min} to {max}.");
        return null;
    }

    /// <summary>A sum in euro, as a plain decimal with at most two places.</summary>
    public string? Money(string name)
    {
        if (Take(name, required: false) is not { } json) return null;
        if (json.ValueKind == JsonValueKind.String && TryString(json) is { } text && Csv.CsvNumber.IsAmbiguous(text))
            return Wrong<string>(name, "It cannot be told whether the mark before the last three digits separates thousands or decimals. In a table write 1250, 1250,50, 1.250,00 or 1,250.00; in JSON a number.");
        if (json.ValueKind != JsonValueKind.Number || !json.TryGetDecimal(out var value)) return Wrong<string>(name, "A number in euro is wanted here.");
        if (value is >= 0 and <= 100_000_000 && decimal.Round(value, 2) == value) return value.ToString("0.##", CultureInfo.InvariantCulture);
        Fault(name, ProblemCodes.OutOfRange, "From 0 to 100000000 euro, with at most two decimals.");
        return null;
    }

    /// <summary>An instant: RFC 3339 with an offset, kept in microseconds.</summary>
    public Instant? Instant(string name, bool required = false)
    {
        if (Take(name, required) is not { } json) return null;
        if (json.ValueKind != JsonValueKind.String || TryString(json) is not { } text) return WrongValue<Instant>(name, "A text is wanted here.");
        if (Instants.Parse(text) is { } instant) return instant;
        if (Instants.LacksOffset(text))
            Fault(name, ProblemCodes.OffsetRequired, "A date with time and offset is wanted, such as 2026-09-01T10:15:00+02:00.");
        else
            Fault(name, ProblemCodes.InvalidInstant, "An RFC 3339 date with time and offset is wanted, such as 2026-09-01T10:15:00+02:00.");
        return null;
    }

    /// <summary>An instant at which something happened: by the vault's clock at most <see cref="Instants.ClockSkew"/> ahead.</summary>
    public Instant? Past(string name, Instant now, bool required = false)
    {
        var instant = Instant(name, required);
        if (!(instant > now + Instants.ClockSkew)) return instant;
        Fault(name, ProblemCodes.InFuture, "This has still to happen. Hand it in once it has, with the instant at which it did.");
        return null;
    }

    /// <summary>A date without time.</summary>
    public LocalDate? Date(string name, bool required = false)
    {
        if (Take(name, required) is not { } json) return null;
        if (json.ValueKind != JsonValueKind.String || TryString(json) is not { } text) return WrongValue<LocalDate>(name, "A text is wanted here.");
        if (LocalDatePattern.Iso.Parse(text) is { Success: true, Value: { Year: >= 1900 and <= 2200 } date }) return date;
        Fault(name, ProblemCodes.InvalidDate, "A date is wanted, such as 2026-09-01.");
        return null;
    }

    /// <summary>An ISO 8601 period that is longer than nothing, such as P14D.</summary>
    public Period? Term(string name, bool required = false)
    {
        if (Take(name, required) is not { } json) return null;
        if (json.ValueKind != JsonValueKind.String || TryString(json) is not { } text) return Wrong<Period>(name, "A text is wanted here.");
        if (PeriodPattern.Roundtrip.Parse(text) is { Success: true } parsed && IsSomeAndAtMostACentury(parsed.Value)) return parsed.Value;
        Fault(name, ProblemCodes.InvalidPeriod, "An ISO 8601 duration longer than nothing and at most 100 years is wanted, such as P14D or PT24H.");
        return null;
    }

    /// <summary>A phone number in any form for the Netherlands, as E.164.</summary>
    public string? Phone(string name, bool required = false)
    {
        if (Take(name, required) is not { } json) return null;
        if (json.ValueKind != JsonValueKind.String || TryString(json) is not { } text) return Wrong<string>(name, "A text is wanted here.");
        if (PhoneNumberCache.Normalise(text) is { } number) return number;
        Fault(name, ProblemCodes.InvalidPhoneNumber, NoPhoneNumber);
        return null;
    }

    /// <summary>A SHA-256, lower-case hex.</summary>
    public string? Sha256(string name, bool required = false)
    {
        if (Take(name, required) is not { } json) return null;
        if (json.ValueKind != JsonValueKind.String || TryString(json) is not { } text) return Wrong<string>(name, "A text is wanted here.");
        if (text.Length == 64 && !text.AsSpan().ContainsAnyExcept(HexDigits)) return text;
        Fault(name, ProblemCodes.InvalidHash, "A SHA-256 as 64 lower-case hex digits is wanted.");
        return null;
    }

    /// <summary>A trade-register (KvK) number: eight digits.</summary>
    public string? Kvk(string name, bool required = false)
    {
        if (Text(name, 20, required) is not { } text) return null;
        if (text.Length == 8 && text.All(char.IsAsciiDigit)) return text;
        Fault(name, ProblemCodes.InvalidKvk, "A KvK number has eight digits.");
        return null;
    }

    /// <summary>An object within.</summary>
    public JsonFields? Object(string name, bool required = false) =>
        Take(name, required) is { } json ? new JsonFields(json, _errors, $"{_pointer}/{Escape(name)}") : null;

    /// <summary>The raw JSON of a field.</summary>
    public JsonElement? Raw(string name, bool required = false) => Take(name, required);

    /// <summary>Takes over what was found wrong elsewhere in the document.</summary>
    public void AddAll(IEnumerable<FieldError> errors) => _errors.AddRange(errors);

    /// <summary>The JSON pointer of a field.</summary>
    public string PointerOf(string name) => $"{_pointer}/{Escape(name)}";

    /// <summary>A list of objects.</summary>
    public IReadOnlyList<T>? Objects<T>(string name, int most, Func<JsonFields, T?> read, bool required = false)
        where T : class
    {
        if (TakeArray(name, most, required) is not { } json) return null;
        var list = new List<T>(json.GetArrayLength());
        var i = 0;
        foreach (var element in json.EnumerateArray())
        {
            var fields = new JsonFields(element, _errors, $"{_pointer}/{Escape(name)}/{i++}");
            var item = read(fields);
            fields.Done();
            if (item is not null) list.Add(item);
        }

        return list;
    }

    /// <summary>A list of words of a vocabulary, without doubles.</summary>
    public IReadOnlyList<T>? Words<T>(string name, bool required = false, bool mayBeEmpty = false)
        where T : struct, Enum => Strings<T>(name, 50, required, mayBeEmpty, (pointer, text) =>
    {
        if (Vocabulary<T>.TryParse(text, out var value)) return value;
        _errors.Add(new(pointer, ProblemCodes.UnknownValue, $"One of: {Vocabulary<T>.All}."));
        return null;
    });

    /// <summary>A list of short words, such as products, without doubles.</summary>
    public IReadOnlyList<string>? Tokens(string name, bool required = false, bool mayBeEmpty = false) =>
        Texts(name, 50, required, mayBeEmpty, CheckToken);

    /// <summary>A list of references that can stand in a URL, without doubles.</summary>
    public IReadOnlyList<string>? UrlReferences(string name, int most = 50, bool required = false, bool mayBeEmpty = false) =>
        Texts(name, most, required, mayBeEmpty, CheckUrlReferenceAt);

    /// <summary>A list of phone numbers as E.164, without doubles.</summary>
    public IReadOnlyList<string>? Phones(string name, int most, bool required = false, bool mayBeEmpty = true) =>
        Texts(name, most, required, mayBeEmpty, (pointer, text) =>
        {
            if (PhoneNumberCache.Normalise(text) is { } number) return number;
            _errors.Add(new(pointer, ProblemCodes.InvalidPhoneNumber, NoPhoneNumber));
            return null;
        });

    /// <summary>A list of dates, without doubles.</summary>
    public IReadOnlyList<LocalDate>? Dates(string name, int most) => Strings<LocalDate>(name, most, required: false, mayBeEmpty: true, (pointer, text) =>
    {
        if (LocalDatePattern.Iso.Parse(text) is { Success: true, Value: { Year: >= 1900 and <= 2200 } date }) return date;
        _errors.Add(new(pointer, ProblemCodes.InvalidDate, "A date is wanted, such as 2026-09-01."));
        return null;
    });
}
