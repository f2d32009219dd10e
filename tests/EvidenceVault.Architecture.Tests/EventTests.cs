using System.Reflection;
using System.Text.Json;
using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Store;
using NodaTime;

namespace EvidenceVault.Architecture.Tests;

public class EventTests
{
    /// <summary>Names of fields that would hold a person's data. Organisations and what they publish are described in the book.</summary>
    private static readonly string[] Personal =
    [
        "phone", "number", "name", "firstname", "lastname", "surname", "email", "mail", "address", "street", "postcode", "city", "birthdate", "ip",
        "ipaddress", "note", "text", "ref", "bsn", "iban", "agent", "pseudonym",
    ];

    private static readonly HashSet<Type> Organisations =
    [
        typeof(PrincipalDescribed), typeof(PartyDescribed), typeof(MandateGiven), typeof(CampaignDescribed), typeof(WordingFiled), typeof(ScriptFiled), typeof(PolicySet),
    ];

    private static readonly HashSet<Type> Plain =
    [
        typeof(string), typeof(bool), typeof(int), typeof(long), typeof(Guid), typeof(Instant), typeof(LocalDate), typeof(LocalTime), typeof(Period),
    ];

    public static TheoryData<Type> Events => [.. VaultStore.EventAliases.Keys];

    [Fact]
    public void every_fact_has_a_name_of_its_own_in_the_store()
    {
        var facts = typeof(Fact).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Fact)) && !t.IsAbstract);
        facts.Except(VaultStore.EventAliases.Keys).ShouldBeEmpty();
        VaultStore.EventAliases.Values.ShouldBeUnique();
    }

    [Theory]
    [MemberData(nameof(Events))]
    public void an_event_is_a_sealed_record(Type type)
    {
        type.IsSealed.ShouldBeTrue();
        type.GetMethod("<Clone>$").ShouldNotBeNull();
        type.GetProperties().Where(p => p.SetMethod is { } set && !set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(System.Runtime.CompilerServices.IsExternalInit)))
            .ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Events))]
    public void an_event_holds_strings_booleans_and_whole_numbers_only_so_that_it_has_a_canonical_form(Type type) =>
        Leaves(type).Select(l => l.Type).Where(t => !Plain.Contains(t) && !t.IsEnum).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Events))]
    public void an_event_has_no_field_for_personal_data(Type type)
    {
        if (Organisations.Contains(type)) return;
        Leaves(type).Where(l => l.Type == typeof(string)).Select(l => l.Name.ToLowerInvariant()).Intersect(Personal).ShouldBeEmpty();
    }

    [Fact]
    public void the_check_for_personal_data_would_see_a_name() =>
        Leaves(typeof(Leaking)).Where(l => l.Type == typeof(string)).Select(l => l.Name.ToLowerInvariant()).Intersect(Personal).ShouldBe(["phone"]);

    /// <summary>What is stored today must be read for ever: a change to this file is a change to the meaning of an event.</summary>
    [Fact]
    public void the_stored_form_of_every_event_is_as_approved()
    {
        var shapes = VaultStore.EventAliases.OrderBy(e => e.Value, StringComparer.Ordinal)
            .Select(e => $"{e.Value} {JsonSerializer.Serialize(Filler.Make(e.Key), e.Key, VaultJson.Options)}");
        string.Join('\n', shapes).ShouldMatchApproved();
    }

    [Theory]
    [MemberData(nameof(Events))]
    public void an_event_read_back_from_its_stored_form_is_the_same(Type type)
    {
        var json = JsonSerializer.Serialize(Filler.Make(type), type, VaultJson.Options);
        JsonSerializer.Serialize(JsonSerializer.Deserialize(json, type, VaultJson.Options), type, VaultJson.Options).ShouldBe(json);
    }

    private sealed record Leaking(string Phone, bool Answered);

    private static IEnumerable<(string Name, Type Type)> Leaves(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(p => p.GetCustomAttribute<System.Text.Json.Serialization.JsonIgnoreAttribute>() is null && p.Name != "EqualityContract")
        .SelectMany(p => Leaf(p.Name, p.PropertyType));

    private static IEnumerable<(string Name, Type Type)> Leaf(string name, Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(Fact)) return [];
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)) return Leaf(name, type.GetGenericArguments()[0]);
        return type.Assembly == typeof(Fact).Assembly && !type.IsEnum ? Leaves(type) : [(name, type)];
    }
}
