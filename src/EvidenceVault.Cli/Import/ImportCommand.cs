namespace EvidenceVault.Cli.Import;

/// <summary><c>vault import</c>: hands in a folder of tables and recordings.</summary>
public static class ImportCommand
{
    public const int Taken = 0;
    public const int Refused = 1;
    public const int WrongCall = 2;
    public const int Unreachable = 3;
    public const int Stopped = 130;

    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error, CancellationToken ct)
    {
        if (args is ["--help" or "-h"])
        {
            await output.WriteLineAsync(ImportOptions.Usage);
            return Taken;
        }

        try
        {
            return await Run(ImportOptions.Parse(args), output, error, ct);
        }
        catch (WrongCallException e)
        {
            await error.WriteLineAsync($"{e.Message} See vault import --help.");
            return WrongCall;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync(e.Message);
            return WrongCall;
        }
    }

    private static async Task<int> Run(ImportOptions options, TextWriter output, TextWriter error, CancellationToken ct)
    {
        using var vault = new VaultConnection(options.Url, options.Principal, options.Key, options.Patience, "vault-import");
        try
        {
            await vault.Meet(ct);
        }
        catch (UnreachableException e)
        {
            await error.WriteLineAsync($"{e.Message} Nothing was sent.");
            return Unreachable;
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync("Stopped. Nothing was sent.");
            return Stopped;
        }

        var progress = new ProgressLine(error, ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected);
        using var journal = new Journal(options);
        using var report = new Report(options);
        var code = await Send(options, vault, journal, report, progress, error, ct);
        progress.End();
        report.Write(output, stopped: code is Unreachable or Stopped or WrongCall);
        return code;
    }

    private static async Task<int> Send(
        ImportOptions options, VaultConnection vault, Journal journal, Report report, ProgressLine progress, TextWriter error, CancellationToken ct)
    {
        try
        {
            var folder = ImportFolder.Read(options.Folder);
            progress.Plan(folder.Facts.Sum(ReadableFile.SizeOf) + folder.SizeOfRecordings, folder.Tables.Sum(t => t.Table.Rows.Count));
            var facts = new FactsImport(vault, journal, report, progress);
            foreach (var file in folder.Facts) await facts.Send(file, Path.GetFileName(file), ct);
            var recordings = new RecordingsImport(options, vault, journal, report, progress);
            foreach (var (name, table) in folder.Tables) await recordings.Send(table, name, ct);
            foreach (var file in folder.Unreadable) report.Refuse(file, 0, null, new(0, ReadableFile.Code, ReadableFile.Detail, []));
            foreach (var file in folder.Unnamed) report.Fail(file, 0, null, "no-row", "No table names this file, so nothing tells whose it is.");
            foreach (var file in folder.Deeper)
                report.Refuse(file, 0, null, new(0, "not-read", "Only tables in the folder itself are read. Move this one there, or hand in the folder it stands in.", []));
            return report.Incomplete ? Refused : Taken;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return Stopped;
        }
        catch (UnreachableException e)
        {
            await error.WriteLineAsync($"{e.Message} What was taken stays taken.");
            return Unreachable;
        }
        catch (WrongCallException e)
        {
            await error.WriteLineAsync(e.Message);
            return WrongCall;
        }
    }
}
