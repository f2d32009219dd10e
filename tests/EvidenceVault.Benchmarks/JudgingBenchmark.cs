using System.Diagnostics;
using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging;
using NodaTime;

namespace EvidenceVault.Benchmarks;

/// <summary>Calls judged a second on one core, from memory.</summary>
public static class JudgingBenchmark
{
    public static void Run()
    {
        var dossier = Dossier(calls: 10);
        var book = Book.Of("bench");
        var now = Instant.FromUtc(2026, 11, 24, 12, 0);
        for (var i = 0; i < 2_000; i++) DossierReport.Of(dossier, book, null, now);
        var clock = Stopwatch.StartNew();
        var judged = 0;
        while (clock.Elapsed < TimeSpan.FromSeconds(5)) judged += DossierReport.Of(dossier, book, null, now).Calls.Count;
        Console.WriteLine($"judging: {judged / clock.Elapsed.TotalSeconds:N0} calls/s on one core");
    }

    private static Dossier Dossier(int calls)
    {
        var start = Instant.FromUtc(2026, 8, 3, 9, 0);
        var facts = new List<RecordedFact>
        {
            Recorded(1, start, new ConsentGranted { OccurredAt = start, Party = "bench", UploadedBy = "bench", RefMac = "g", Channel = ConsentChannel.Phone, Products = ["gas"], Method = ConsentMethod.WebForm, Wording = "form-1" }),
            Recorded(2, start, new ConsentVerified { OccurredAt = start + Duration.FromMinutes(9), Party = "bench", UploadedBy = "bench", RefMac = "v", Consent = new FactRef(Id(1)), Method = VerificationMethod.Sms, SameNumber = true }),
        };
        for (var i = 0; i < calls; i++)
        {
            var at = start + Duration.FromDays(i + 1);
            facts.Add(Recorded(3 + i, at, new CallAttempted
            {
                OccurredAt = at,
                Party = "bench",
                UploadedBy = "bench",
                RefMac = $"c{i}",
                Direction = CallDirection.Outbound,
                Means = CallMeans.Human,
                Nature = CallNature.Commercial,
                Outcome = CallOutcome.Answered,
                Products = ["gas"],
            }));
        }

        return new Dossier("bench", Id(0), facts, []);
    }

    private static RecordedFact Recorded(int version, Instant at, Fact fact) => new(Id(version), at, version, fact);

    private static Guid Id(int n) => new(n, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]);
}
