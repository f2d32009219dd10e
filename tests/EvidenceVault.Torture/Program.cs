using EvidenceVault.Torture;
using EvidenceVault.Torture.Crashes;
using EvidenceVault.Torture.Fuzzing;

try
{
    return args.FirstOrDefault() switch
    {
        "fuzz" => await FuzzRun.Run(new Options(args.Skip(1))),
        null or "crashes" => await CrashRun.Run(new Options(args.Skip(1))),
        _ when args[0].StartsWith("--", StringComparison.Ordinal) => await CrashRun.Run(new Options(args)),
        _ => throw new UsageException($"There is no torture called {args[0]}."),
    };
}
catch (UsageException e)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}
