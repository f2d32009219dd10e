using System.Globalization;

namespace EvidenceVault.Torture;

/// <summary>Something is wrong with the command line.</summary>
internal sealed class UsageException(string message) : Exception(message);

/// <summary>The command line's options: <c>--name value</c>.</summary>
internal sealed class Options
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    public Options(IEnumerable<string> arguments)
    {
        foreach (var pair in arguments.Chunk(2))
        {
            if (pair is not [['-', '-', .. var name], var value]) throw new UsageException($"{pair[0]}: options are --name value.");
            _values[name] = value;
        }
    }

    /// <summary>A whole number from 1, or the usual one.</summary>
    public int Number(string name, int usual) => !_values.Remove(name, out var text) ? usual
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number
        : throw new UsageException($"--{name} wants a whole number from 1, not {text}.");

    /// <summary>A text; null where it was not given.</summary>
    public string? Text(string name) => _values.Remove(name, out var text) ? text : null;

    /// <summary>To be called when all are taken.</summary>
    public void Done()
    {
        if (_values.Keys.FirstOrDefault() is { } unknown) throw new UsageException($"There is no option --{unknown} here.");
    }
}
