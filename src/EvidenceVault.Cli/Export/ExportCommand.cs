using System.Globalization;
using EvidenceVault.Cli.Import;

namespace EvidenceVault.Cli.Export;

/// <summary><c>vault export</c>: takes along all that is kept for a principal.</summary>
public static class ExportCommand
{
    public const int Whole = 0;
    public const int Lacking = 1;

    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error, CancellationToken ct)
    {
        if (args is ["--help" or "-h"])
        {
            await output.WriteLineAsync(ExportOptions.Usage);
            return Whole;
        }

        try
        {
            return await Run(ExportOptions.Parse(args), output, error, ct);
        }
        catch (WrongCallException e)
        {
            await error.WriteLineAsync($"{e.Message} See vault export --help.");
            return ImportCommand.WrongCall;
        }
        catch (UnreachableException e)
        {
            await error.WriteLineAsync($"{e.Message} What is in the folder is whole; start it again for the rest.");
            return ImportCommand.Unreachable;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            await error.WriteLineAsync("Stopped. What is in the folder is whole; start it again for the rest.");
            return ImportCommand.Stopped;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync(e.Message);
            return ImportCommand.WrongCall;
        }
    }

    private static async Task<int> Run(ExportOptions options, TextWriter output, TextWriter error, CancellationToken ct)
    {
        using var vault = new VaultConnection(options.Url, options.Principal, options.Key, options.Patience, "vault-export", options.Reason);
        await vault.Meet(ct);
        PrivateFiles.Folder(options.Folder);
        // Beside the exhibits, where none of their names can be. What a run that was killed left there is of no use.
        var arriving = Path.Combine(options.Folder, "arriving");
        Remove(arriving);
        try
        {
            PrivateFiles.Folder(arriving);
            return await Run(options, vault, arriving, output, error, ct);
        }
        finally
        {
            // Pieces of recordings are recordings as well.
            Remove(arriving);
        }
    }

    private static async Task<int> Run(ExportOptions options, VaultConnection vault, string arriving, TextWriter output, TextWriter error, CancellationToken ct)
    {
        var lines = new ExportedLines(vault, options.Folder);
        await lines.Fetch(ct);
        var files = lines.Files;
        var progress = new ProgressLine(error, ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected);
        progress.Plan(files.Sum(f => f.Size), files.Count);
        var counts = new int[Enum.GetValues<ExportOutcome>().Length];
        var bad = new SortedSet<string>(StringComparer.Ordinal);
        var source = new ExportedFiles(vault, PrivateFiles.Folder(Path.Combine(options.Folder, "exhibits")), arriving);
        await Parallel.ForEachAsync(files, new ParallelOptions { MaxDegreeOfParallelism = options.Parallel, CancellationToken = ct }, async (file, one) =>
        {
            var (outcome, why) = await source.Fetch(file, one);
            Interlocked.Increment(ref counts[(int)outcome]);
            progress.Done(file.Size, before: outcome == ExportOutcome.There, recordings: 1);
            if (outcome is ExportOutcome.Differs or ExportOutcome.Missing)
                lock (bad) bad.Add($"{file.Exhibit}: {(outcome == ExportOutcome.Differs ? "what the vault gave is not what was announced" : $"the vault did not give it: {why}")}");
        });
        progress.End();
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{lines.Events} events; {files.Count} files: {counts[(int)ExportOutcome.Fetched]} fetched, {counts[(int)ExportOutcome.There]} there before, {counts[(int)ExportOutcome.Deleted]} deleted meanwhile, {bad.Count} lacking."));
        foreach (var line in bad) await output.WriteLineAsync(line);
        return bad.Count == 0 ? Whole : Lacking;
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }
}
