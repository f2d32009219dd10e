namespace EvidenceVault.Verification.Pdf;

/// <summary>What stands behind the first end of a file: three objects in a row, by which the field that waited for a countersignature has one, and nothing else.</summary>
internal static class PdfUpdate
{
    private static readonly string[] OfSignature = ["Type", "Filter", "SubFilter", "M", "Reason", "ByteRange", "Contents"];

    private static readonly string[] OfTable = ["Type", "Size", "Index", "W", "Root", "Info", "Prev", "ID", "Length"];

    /// <summary>Checks that all that an update does is to sign the waiting field.</summary>
    /// <param name="file">The file.</param>
    /// <param name="end">Where it ended before.</param>
    /// <exception cref="FormatException">It does something else, or more.</exception>
    public static void MustOnlySign(ReadOnlyMemory<byte> file, int end)
    {
        var before = new PdfObjects(file[..end]);
        if (before.Updates > 0 || !file.Span[..end].EndsWith("%%EOF\n"u8)) throw new FormatException("It was changed before the seal was put on it.");
        var parser = new PdfParser(file, end);
        var (field, value) = (Read(parser), Read(parser));
        var (table, rows) = ReadTable(file, parser);
        MustBeSigned(before, field, value);
        MustLeadTo(before, table, rows, field, value);
    }

    private static PdfObject Read(PdfParser parser)
    {
        var read = Begin(parser);
        return parser.Takes("endobj"u8) ? read : throw More();
    }

    private static PdfObject Begin(PdfParser parser)
    {
        var at = parser.Next;
        var id = parser.Integer();
        if (parser.Integer() != 0 || !parser.Takes("obj"u8) || id is <= 0 or > PdfTable.MostObjects || parser.Value() is not PdfValue.Dictionary entries) throw More();
        return new((int)id, at, entries);
    }

    private static (PdfObject Table, byte[] Rows) ReadTable(ReadOnlyMemory<byte> file, PdfParser parser)
    {
        var table = Begin(parser);
        if (!parser.Takes("stream"u8)) throw More();
        parser.SkipLineEnd();
        if (table.Entries["Length"] is not PdfValue.Number { Value: >= 0 and var length } || length > file.Length - parser.At) throw More();
        var rows = file.Slice(parser.At, (int)length).ToArray();
        var rest = new PdfParser(file, parser.At + rows.Length);
        // The end of the file, to the byte: what stands behind it would be neither signed nor shown.
        if (!rest.Takes("endstream"u8) || !rest.Takes("endobj"u8) || !rest.Takes("startxref"u8) || rest.Integer() != table.At || !file.Span[rest.At..].SequenceEqual("\n%%EOF\n"u8)) throw More();
        return (table, rows);
    }

    private static void MustBeSigned(PdfObjects before, PdfObject field, PdfObject value)
    {
        var waiting = before.Dictionary(new PdfValue.Reference(field.Id));
        if (waiting["FT"] is not PdfValue.Name { Value: "Sig" } || waiting["T"] is not PdfValue.Text { Characters: PdfSignature.Second } || waiting["V"] is not null) throw More();
        if (field.Entries["V"] is not PdfValue.Reference { Id: var signature } || signature != value.Id || field.Entries.Entries.Count != waiting.Entries.Count + 1) throw More();
        if (!waiting.Entries.All(e => IsSame(e.Value, field.Entries[e.Key]))) throw More();
        if (!value.Entries.Entries.Keys.Order(StringComparer.Ordinal).SequenceEqual(OfSignature.Order(StringComparer.Ordinal))) throw More();
    }

    // Both new objects have new numbers, so that they take the place of nothing, and the table names these three alone.
    private static void MustLeadTo(PdfObjects before, PdfObject table, byte[] rows, PdfObject field, PdfObject value)
    {
        var (old, entries) = (before.Trailer, table.Entries);
        if (!entries.Entries.Keys.Order(StringComparer.Ordinal).SequenceEqual(OfTable.Order(StringComparer.Ordinal))) throw More();
        if (old["Size"] is not PdfValue.Number { Value: var size } || value.Id != size || table.Id != size + 1 || entries["Size"] is not PdfValue.Number { Value: var next } || next != size + 2) throw More();
        if (!IsSame(entries["Root"], old["Root"]) || !IsSame(entries["Info"], old["Info"]) || entries["Prev"] is not PdfValue.Number { Value: var previous } || previous != before.Start) throw More();
        if (entries["ID"] is not PdfValue.Array { Items: [var same, PdfValue.Text] } || old["ID"] is not PdfValue.Array { Items: [var first, ..] } || !IsSame(same, first)) throw More();
        (int, PdfPlace)[] places = [(field.Id, At(field)), (value.Id, At(value)), (table.Id, At(table))];
        if (!PdfTable.Read(entries, rows).SequenceEqual(places)) throw More();
    }

    private static PdfPlace At(PdfObject one) => new(1, (uint)one.At, 0);

    private static bool IsSame(PdfValue? one, PdfValue? other) => (one, other) switch
    {
        (PdfValue.Dictionary a, PdfValue.Dictionary b) => a.Entries.Count == b.Entries.Count && a.Entries.All(e => IsSame(e.Value, b[e.Key])),
        (PdfValue.Array a, PdfValue.Array b) => a.Items.Count == b.Items.Count && a.Items.Zip(b.Items).All(p => IsSame(p.First, p.Second)),
        (PdfValue.Text a, PdfValue.Text b) => a.Bytes.AsSpan().SequenceEqual(b.Bytes),
        // What is not read is not known to be the same.
        (PdfValue.Other, _) => false,
        _ => one is not null && one.Equals(other),
    };

    private static FormatException More() => new("It does more than to sign the field that waited for a countersignature.");

    private sealed record PdfObject(int Id, int At, PdfValue.Dictionary Entries);
}
