using System.Collections.Immutable;
using Microsoft.OpenApi;

namespace EvidenceVault.Server.Hosting.OpenApi;

/// <summary>A JSON value as the document describes it. Made of smaller ones, so that what it may be refused for follows from what it holds.</summary>
/// <param name="Schema">Its schema.</param>
public sealed record Shape(IOpenApiSchema Schema)
{
    /// <summary>The codes that a value can be refused with.</summary>
    public ImmutableSortedSet<string> Codes { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>The component schemas that the schema names, by their names.</summary>
    public ImmutableSortedDictionary<string, IOpenApiSchema> Components { get; init; } = ImmutableSortedDictionary.Create<string, IOpenApiSchema>(StringComparer.Ordinal);

    /// <summary>With more codes.</summary>
    public Shape Refused(params IEnumerable<string> codes) => this with { Codes = Codes.Union(codes) };

    /// <summary>With the codes and components of another.</summary>
    public Shape Holding(Shape other) => this with { Codes = Codes.Union(other.Codes), Components = Components.SetItems(other.Components) };

    /// <summary>With a description.</summary>
    public Shape Described(string description)
    {
        var copy = Schema.CreateShallowCopy();
        copy.Description = description;
        return this with { Schema = copy };
    }

    /// <summary>With an example.</summary>
    public Shape Like(string example) => Changed(schema => schema.Examples = [example]);

    /// <summary>This or null.</summary>
    public Shape OrNull() => Schema is OpenApiSchema { Type: { } type }
        ? Changed(schema => schema.Type = type | JsonSchemaType.Null)
        : this with { Schema = new OpenApiSchema { AnyOf = [Schema, new OpenApiSchema { Type = JsonSchemaType.Null }] } };

    /// <summary>As a component of its own, and a reference to it.</summary>
    public Shape Named(string name) => this with { Schema = new OpenApiSchemaReference(name), Components = Components.SetItem(name, Schema) };

    private Shape Changed(Action<OpenApiSchema> change)
    {
        var copy = (OpenApiSchema)((OpenApiSchema)Schema).CreateShallowCopy();
        change(copy);
        return this with { Schema = copy };
    }
}

/// <summary>A field of an object.</summary>
public sealed record Property(string Name, Shape Shape, bool Required);
