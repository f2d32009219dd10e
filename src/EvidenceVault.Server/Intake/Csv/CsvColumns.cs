using System.Globalization;
using System.Text;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Server.Hosting.OpenApi;
using Microsoft.OpenApi;

namespace EvidenceVault.Server.Intake.Csv;

/// <summary>The columns of each type of evidence, as its published shape has them.</summary>
public static class CsvColumns
{
    /// <summary>The column that says of which type a row is.</summary>
    public const string Type = "type";

    /// <summary>What follows the path of a reference in the column that says whose fact it is.</summary>
    public const string OfParty = ".party";

    // What a table of single values cannot say.
    private static readonly string[] NotInCsv = [CorrectionMade.TypeName, MonitoringRecorded.TypeName];

    /// <summary>The columns by type of evidence, the needed ones first.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<CsvColumn>> ByType { get; } = ItemShapes.ByType
        .Where(t => !NotInCsv.Contains(t.Key))
        .ToDictionary(t => t.Key, t => (IReadOnlyList<CsvColumn>)[.. Of(t.Value).OrderByDescending(c => c.Required)], StringComparer.Ordinal);

    private static readonly Dictionary<string, CsvColumn> ByHeader = Headers();

    /// <summary>The column of a header in Dutch or English, whatever its case, spaces, hyphens or accents; null where there is none.</summary>
    public static CsvColumn? Find(string header) => ByHeader.GetValueOrDefault(Plain(header));

    private static Dictionary<string, CsvColumn> Headers()
    {
        var headers = new Dictionary<string, CsvColumn>(StringComparer.Ordinal);
        var all = ByType.Values.SelectMany(columns => columns).DistinctBy(c => c.Path).Prepend(new(Type, CsvWords.Dutch(Type), CsvKind.Text, true)).DistinctBy(c => c.Path);
        foreach (var column in all)
        {
            headers[Plain(column.Path)] = column;
            headers[Plain(column.Dutch)] = column;
            foreach (var alias in CsvWords.Aliases(column.Path)) headers[Plain(alias)] = column;
        }

        return headers;
    }

    private static IEnumerable<CsvColumn> Of(Shape shape) => Of((OpenApiSchema)Resolve(shape.Schema, shape), shape, "", needed: true);

    private static IEnumerable<CsvColumn> Of(OpenApiSchema schema, Shape shape, string prefix, bool needed)
    {
        foreach (var (name, stated) in schema.Properties!)
        {
            var path = prefix + name;
            var required = needed && schema.Required!.Contains(name);
            var field = Resolve(NotNull(stated), shape);
            if (field is OpenApiSchema { Properties: { Count: > 0 } } nested)
            {
                foreach (var column in Of(nested, shape, path + '.', required)) yield return column;
                continue;
            }

            if (Kind(field, shape) is not { } kind) continue;
            yield return new(path, CsvWords.Dutch(path), kind, required);
            if (kind == CsvKind.Reference) yield return new(path + OfParty, CsvWords.Dutch(path + OfParty), CsvKind.Text, false);
        }
    }

    private static CsvKind? Kind(IOpenApiSchema field, Shape shape)
    {
        if (field is OpenApiSchema { OneOf.Count: 2 }) return CsvKind.Reference;
        var type = field.Type & ~JsonSchemaType.Null;
        return type switch
        {
            JsonSchemaType.Boolean => CsvKind.Flag,
            JsonSchemaType.Integer => CsvKind.Integer,
            JsonSchemaType.Number => CsvKind.Number,
            JsonSchemaType.Array => Resolve(field.Items!, shape).Type is JsonSchemaType.String ? CsvKind.List : null,
            JsonSchemaType.String => CsvKind.Text,
            _ => null,
        };
    }

    private static IOpenApiSchema NotNull(IOpenApiSchema schema) =>
        schema is OpenApiSchema { AnyOf: { Count: 2 } either } && either[1].Type == JsonSchemaType.Null ? either[0] : schema;

    private static IOpenApiSchema Resolve(IOpenApiSchema schema, Shape shape) =>
        schema is OpenApiSchemaReference reference ? shape.Components[reference.Reference.Id!] : schema;

    // Letters and digits only, without case and accents.
    private static string Plain(string header)
    {
        var plain = new StringBuilder(header.Length);
        foreach (var c in header.Normalize(NormalizationForm.FormD))
            if (char.IsLetterOrDigit(c) && CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark) plain.Append(char.ToLowerInvariant(c));
        return plain.ToString();
    }
}
