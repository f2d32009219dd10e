namespace EvidenceVault.Cli.Import;

/// <summary>Reads the arguments of a command that is given one folder and options with values.</summary>
internal static class Arguments
{
    /// <summary>The folder that was named, and the options by their names.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="command">The command's name, to say what they are no options of.</param>
    /// <param name="options">The options it knows.</param>
    /// <exception cref="WrongCallException">They are not as they should be.</exception>
    public static (string? Folder, Dictionary<string, string> Values) Read(string[] args, string command, params ReadOnlySpan<string> options)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        string? folder = null;
        for (var i = 0; i < args.Length; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal))
            {
                if (folder is not null) throw new WrongCallException("One folder at a time.");
                folder = args[i];
            }
            else if (!options.Contains(args[i]))
            {
                // Whoever puts a key on the command line should not find it in a log as well.
                throw new WrongCallException($"Argument {i + 1} is no option of {command}.");
            }
            else if (i + 1 == args.Length)
            {
                throw new WrongCallException($"{args[i]} needs a value.");
            }
            else
            {
                values[args[i]] = args[++i];
            }
        }

        return (folder, values);
    }
}
