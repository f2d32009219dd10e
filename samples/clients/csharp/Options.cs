namespace EvidenceVault.Samples.Client;

internal sealed class UsageException(string message) : Exception(message);

/// <summary>The command line: names with two dashes, each with a value.</summary>
internal sealed class Options
{
    private static readonly string[] Known = ["url", "operator-key-file", "samples", "out", "keys", "campaign", "from", "to", "principal", "party", "list", "countersigner"];
    private readonly Dictionary<string, string> _values = [];

    public static Options Parse(string[] args)
    {
        var options = new Options();
        for (var i = 1; i < args.Length; i += 2)
        {
            var name = args[i].StartsWith("--", StringComparison.Ordinal) ? args[i][2..] : "";
            if (!Known.Contains(name))
                throw new UsageException($"Unknown option {args[i]}.");
            if (i + 1 == args.Length)
                throw new UsageException($"Option {args[i]} needs a value.");
            options._values[name] = args[i + 1];
        }

        return options;
    }

    public Uri Url => Uri.TryCreate(Required("url").TrimEnd('/') + "/", UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
        ? url
        : throw new UsageException("--url must be an address such as http://127.0.0.1:5080.");

    public string Samples => _values.GetValueOrDefault("samples", "samples");
    public string Out => _values.GetValueOrDefault("out", "out");
    public string Keys => _values.GetValueOrDefault("keys", Path.Combine(".vault", "sample-keys.json"));
    public string? Campaign => _values.GetValueOrDefault("campaign");

    public string? Optional(string name) => _values.GetValueOrDefault(name);

    public string Required(string name) => _values.TryGetValue(name, out var value) ? value : throw new UsageException($"Option --{name} is needed.");

    /// <summary>The operator's key is read from a file, so that it shows in no list of processes.</summary>
    public string OperatorKey() => File.ReadAllText(Required("operator-key-file")).Trim();
}
