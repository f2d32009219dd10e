using EvidenceVault.Benchmarks;

// Measures the vault against the plain alternative, in the same run on the same machine. Services as `ops/services env` prints them.
var items = args.Length > 1 ? int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 200_000;
switch (args.FirstOrDefault())
{
    case "intake":
        await IntakeBenchmark.Run(items);
        return 0;
    case "stored":
        await StoredBenchmark.Run(args.Length > 1 ? items : 1_000_000, 50_000);
        return 0;
    case "read":
        await ReadBenchmark.Run();
        return 0;
    case "fairness":
        await FairnessBenchmark.Run(args.Length > 1 ? items : 150_000);
        return 0;
    case "posts":
        await PostsBenchmark.Run(args.Length > 1 ? items : 20_000);
        return 0;
    case "exhibits":
        await ExhibitsBenchmark.Run(args.Length > 1 ? items : 200);
        return 0;
    case "retention":
        await RetentionBenchmark.Run(args.Length > 1 ? items : 1_000);
        return 0;
    case "ledger":
        await LedgerBenchmark.Run(args.Length > 1 ? items : 100_000);
        return 0;
    case "clearances":
        await ClearancesBenchmark.Run(items);
        return 0;
    case "judging":
        JudgingBenchmark.Run(args.Length > 1 ? items - 1 : null);
        return 0;
    case "scorecards":
        await ScorecardBenchmark.Run(args.Length > 1 ? items : 300_000);
        return 0;
    default:
        Console.WriteLine(
            """
            intake [items]   NDJSON over HTTP against bare Marten appends to the same streams
            stored [events]  uploads, posts and clearances over few events and over so many
            read             a dossier of 200 events, and a consumer pack
            fairness [items] single posts, of the same principal and of another, beside an upload
            posts [items]    single posts of 64 clients, and 1,000 a second, against bare Marten with an event a commit
            exhibits [files] voicelogs of 480 KB through the API against the Azure SDK's own encrypted upload
            retention [files] exhibits deleted by the sweep against the bare blob client, and a preview over a million
            ledger [items]   intake with and without the ledger, lag of proofs, catching up, verifying, disk
            clearances [items] single ones at a steady rate and an array, over a store of so many events, against bare Npgsql
            judging [n]      calls judged a second from memory; only the n-th dossier
            scorecards [calls] scorecards and the calls behind them, and dossiers judged again a second
            """);
        return 2;
}
