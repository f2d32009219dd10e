using System.Reflection;
using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using NodaTime;

namespace EvidenceVault.Architecture.Tests;

/// <summary>Makes an instance of an event with something in every field, always the same.</summary>
internal static class Filler
{
    public static object Make(Type type) => type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).First() is { } constructor
        && constructor.GetParameters() is { Length: > 0 } parameters && parameters[0].ParameterType != type
        ? Fill(constructor.Invoke([.. parameters.Select(p => Value(p.ParameterType))]))
        : Fill(Activator.CreateInstance(type)!);

    private static object Fill(object made)
    {
        foreach (var property in made.GetType().GetProperties().Where(p => p.CanWrite && p.Name != "EqualityContract"))
            property.SetValue(made, Value(property.PropertyType));
        return made;
    }

    private static object? Value(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string)) return "text";
        if (type == typeof(bool)) return true;
        if (type == typeof(int)) return 7;
        if (type == typeof(long)) return 8L;
        if (type == typeof(Guid)) return new Guid("00000000-0000-8000-8000-000000000001");
        if (type == typeof(Instant)) return Instant.FromUtc(2026, 7, 1, 8, 30).PlusTicks(1_234_560);
        if (type == typeof(LocalDate)) return new LocalDate(2026, 7, 1);
        if (type == typeof(LocalTime)) return new LocalTime(9, 30);
        if (type == typeof(Period)) return Period.FromMonths(6);
        if (type.IsEnum) return Enum.GetValues(type).GetValue(Enum.GetValues(type).Length - 1);
        if (type == typeof(Fact)) return new ConsentProofRequested();
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)) return List(type.GetGenericArguments()[0]);
        return Make(type);
    }

    private static Array List(Type element)
    {
        var list = Array.CreateInstance(element, 1);
        list.SetValue(Value(element), 0);
        return list;
    }
}
