using EvidenceVault.Domain.Judging.Contradictions;
using EvidenceVault.Domain.Judging.Texts;

namespace EvidenceVault.Domain.Judging.Structural;

/// <summary>Something in a campaign, or in a party's work, that does not fit together. It is a reason to look, not a finding.</summary>
/// <param name="Code">A stable code.</param>
/// <param name="Count">How many of what its text counts.</param>
/// <param name="Because">The events it rests on, the first of them where there are many.</param>
/// <param name="Consumers">The people it is about, likewise.</param>
/// <param name="Parameters">What the texts need beside the code.</param>
public sealed record StructuralContradiction(
    string Code, long Count, IReadOnlyList<Guid> Because, IReadOnlyList<Guid> Consumers, IReadOnlyList<FindingParameter> Parameters)
{
    /// <summary>So many events and people at most are named.</summary>
    public const int MostNamed = 20;

    private static readonly Dictionary<string, Explanation> Own = new(StringComparer.Ordinal)
    {
        [GrantBursts.Code] = new(
            "{count} toestemmingen van dezelfde herkomst zijn volgens de opgave per tien of meer binnen {seconds} seconden gegeven.",
            "{count} consents from one source are said to have been given ten or more at a time within {seconds} seconds."),
        [RegisteredJustBeforeCalls.Code] = new(
            "{count} toestemmingen zijn, in groepen van tien of meer op een dag, door de beller zelf vastgelegd in de {minutes} minuten voordat hij op grond daarvan belde.",
            "{count} consents were recorded, ten or more in a day, by the caller itself in the {minutes} minutes before it called on them."),
        [SharedNumbers.Code] = new(
            "Op {count} gebelde nummers zijn verschillende personen opgegeven.",
            "For {count} numbers called, different persons were stated."),
        [SharedEmails.Code] = new(
            "{count} toestemmingen zijn per e-mail bevestigd vanaf adressen die bij {fewest} of meer nummers zijn opgegeven.",
            "{count} consents were confirmed by e-mail from addresses that were stated for {fewest} or more numbers."),
        [DialLogMismatch] = new(
            "Op {count} dagen komt het aantal belpogingen dat de belcomputer opgaf niet overeen met het aantal dat is aangeleverd.",
            "On {count} days the number of attempts that the dialler announced is not the number that was handed in."),
    };

    /// <summary>Attempts announced and handed in differ.</summary>
    public const string DialLogMismatch = "dial-log-mismatch";

    /// <summary>Every code there is.</summary>
    public static IEnumerable<string> Codes => Own.Keys.Concat(ContradictionTexts.Codes);

    /// <summary>Days on which attempts announced and handed in differ; null: there are none. A day without an announcement is one, as a day with fewer attempts is.</summary>
    public static StructuralContradiction? OfDialLogs(IEnumerable<DialLogMatch> matches) =>
        matches.Sum(m => m.Days.Count) is var days and > 0 ? new(DialLogMismatch, days, [], [], [Number("count", days)]) : null;

    /// <summary>A contradiction within dossiers, over all people in whose dossiers it is.</summary>
    /// <param name="code">Its code.</param>
    /// <param name="people">How many.</param>
    /// <param name="named">Some of them.</param>
    public static StructuralContradiction WithinDossiers(string code, long people, IReadOnlyList<Guid> named) =>
        new(code, people, [], named, [Number("count", people)]);

    /// <summary>It in Dutch and English.</summary>
    public Explanation Explain()
    {
        if (Own.TryGetValue(Code, out var own))
            return Template.Fill(own, Parameters);
        var within = ContradictionChecks.All.First(c => c.Code == Code).Summary;
        return Template.Fill(within, Parameters);
    }

    internal static StructuralContradiction? Of(string code, IReadOnlyCollection<(Guid Consumer, ConsentInUse Use)> found, params FindingParameter[] parameters) =>
        found.Count == 0
            ? null
            : new(
                code, found.Count, [.. found.Take(MostNamed).Select(f => f.Use.Consent)], [.. found.Select(f => f.Consumer).Distinct().Take(MostNamed)],
                [Number("count", found.Count), .. parameters]);

    internal static FindingParameter Number(string name, double value) => new(name, value.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
