using System.Text;
using EvidenceVault.Cli.Import;
using EvidenceVault.Verification.Ledger;

namespace EvidenceVault.Cli.Ledger;

/// <summary>The arguments of a check: one that has no name, and named ones.</summary>
public sealed class CheckOptions
{
    private readonly Dictionary<string, List<string>> _values = new(StringComparer.Ordinal);

    private CheckOptions()
    {
    }

    /// <summary>The argument without a name; null: there is none.</summary>
    public string? Subject { get; private set; }

    /// <summary>Whether to answer as JSON.</summary>
    public bool Json { get; private set; }

    /// <summary>The keys to trust.</summary>
    /// <exception cref="WrongCallException">One is none.</exception>
    public IReadOnlyList<NoteKey> Keys => KeysOf("--key");

    public string? One(string name) => All(name) is [.., var last] ? last : null;

    public IReadOnlyList<string> All(string name) => _values.GetValueOrDefault(name) ?? [];

    /// <summary>The keys of an argument: each one a key, a file with one a line, or one with what <c>GET /ledger/key</c> answers.</summary>
    /// <exception cref="WrongCallException">One is none.</exception>
    public IReadOnlyList<NoteKey> KeysOf(string name) => [.. DatedKeysOf(name).Select(k => k.Key)];

    /// <summary>The same, with the time in which they were in use, where that is known.</summary>
    /// <exception cref="WrongCallException">One is none.</exception>
    public IReadOnlyList<DatedKey> DatedKeysOf(string name)
    {
        try
        {
            return [.. All(name).SelectMany(k => File.Exists(k) ? InFile(File.ReadAllText(k), k) : [Always(k)])];
        }
        catch (FormatException e)
        {
            throw new WrongCallException($"{name} must be a key, or a file with one a line. {e.Message}");
        }
    }

    private static IEnumerable<DatedKey> InFile(string text, string file) => text.TrimStart() is ['{', ..]
        ? ListedKeys.Read(Encoding.UTF8.GetBytes(text), file).Keys.Select(k => k.Dated)
        : text.Split('\n').Select(l => l.TrimEnd('\r')).Where(l => l.Length > 0).Select(Always);

    private static DatedKey Always(string key) => new(NoteKey.Parse(key), DateTime.MinValue, DateTime.MaxValue);

    /// <summary>Reads them.</summary>
    /// <exception cref="WrongCallException">One is not known, or lacks its value.</exception>
    public static CheckOptions Parse(string[] args, params ReadOnlySpan<string> names)
    {
        var options = new CheckOptions();
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == "--json") options.Json = true;
            else if (names.Contains(args[i]))
            {
                if (i + 1 == args.Length) throw new WrongCallException($"{args[i]} needs a value.");
                if (!options._values.TryGetValue(args[i], out var values)) options._values[args[i]] = values = [];
                values.Add(args[++i]);
            }
            else if (args[i].StartsWith("--", StringComparison.Ordinal) || options.Subject is not null) throw new WrongCallException($"Argument {i + 1} is not known.");
            else options.Subject = args[i];
        }

        return options;
    }
}
