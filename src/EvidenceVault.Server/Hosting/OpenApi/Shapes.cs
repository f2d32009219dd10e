using Microsoft.OpenApi;

namespace EvidenceVault.Server.Hosting.OpenApi;

/// <summary>Puts shapes together.</summary>
public static class Shapes
{
    /// <summary>A field that a request must have.</summary>
    public static Property Need(string name, Shape shape, string description) =>
        new(name, shape.Described(description).Refused(ProblemCodes.Required), Required: true);

    /// <summary>A field that a request may have; null says as much as leaving it out.</summary>
    public static Property May(string name, Shape shape, string description) => new(name, shape.OrNull().Described(description), Required: false);

    /// <summary>A field that an answer always has.</summary>
    public static Property Tells(string name, Shape shape, string description) => new(name, shape.Described(description), Required: true);

    /// <summary>A field that an answer always has, as null where there is nothing to tell.</summary>
    public static Property MayTell(string name, Shape shape, string description) => new(name, shape.OrNull().Described(description), Required: true);

    /// <summary>An object in a request: unknown fields are refused.</summary>
    public static Shape Input(string description, params IEnumerable<Property> properties)
    {
        var shape = Answer(description, properties);
        ((OpenApiSchema)shape.Schema).AdditionalPropertiesAllowed = false;
        return shape.Refused(ProblemCodes.WrongType, ProblemCodes.UnknownField);
    }

    /// <summary>An object in an answer: later versions may add fields.</summary>
    public static Shape Answer(string description, params IEnumerable<Property> properties)
    {
        var schema = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = description,
            Properties = new Dictionary<string, IOpenApiSchema>(),
            Required = new HashSet<string>(),
        };
        var shape = new Shape(schema);
        foreach (var property in properties)
        {
            schema.Properties.Add(property.Name, property.Shape.Schema);
            if (property.Required) schema.Required.Add(property.Name);
            shape = shape.Holding(property.Shape);
        }

        return shape;
    }

    /// <summary>A list in an answer.</summary>
    public static Shape ListOf(Shape entry) => new Shape(new OpenApiSchema { Type = JsonSchemaType.Array, Items = entry.Schema }).Holding(entry);

    /// <summary>One thing, or an array of such.</summary>
    public static Shape OneOrMore(Shape shape) => new Shape(new OpenApiSchema { OneOf = [shape.Schema, ListOf(shape).Schema] }).Holding(shape);

    /// <summary>A page of a list.</summary>
    public static Shape PageOf(string name, Shape entry) => Answer(
        "A page of a list, in a stable order.",
        Tells("items", ListOf(entry), "What is on this page."),
        MayTell("next", Kinds.Any, "The cursor of the next page; null: this is the last.")).Named(name);

    /// <summary>One of several shapes, told apart by a field.</summary>
    /// <param name="description">What they are together.</param>
    /// <param name="field">The field.</param>
    /// <param name="shapes">The shapes, which are components, by the value of the field.</param>
    public static Shape OneOf(string description, string field, IReadOnlyDictionary<string, Shape> shapes)
    {
        var schema = new OpenApiSchema
        {
            Description = description,
            Type = JsonSchemaType.Object,
            OneOf = [.. shapes.Values.Select(shape => shape.Schema)],
            Required = new HashSet<string> { field },
            Discriminator = new()
            {
                PropertyName = field,
                Mapping = shapes.ToDictionary(shape => shape.Key, shape => (OpenApiSchemaReference)shape.Value.Schema),
            },
        };
        return shapes.Values.Aggregate(new Shape(schema), (all, shape) => all.Holding(shape));
    }

    /// <summary>A component that is described elsewhere, such as the one this stands in.</summary>
    public static Shape Reference(string name) => new(new OpenApiSchemaReference(name));
}
