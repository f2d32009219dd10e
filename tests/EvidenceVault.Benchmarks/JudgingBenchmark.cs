using System.Diagnostics;
using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Exhibits;
using EvidenceVault.Domain.Judging;
using NodaTime;

namespace EvidenceVault.Benchmarks;

/// <summary>Calls judged a second on one core, from memory.</summary>
public static class JudgingBenchmark
{
    /// <param name="only">Which dossier alone, from 0; null: all of them.</param>
    public static void Run(int? only)
    {
        (string Name, Dossier Dossier)[] all =
        [
            ("a dossier of 10 calls", Dossier(calls: 10, confirmations: 1)),
            ("a dossier of 200 events", Dossier(calls: 159, confirmations: 40)),
            ("500 consents and 500 calls", Dossier(calls: 500, confirmations: 0, grants: 500)),
        ];
        foreach (var (name, dossier) in only is { } number ? all[number..(number + 1)] : all)
            Measure(name, dossier);
    }

    // By processor time, so that what else the machine does counts little.
    private static void Measure(string name, Dossier dossier)
    {
        var filled = Filled();
        var now = Instant.FromUtc(2026, 11, 24, 12, 0);
        // As for one answer, which makes the book ready first, and as in the background, where one serves many dossiers.
        Measure(name, () => DossierReport.Of(dossier, filled, null, now));
        var book = BookAsKnown.Of(filled, now);
        Measure($"{name}, the book ready", () => DossierReport.Of(dossier, book, now));
    }

    private static void Measure(string name, Func<DossierReport> judge)
    {
        var warm = Stopwatch.StartNew();
        while (warm.Elapsed < TimeSpan.FromSeconds(2)) judge();
        var (clock, before) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        var (dossiers, calls) = (0, 0);
        while (clock.Elapsed < TimeSpan.FromSeconds(4))
        {
            calls += judge().Calls.Count;
            dossiers++;
        }

        var used = Environment.CpuUsage.TotalTime - before;
        // What it measures is worth measuring: consents are met, and everything the rules ask for is there.
        if (!judge().Calls.Any(c => c.Judgement.Permission == PermissionConclusion.Shown)) throw new InvalidOperationException("No call is shown.");
        Console.WriteLine($"{name}: {used.TotalMilliseconds / dossiers:0.00} ms, {calls / used.TotalSeconds:N0} calls/s on one core");
    }

    // A principal's book of some years: policies, campaigns and wordings in versions, a chain of agencies.
    private static Book Filled()
    {
        var (book, version) = (Book.Of("bench"), 0);
        var from = new LocalDate(2025, 1, 1);
        void File(object e, Instant at) => book = book.With(e, at, ++version, Id(90_000 + version));
        File(new PrincipalDescribed("bench", "Bench", "12345678", [], [new(RegistrationKind.Publisher, null, "r", from, null, null)]), Start - Duration.FromDays(400));
        for (var i = 0; i < 5; i++)
        {
            var (at, day) = (Start - Duration.FromDays(400 - (50 * i)), from.PlusMonths(2 * i));
            File(new PolicySet(new Policy { ValidFrom = day, Attempts = new(1_000, 1_000) }, "because", i == 0), at);
            File(new CampaignDescribed("najaar", "Najaar", ["gas"], CallNature.Commercial, day, null, null), at);
            File(new WordingFiled("form-1", "00", "nl", ["gas"], ["bench"], [CallMeans.Human], "00", "https://bench.example/aanvraag", null, null, day, null, true), at);
            File(new MandateGiven($"m{i}", i == 0 ? "bench" : $"agency-{i - 1}", $"agency-{i}", null, from, null, true, null, null), at);
        }

        return book;
    }

    private static Instant Start { get; } = Instant.FromUtc(2026, 8, 3, 9, 0);

    private static Dossier Dossier(int calls, int confirmations, int grants = 1)
    {
        var start = Start;
        var exhibits = new List<Exhibit>();
        string[] Proof(string id, Instant at, ExhibitPurpose purpose)
        {
            exhibits.Add(new(Id(50_000 + exhibits.Count), at, new ExhibitAnnounced
            {
                OccurredAt = at,
                Exhibit = id,
                UploadedBy = "bench",
                Party = "bench",
                Kind = ExhibitKind.FormCapture,
                Purposes = [purpose],
                ContentType = "image/png",
                Size = 1,
                Sha256 = "00",
                Consumer = Id(0),
            }, at, id));
            return [id];
        }

        var facts = new List<RecordedFact>
        {
            Recorded(1, start, new ConsentGranted { OccurredAt = start, Party = "bench", UploadedBy = "bench", RefMac = "g", Channel = ConsentChannel.Phone, Products = ["gas"], Method = ConsentMethod.WebForm, Wording = "form-1", Exhibits = Proof("x-g", start, ExhibitPurpose.Consent), Capture = new("https://bench.example/aanvraag", CaptureAction.TickedBox, false, false, false, null, null) }),
        };
        for (var i = 0; i < confirmations; i++)
        {
            var at = start + Duration.FromMinutes(9 + (i * 1_440));
            facts.Add(Recorded(10_000 + i, at, new ConsentVerified { OccurredAt = at, Party = "bench", UploadedBy = "bench", RefMac = $"v{i}", Consent = new FactRef(Id(1)), Method = VerificationMethod.Sms, SameNumber = true, Exhibits = Proof($"x-v{i}", at, ExhibitPurpose.Verification) }));
        }

        // Each consent beyond the first is confirmed by itself.
        for (var i = 0; confirmations == 0 && i < grants; i++)
        {
            var at = start + Duration.FromHours((12 * i) + 1);
            facts.Add(Recorded(30_000 + i, at, new ConsentVerified { OccurredAt = at, Party = "bench", UploadedBy = "bench", RefMac = $"w{i}", Consent = new FactRef(Id(i == 0 ? 1 : 20_000 + i)), Method = VerificationMethod.Sms, SameNumber = true, Exhibits = Proof($"x-w{i}", at, ExhibitPurpose.Verification) }));
        }

        for (var i = 1; i < grants; i++)
            facts.Add(Recorded(20_000 + i, start, ((ConsentGranted)facts[0].Fact) with { OccurredAt = start + Duration.FromHours(12 * i), RefMac = $"g{i}" }));
        for (var i = 0; i < calls; i++)
        {
            var at = start + Duration.FromHours(12 * (i + 1));
            facts.Add(Recorded(3 + i, at, new CallAttempted
            {
                OccurredAt = at,
                Party = $"agency-{i % 5}",
                UploadedBy = "bench",
                RefMac = $"c{i}",
                Direction = CallDirection.Outbound,
                Means = CallMeans.Human,
                Nature = CallNature.Commercial,
                Outcome = CallOutcome.Answered,
                Campaign = "najaar",
                ObjectionOffer = ObjectionOffer.Agent,
                Opening = new(true, true, true),
            }));
        }

        return new Dossier("bench", Id(0), facts, exhibits);
    }

    private static RecordedFact Recorded(int version, Instant at, Fact fact) => new(Id(version), at, version, fact);

    private static Guid Id(int n) => new(n, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]);
}
