using System.Collections;
using System.Globalization;
using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Judging;
using NodaTime;

namespace EvidenceVault.Domain.Tests;

public class WorkOfLateCorrectionsTests
{
    [Fact]
    public void a_dossier_with_one_late_correction_is_folded_once_more_however_many_calls_it_has() =>
        (Reads(1), Reads(3)).ShouldBe((Reads(0) * 2, Reads(0) * 4));

    [Fact]
    public void corrections_made_before_every_call_take_no_more_work()
    {
        var given = Given.ValidConsent().Correction("fix", "2026-08-03 12:00", "grant", Given.ValidConsent().Whole.Facts[0].Fact);
        for (var i = 0; i < 9; i++)
            given.Call($"call-{i}", $"2026-08-1{i} 12:00");
        Reads(given.Whole, given.Book).ShouldBe(Reads(0));
    }

    // How often the facts of a dossier with 60 calls are read through to judge it.
    private static int Reads(int corrections)
    {
        var given = Given.Dossier().Customer("customer", "2022-01-01 12:00");
        var first = new LocalDateTime(2022, 2, 1, 12, 0);
        for (var i = 0; i < 60; i++)
            given.Call($"call-{i}", first.PlusHours(i).ToString("uuuu-MM-dd HH:mm", CultureInfo.InvariantCulture));
        for (var i = 0; i < corrections; i++)
            given.Correction($"fix-{i}", $"2022-02-02 1{i}:30", $"call-{i}", Given.ACall($"call-{i}", "2022-02-01 12:01"));
        return Reads(given.Whole, given.Book);
    }

    private static int Reads(Dossier dossier, Book book)
    {
        var facts = new CountedFacts(dossier.Facts);
        _ = DossierReport.Of(dossier with { Facts = facts }, book, null, Given.At("2030-01-01 00:00"));
        return facts.Reads;
    }

    private sealed class CountedFacts(IReadOnlyList<RecordedFact> facts) : IReadOnlyList<RecordedFact>
    {
        public int Reads { get; private set; }

        public int Count => facts.Count;

        public RecordedFact this[int index] => facts[index];

        public IEnumerator<RecordedFact> GetEnumerator()
        {
            Reads++;
            return facts.GetEnumerator();
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
