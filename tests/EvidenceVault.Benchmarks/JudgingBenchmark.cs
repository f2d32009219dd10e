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
        Measure("a dossier of 10 calls", Dossier(calls: 10, confirmations: 1));
        Measure("a dossier of 200 events", Dossier(calls: 159, confirmations: 40));
        Measure("500 consents and 500 calls", Dossier(calls: 500, confirmations: 0, grants: 500));
    }

    private static void Measure(string name, Dossier dossier)
    {
        var book = Book.Of("bench");
        var now = Instant.FromUtc(2026, 11, 24, 12, 0);
        var warm = Stopwatch.StartNew();
        while (warm.Elapsed < TimeSpan.FromSeconds(2)) DossierReport.Of(dossier, book, null, now);
        var clock = Stopwatch.StartNew();
        var (dossiers, calls) = (0, 0);
        while (clock.Elapsed < TimeSpan.FromSeconds(4))
        {
            calls += DossierReport.Of(dossier, book, null, now).Calls.Count;
            dossiers++;
        }

        Console.WriteLine($"{name}: {clock.Elapsed.TotalMilliseconds / dossiers:0.00} ms, {calls / clock.Elapsed.TotalSeconds:N0} calls/s on one core");
    }

    private static Dossier Dossier(int calls, int confirmations, int grants = 1)
    {
        var start = Instant.FromUtc(2026, 8, 3, 9, 0);
        var facts = new List<RecordedFact>
        {
            Recorded(1, start, new ConsentGranted { OccurredAt = start, Party = "bench", UploadedBy = "bench", RefMac = "g", Channel = ConsentChannel.Phone, Products = ["gas"], Method = ConsentMethod.WebForm, Wording = "form-1" }),
        };
        for (var i = 0; i < confirmations; i++)
        {
            var at = start + Duration.FromMinutes(9 + (i * 1_440));
            facts.Add(Recorded(10_000 + i, at, new ConsentVerified { OccurredAt = at, Party = "bench", UploadedBy = "bench", RefMac = $"v{i}", Consent = new FactRef(Id(1)), Method = VerificationMethod.Sms, SameNumber = true }));
        }

        for (var i = 1; i < grants; i++)
            facts.Add(Recorded(20_000 + i, start, ((ConsentGranted)facts[0].Fact) with { OccurredAt = start + Duration.FromHours(12 * i), RefMac = $"g{i}" }));
        for (var i = 0; i < calls; i++)
        {
            var at = start + Duration.FromHours(12 * (i + 1));
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
