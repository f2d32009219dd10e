using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Judging;
using EvidenceVault.Domain.Packs;
using EvidenceVault.Server.Books;
using EvidenceVault.Server.Dossiers;
using EvidenceVault.Server.Packs.Campaigns.Data;

namespace EvidenceVault.Server.Packs.Campaigns.Gathering;

/// <summary>Judges every dossier in which calls of a campaign stand, as of the pack's instant, and gathers these calls with what is counted of them.</summary>
public sealed class GatherCampaign(CampaignDossiers dossiers, JudgedView view, DossierReader reader, JudgingBooks books)
{
    // So many dossiers are in memory at once, for each hand.
    private const int Batch = 250;

    private static readonly int Hands = Math.Clamp(Environment.ProcessorCount, 1, 4);

    /// <summary>Does it.</summary>
    /// <param name="principal">The principal.</param>
    /// <param name="asked">What was asked for.</param>
    /// <param name="step">Told how many dossiers were judged since, of how many.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="CountsDisagreeException">The calls that the events tell of are not those that were judged.</exception>
    /// <exception cref="JudgingBehindException">They are still being judged.</exception>
    public async Task<GatheredCampaign> Run(string principal, PackRequested asked, Func<int, int, Task> step, CancellationToken ct)
    {
        var found = await dossiers.Find(principal, asked, ct);
        var kept = await view.Read(principal, asked.Campaign!, [.. found.Keys], ct);
        var book = await books.Current(principal, ct) ?? throw new InvalidOperationException("The principal of a pack has no book.");
        var gathered = new GatheredCampaign(book, BookAsKnown.Of(book, asked.AsOf), new CampaignTally(asked), new CallSpool());
        try
        {
            var check = new CountsCheck(asked, found, kept);
            using var one = new SemaphoreSlim(1);
            var done = 0;
            await Parallel.ForEachAsync(found.Keys.Order().Chunk(Batch), new ParallelOptions { MaxDegreeOfParallelism = Hands, CancellationToken = ct }, async (consumers, stop) =>
            {
                var read = await reader.LoadMany(principal, consumers, stop);
                var judged = read.Values.Select(dossier =>
                {
                    var report = DossierReport.Of(dossier, gathered.BookAsKnown, asked.AsOf);
                    var calls = LoggedCallBuilder.Build(report, asked).ToList();
                    return (dossier, report, calls, Lines: calls.ConvertAll(c => (c.Call, CallSpool.Line(c.Call))));
                }).ToList();
                await one.WaitAsync(stop);
                try
                {
                    foreach (var (dossier, report, calls, lines) in judged)
                    {
                        check.Add(dossier, calls);
                        if (calls.Count == 0) continue;
                        gathered.Tally.Add(report, calls);
                        gathered.Spool.Add(lines);
                    }

                    done += consumers.Length;
                    await step(done, found.Count);
                }
                finally
                {
                    one.Release();
                }
            });
            if (await view.AnyUnchangedSince(principal, check.End(), asked.AsOf, ct)) throw new CountsDisagreeException("Calls were judged of which no event tells.");
            gathered.Spool.Sort();
            return gathered;
        }
        catch
        {
            gathered.Dispose();
            throw;
        }
    }
}

/// <summary>The calls of a campaign with what is counted of them.</summary>
/// <param name="Book">The principal's book.</param>
/// <param name="BookAsKnown">The book as it was known at the pack's instant.</param>
/// <param name="Tally">What is counted.</param>
/// <param name="Spool">The calls, in the order of the log.</param>
public sealed record GatheredCampaign(Book Book, BookAsKnown BookAsKnown, CampaignTally Tally, CallSpool Spool) : IDisposable
{
    public void Dispose() => Spool.Dispose();
}
