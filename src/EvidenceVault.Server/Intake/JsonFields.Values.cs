using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using EvidenceVault.Domain.Identity;
using EvidenceVault.Server.Hosting;
using NodaTime;

namespace EvidenceVault.Server.Intake;

/// <content>How single values are taken and checked.</content>
public sealed partial class JsonFields
{
    /// <summary>Whether a text can stand in a URL path as it is.</summary>
    public static bool IsUrlReference(string text) =>
        text.Length is > 0 and <= 100 && char.IsAsciiLetterOrDigit(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');

    /// <summary>Whether a text is a slug.</summary>
    public static bool IsSlug(string text) =>
        text.Length is > 0 and <= 40 && text[0] != '-' && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    /// <summary>A field's JSON, without counting it as read.</summary>
    public JsonElement? Peek(string name)
    {
        var place = PlaceOf(name);
        return place < 0 ? null : _fields[place].Value;
    }

    private JsonElement? Take(string name, bool required)
    {
        if (PlaceOf(name) is var place and >= 0)
        {
            _read[place] = true;
            var value = _fields[place].Value;
            if (value.ValueKind != JsonValueKind.Null) return value;
        }

        if (required) Fault(name, ProblemCodes.Required, "This field is required.");
        return null;
    }

    // Names of our own are ASCII. Most that differ do so in their length: an item is asked for some thirty names.
    private int PlaceOf(string name)
    {
        for (var i = 0; i < _fields.Length; i++)
        {
            if (_lengths[i] == name.Length ? Ascii.Equals(JsonMarshal.GetRawUtf8PropertyName(_fields[i]), name) : _lengths[i] == Escaped && _fields[i].NameEquals(name)) return i;
        }

        return -1;
    }

    private JsonElement? TakeArray(string name, int most, bool required)
    {
        if (Take(name, required) is not { } json) return null;
        if (json.ValueKind != JsonValueKind.Array) return WrongValue<JsonElement>(name, "A list is wanted here.");
        if (json.GetArrayLength() <= most) return json;
        Fault(name, ProblemCodes.TooLong, $"At most {most} entries.");
        return null;
    }

    private List<string>? Texts(string name, int most, bool required, bool mayBeEmpty, Func<string, string, string?> check)
    {
        if (TakeArray(name, most, required) is not { } json) return null;
        var list = new List<string>(json.GetArrayLength());
        Each(name, json, mayBeEmpty, (pointer, text) =>
        {
            if (check(pointer, text) is { } value && !list.Contains(value)) list.Add(value);
        });
        return list;
    }

    private List<T>? Strings<T>(string name, int most, bool required, bool mayBeEmpty, Func<string, string, T?> check)
        where T : struct
    {
        if (TakeArray(name, most, required) is not { } json) return null;
        var list = new List<T>(json.GetArrayLength());
        Each(name, json, mayBeEmpty, (pointer, text) =>
        {
            if (check(pointer, text) is { } value && !list.Contains(value)) list.Add(value);
        });
        return list;
    }

    private void Each(string name, JsonElement json, bool mayBeEmpty, Action<string, string> use)
    {
        if (!mayBeEmpty && json.GetArrayLength() == 0) Fault(name, ProblemCodes.Empty, "At least one entry is wanted.");
        var i = 0;
        foreach (var element in json.EnumerateArray())
        {
            var pointer = $"{_pointer}/{Escape(name)}/{i++}";
            if (element.ValueKind == JsonValueKind.String && TryString(element) is { } text) use(pointer, text);
            else _errors.Add(new(pointer, ProblemCodes.WrongType, "A text is wanted here."));
        }
    }

    private string? CheckUrlReference(string name, string text)
    {
        if (IsUrlReference(text)) return text;
        Fault(name, ProblemCodes.InvalidReference, "Letters, digits, dots, underscores and hyphens, at most 100, beginning with a letter or digit.");
        return null;
    }

    private string? CheckUrlReferenceAt(string pointer, string text)
    {
        if (!IsUrlReference(text))
            _errors.Add(new(pointer, ProblemCodes.InvalidReference, "Letters, digits, dots, underscores and hyphens, at most 100, beginning with a letter or digit."));
        else if (PersonalData.ReadsAsPersonal(text))
            _errors.Add(new(pointer, ProblemCodes.PersonalDataInReference, "This reads as a phone number or mail address; use a reference that says nothing about a person."));
        else return text;
        return null;
    }

    private string? CheckToken(string pointer, string text)
    {
        if (text.Length is 0 or > 60 || string.IsNullOrWhiteSpace(text) || text.Any(char.IsControl))
            _errors.Add(new(pointer, ProblemCodes.InvalidText, "1 to 60 characters on one line are wanted."));
        else if (PersonalData.ReadsAsPersonal(text))
            _errors.Add(new(pointer, ProblemCodes.PersonalDataInField, "This reads as a phone number or mail address; it has no place in this field."));
        else return text;
        return null;
    }

    private string? NotPersonal(string name, string text)
    {
        if (!PersonalData.ReadsAsPersonal(text)) return text;
        Fault(name, ProblemCodes.PersonalDataInReference, "This reads as a phone number or mail address; use a reference that says nothing about a person.");
        return null;
    }

    private T? Wrong<T>(string name, string detail)
        where T : class
    {
        Fault(name, ProblemCodes.WrongType, detail);
        return null;
    }

    private T? WrongValue<T>(string name, string detail)
        where T : struct
    {
        Fault(name, ProblemCodes.WrongType, detail);
        return null;
    }

    /// <summary>The text that a JSON value is; null where it is none, or no well-formed Unicode.</summary>
    public static string? TextOf(JsonElement json) => json.ValueKind == JsonValueKind.String ? TryString(json) : null;

    private static string? TryString(JsonElement json)
    {
        try
        {
            return json.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static string NameOf(JsonProperty field)
    {
        try
        {
            return field.Name;
        }
        catch (InvalidOperationException)
        {
            return "";
        }
    }

    // From the start of 2001 a hundred years are as few days as they can be: what is no longer then is no longer ever.
    private static readonly LocalDateTime ShortestCentury = new(2001, 1, 1, 0, 0);

    private static bool IsSomeAndAtMostACentury(Period period)
    {
        Period p;
        try
        {
            p = period.Normalize();
        }
        catch (OverflowException)
        {
            return false;
        }

        if (p.Years < 0 || p.Months < 0 || p.Weeks < 0 || p.Days < 0 || p.Hours < 0 || p.Minutes < 0 || p.Seconds < 0 || p.Nanoseconds < 0) return false;
        // Each by itself first, so that their sum is a date there is.
        return p != Period.Zero && p.Years <= 100 && p.Months <= 1200 && p.Days <= 36_600 && ShortestCentury + p <= ShortestCentury.PlusYears(100);
    }

    // A field's name comes from outside too: anything but a plain name could be a person's data.
    private static string SafeName(string name) =>
        name.Length is > 0 and <= 40 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.') && !PersonalData.ReadsAsPersonal(name) ? name : "(unnamed)";

    private static string Escape(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
