using EvidenceVault.Samples.Client;

const string usage = """
    vault-samples load --url URL --operator-key-file FILE [--samples DIR] [--out DIR] [--keys FILE]
        Sets up the sample principals and their agencies, and hands in all their evidence, each with its own key.
        Running it again changes nothing: what was handed in before is reported as a duplicate.

    vault-samples pack --url URL [--keys FILE] [--samples DIR] [--out DIR]
        Finds the person of the sample dossier by number, says in plain words what the vault holds, and saves the pack.

    vault-samples pack … --countersigner NAME --operator-key-file FILE
        The same, and has a second person countersign it, with a key of that person's own. The vault has a certificate for that person, or says that it has none.

    vault-samples pack --campaign REF --from DATE --to DATE …
        Saves the pack of a campaign over a period (dates as 2026-09-01, the last one not included). Not every server makes those yet.

    vault-samples match --url URL --principal SLUG --party SLUG --list FILE [--keys FILE]
        Says which numbers of a list (one a line, E.164) belong to somebody who said no to calls, by hashes under that party's own key.

    Defaults: --samples samples, --out out, --keys .vault/sample-keys.json
    """;

using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, press) =>
{
    press.Cancel = true;
    interrupted.Cancel();
};

try
{
    var options = Options.Parse(args);
    switch (args.FirstOrDefault())
    {
        case "load":
            return await LoadCommand.RunAsync(options, interrupted.Token);
        case "pack":
            return await PackCommand.RunAsync(options, interrupted.Token);
        case "match":
            return await MatchCommand.RunAsync(options, interrupted.Token);
        default:
            Console.Error.WriteLine(usage);
            return 2;
    }
}
catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
{
    Console.Error.WriteLine("Interrupted. Run the same command again to go on; nothing is handed in twice.");
    return 130;
}
catch (UsageException wrong)
{
    Console.Error.WriteLine(wrong.Message);
    Console.Error.WriteLine(usage);
    return 2;
}
catch (Exception failure) when (failure is VaultException or HttpRequestException or IOException)
{
    Console.Error.WriteLine(failure.Message);
    return 1;
}
