using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json.Serialization;

namespace EvidenceVault.Domain.Dossiers;

/// <summary>The kinds of fact with the names they have in the API and in the store. A name, once released, never changes.</summary>
public static class FactTypes
{
    /// <summary>Every type with its name.</summary>
    public static FrozenDictionary<Type, string> All { get; } = typeof(Fact).GetCustomAttributes<JsonDerivedTypeAttribute>()
        .ToFrozenDictionary(a => a.DerivedType, a => (string)a.TypeDiscriminator!);

    /// <summary>The name of a type of fact.</summary>
    /// <exception cref="KeyNotFoundException">It is no type of fact.</exception>
    public static string NameOf(Type type) => All[type];
}
