using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace EvidenceVault.Samples.Generator;

internal sealed record Person(string First, string Last, string Phone, string Email)
{
    public string Name => Last.Length == 0 ? First : $"{First} {Last}";

    /// <summary>As an agent writes it: Mevr. De Vries.</summary>
    public required string Salutation { get; init; }

    public string? Kind { get; init; }
    public string? LegalForm { get; init; }
    public string? Kvk { get; init; }
    public DateTime? KindCheckedAt { get; init; }

    /// <summary>The person as an uploader writes it down, each in its own way.</summary>
    public JsonObject Consumer(Dice dice, double withName, bool withEmail = false)
    {
        var consumer = new JsonObject { ["phone"] = Typed(dice, Phone) };
        if (dice.Chance(withName))
            consumer["name"] = Name;
        if (withEmail && Email.Length > 0)
            consumer["email"] = Email;
        if (Kind is not null)
            consumer["kind"] = Kind;
        if (LegalForm is not null)
            consumer["legalForm"] = LegalForm;
        if (Kvk is not null)
            consumer["kvk"] = Kvk;
        if (KindCheckedAt is { } at)
            consumer["kindCheckedAt"] = DutchTime.Instant(at);
        return consumer;
    }

    /// <summary>A Dutch number in one of the ways people type it.</summary>
    public static string Typed(Dice dice, string e164)
    {
        var national = e164[3..];
        if (national[0] == '6')
        {
            var own = national[1..];
            return dice.Between(0, 8) switch
            {
                0 or 1 => $"06-{own}",
                2 => $"06{own}",
                3 => $"06 {own[..2]} {own[2..4]} {own[4..6]} {own[6..]}",
                4 => $"+31 6 {own}",
                5 => $"0031{national}",
                6 => $"+31 (0)6 {own[..4]} {own[4..]}",
                7 => $"06 - {own[..4]} {own[4..]}",
                _ => e164,
            };
        }

        string area = national[..2], rest = national[2..];
        return dice.Between(0, 5) switch
        {
            0 => $"0{area}-{rest}",
            1 => $"(0{area}) {rest[..3]} {rest[3..5]} {rest[5..]}",
            2 => $"0{area} {rest}",
            3 => $"+31 {area} {rest[..3]} {rest[3..]}",
            4 => $"0031 {area} {rest}",
            _ => e164,
        };
    }
}

/// <summary>Invents people. Every name, number and address comes from these lists and dice; any likeness is chance.</summary>
internal sealed class People
{
    private static readonly string[] Women =
    [
        "Anna", "Emma", "Sanne", "Lotte", "Fatima", "Marieke", "Ingrid", "Johanna", "Esra", "Femke", "Hanneke", "Iris", "Joke", "Karin",
        "Linda", "Naomi", "Olga", "Petra", "Roos", "Samira", "Tineke", "Wilma", "Yvonne", "Aaltje", "Daniëlle", "Zoë", "Meryem", "Hilde",
    ];

    private static readonly string[] Men =
    [
        "Jan", "Pieter", "Kees", "Mohamed", "Daan", "Sem", "Bas", "Henk", "Willem", "Ruben", "Youssef", "Gerrit", "Tim", "Lars", "Jeroen",
        "Marco", "Dirk", "Ahmet", "Sjoerd", "Hendrik", "Koen", "Niels", "Otto", "Rik", "Sven", "Theo", "Joël", "Wouter", "Bram", "Sietse",
    ];

    private static readonly string[] Families =
    [
        "de Vries", "Jansen", "van den Berg", "Bakker", "van Dijk", "Visser", "Smit", "Meijer", "de Boer", "Mulder", "de Groot", "Bos",
        "Vos", "Peters", "Hendriks", "van Leeuwen", "Dekker", "Brouwer", "de Wit", "Dijkstra", "Smits", "de Graaf", "van der Meer",
        "van der Linden", "Kok", "Jacobs", "de Haan", "Vermeulen", "van den Heuvel", "van der Veen", "van den Broek", "de Bruijn",
        "Schouten", "Willems", "van Vliet", "Hoekstra", "Maas", "Verhoeven", "Koster", "van Dam", "Prins", "Huisman", "Peeters", "Kuipers",
        "Yılmaz", "El Amrani", "Kaya", "Postma", "Veenstra", "Wiersma", "'t Hart", "Çelik", "Sahin", "ter Horst", "op 't Veld",
    ];

    private static readonly string[] Areas = ["20", "10", "30", "50", "70", "40", "38", "58", "24", "26", "13", "43"];
    private static readonly char[] SecondDigits = ['1', '2', '3', '4', '5', '8'];

    private readonly Dice _dice;
    private readonly HashSet<string> _numbers;

    public People(int seed, params string[] taken)
    {
        _dice = new Dice(seed);
        _numbers = [.. taken];
    }

    public Person Next(double landline = 0)
    {
        var woman = _dice.Chance(0.5);
        var first = _dice.Pick(woman ? Women : Men);
        var last = _dice.Pick(Families);
        var capital = string.Create(CultureInfo.InvariantCulture, $"{char.ToUpperInvariant(last[0])}{last[1..]}");
        var mail = $"{Plain(first)}.{Plain(last)}@{_dice.Pick(["example.nl", "post.example", "mail.example", "example.org"])}";
        return new Person(first, last, Number(_dice.Chance(landline)), mail)
        {
            Salutation = $"{(woman ? "Mevr." : "Dhr.")} {capital}",
            Kind = _dice.Chance(0.75) ? "private" : _dice.Chance(0.3) ? "unknown" : null,
        };
    }

    public Person Business(string name, string kind, string? legalForm, DateTime? checkedAt) =>
        new(name, "", Number(landline: true), $"info@{Plain(name)}.example")
        {
            Salutation = name,
            Kind = kind,
            LegalForm = legalForm,
            Kvk = legalForm is null ? null : _dice.Between(51000000, 89999999).ToString(CultureInfo.InvariantCulture),
            KindCheckedAt = checkedAt,
        };

    public string Number(bool landline = false)
    {
        while (true)
        {
            var digits = _dice.Between(0, 9_999_999).ToString("0000000", CultureInfo.InvariantCulture);
            var number = landline ? $"+31{_dice.Pick(Areas)}{digits[0] % 8 + 1}{digits[1..]}" : $"+316{_dice.Pick(SecondDigits)}{digits}";
            if (_numbers.Add(number))
                return number;
        }
    }

    private static string Plain(string text)
    {
        var plain = new StringBuilder();
        foreach (var character in text.ToLowerInvariant())
            plain.Append(character switch
            {
                'ë' or 'é' => "e",
                'ç' => "c",
                'ı' => "i",
                _ => char.IsAsciiLetterOrDigit(character) ? character.ToString() : "",
            });
        return plain.ToString();
    }
}
