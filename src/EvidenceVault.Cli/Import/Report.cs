using System.Text.Json;

namespace EvidenceVault.Cli.Import;

/// <summary>What became of everything, and what was refused, line by line, in a file.</summary>
public sealed class Report : IDisposable
{
    public const string Name = "refused.ndjson";

    private readonly Lock _lock = new();
    private readonly string _file;
    private readonly StreamWriter _refused;

    public Report(ImportOptions options)
    {
        _file = Path.Combine(options.Out, Name);
        var stream = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.Read };
        if (!OperatingSystem.IsWindows()) stream.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        _refused = new StreamWriter(_file, stream) { AutoFlush = true };
    }

    public long Taken { get; private set; }

    public long Doubled { get; private set; }

    public long Refused { get; private set; }

    public long Stored { get; private set; }

    public long StoredBefore { get; private set; }

    public long Failed { get; private set; }

    /// <summary>Lines that the vault was not asked to take, or did not look at.</summary>
    public long LinesNotHandedIn { get; private set; }

    /// <summary>Whether something was not taken.</summary>
    public bool Incomplete => Refused + Failed + LinesNotHandedIn > 0;

    public void Facts(long taken, long doubled)
    {
        lock (_lock) (Taken, Doubled) = (Taken + taken, Doubled + doubled);
    }

    public void Recording(bool before)
    {
        lock (_lock) (Stored, StoredBefore) = before ? (Stored, StoredBefore + 1) : (Stored + 1, StoredBefore);
    }

    /// <summary>A fact that was refused.</summary>
    public void Refuse(string file, long line, string? reference, VaultProblem problem)
    {
        lock (_lock) Refused++;
        Write(file, line, reference, problem);
    }

    /// <summary>Lines that the vault was not asked to take, or did not look at.</summary>
    /// <param name="file">The table.</param>
    /// <param name="line">The first of them.</param>
    /// <param name="count">How many.</param>
    public void NotHandedIn(string file, long line, long count)
    {
        lock (_lock) LinesNotHandedIn += count;
        Write(file, line, null, new(0, "not-handed-in", $"{count} lines from here on were not taken. Run the same again once it is mended.", []));
    }

    /// <summary>A recording that was refused, at whichever point.</summary>
    public void Fail(string file, long line, string? reference, VaultProblem problem)
    {
        lock (_lock) Failed++;
        Write(file, line, reference, problem);
    }

    /// <summary>A recording that was refused before the vault heard of it.</summary>
    public void Fail(string file, long line, string? reference, string code, string detail) => Fail(file, line, reference, new(0, code, detail, []));

    /// <summary>Says it all in a few lines.</summary>
    public void Write(TextWriter output, bool stopped)
    {
        output.WriteLine($"Facts:      {Taken} taken, {Doubled} handed in before, {Refused} refused");
        output.WriteLine($"Recordings: {Stored} stored, {StoredBefore} there before, {Failed} not taken");
        if (LinesNotHandedIn > 0) output.WriteLine($"Lines:      {LinesNotHandedIn} were not looked at");
        if (Incomplete) output.WriteLine($"What was refused, and why, stands in {_file}");
        if (stopped) output.WriteLine("It did not come to its end. Run the same again to go on.");
    }

    public void Dispose()
    {
        _refused.Dispose();
        // A file that says nothing would make people look.
        if (!Incomplete) File.Delete(_file);
    }

    private void Write(string file, long line, string? reference, VaultProblem problem)
    {
        var errors = problem.Errors.Count > 0 ? problem.Errors : [new("", problem.Code, problem.Detail)];
        lock (_lock)
            foreach (var error in errors)
                _refused.WriteLine(JsonSerializer.Serialize(new { file, line, @ref = reference, code = error.Code, column = Column(error.Pointer), detail = error.Detail }));
    }

    private static string? Column(string pointer) => pointer.Length == 0 ? null : pointer.TrimStart('/').Replace('/', '.');
}
