namespace EvidenceVault.Server.Intake.Csv;

/// <summary>A column that evidence in CSV may have.</summary>
/// <param name="Path">The field it fills, its names joined by dots, such as <c>consumer.phone</c>: its English header.</param>
/// <param name="Dutch">Its Dutch header.</param>
/// <param name="Kind">How its cells are read.</param>
/// <param name="Required">Whether an item of the type cannot do without.</param>
public sealed record CsvColumn(string Path, string Dutch, CsvKind Kind, bool Required);

/// <summary>How a cell is read.</summary>
public enum CsvKind
{
    /// <summary>As it is.</summary>
    Text,

    /// <summary>Yes or no, in Dutch or English.</summary>
    Flag,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A number with a decimal comma or point.</summary>
    Number,

    /// <summary>Several values, with <c>|</c> between them.</summary>
    List,

    /// <summary>A reference to another fact; whose it is stands in a column of its own.</summary>
    Reference,
}
