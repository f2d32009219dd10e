using NodaTime;

namespace EvidenceVault.Domain.Judging.Structural;

/// <summary>Consents that the caller itself recorded, in bulk, minutes before it called on them.</summary>
public static class RegisteredJustBeforeCalls
{
    /// <summary>The code.</summary>
    public const string Code = "registered-just-before-calls";

    /// <summary>So many at least of one caller on one local day.</summary>
    public const int Fewest = 10;

    /// <summary>From recording one to the first call on it, this time at most.</summary>
    public static readonly Duration Within = Duration.FromMinutes(15);

    /// <summary>Whether one was recorded so. One recorded after its call is not: that is a finding of <c>VAULT-CONTEMPORANEOUS</c>.</summary>
    public static bool IsOne(ConsentInUse use) =>
        use.UploadedBy == use.Caller && use.RecordedAt <= use.FirstCallAt && use.FirstCallAt - use.RecordedAt <= Within;

    /// <summary>Those among some consents that were; null: none, or too few in a day.</summary>
    public static StructuralContradiction? Find(IEnumerable<(Guid Consumer, ConsentInUse Use)> consents)
    {
        var found = consents.Where(c => IsOne(c.Use)).GroupBy(c => (c.Use.Caller, Amsterdam.DateOf(c.Use.RecordedAt)))
            .Select(day => day.DistinctBy(c => c.Use.Consent).ToList()).Where(day => day.Count >= Fewest)
            .SelectMany(day => day).DistinctBy(c => c.Use.Consent).OrderBy(c => c.Use.RecordedAt).ToList();
        return StructuralContradiction.Of(Code, found, StructuralContradiction.Number("minutes", Within.TotalMinutes));
    }
}
