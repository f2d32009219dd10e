namespace EvidenceVault.Pdf.Layout;

/// <summary>Where the columns of a table stand. The first begins, and the last ends, with the text around the table.</summary>
internal sealed class GridColumns
{
    public const double Gutter = 10;

    private readonly double[] _offsets;
    private readonly double[] _widths;

    public GridColumns(IReadOnlyList<Column> columns, double width)
    {
        var room = width - Gutter * (columns.Count - 1);
        var fixedWidth = columns.Sum(column => column.Points);
        var parts = columns.Sum(column => column.Part);
        var scale = Scale(fixedWidth, room, parts);
        var rest = Math.Max(0, room - fixedWidth * scale);
        _widths = [.. columns.Select(column => column.Part > 0 ? rest * column.Part / parts : column.Points * scale)];
        _offsets = new double[columns.Count];
        for (var i = 1; i < columns.Count; i++)
            _offsets[i] = _offsets[i - 1] + _widths[i - 1] + Gutter;
    }

    public int Count => _widths.Length;

    public double Offset(int column) => _offsets[column];

    public double Width(int column) => _widths[column];

    /// <summary>Fixed widths may take at most three quarters of the room from the other columns; without others they fill it.</summary>
    private static double Scale(double fixedWidth, double room, double parts)
    {
        if (fixedWidth <= 0)
            return 1;
        return parts > 0 ? Math.Min(1, 0.75 * room / fixedWidth) : room / fixedWidth;
    }
}
