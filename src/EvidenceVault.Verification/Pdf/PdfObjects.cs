using System.Buffers.Binary;
using System.IO.Compression;

namespace EvidenceVault.Verification.Pdf;

/// <summary>
/// The objects of a PDF file that the vault made: cross-reference streams, object streams and Flate, with updates behind the end. Whatever
/// else a file has is a <see cref="FormatException"/>; how much is unpacked has a limit.
/// </summary>
internal sealed class PdfObjects
{
    private const int Tail = 1024;
    private const int MostUpdates = 8;
    private const int DeepestStream = 4;

    // What is unpacked, copied and parsed, however often it is referred to: it bounds both time and memory.
    private const long MostWork = 512L << 20;

    private readonly ReadOnlyMemory<byte> _file;
    private readonly Dictionary<int, PdfPlace> _places = [];
    private readonly Dictionary<int, (byte[] Bytes, IReadOnlyDictionary<int, int> Offsets)> _streams = [];
    private long _work;
    private int _depth;

    /// <summary>Reads where everything stands.</summary>
    /// <exception cref="FormatException">It is no such file.</exception>
    public PdfObjects(ReadOnlyMemory<byte> file)
    {
        _file = file;
        if (!file.Span.StartsWith("%PDF-1."u8)) throw new FormatException("It is no PDF.");
        var tail = Math.Max(0, file.Length - Tail);
        var start = file.Span[tail..].LastIndexOf("startxref"u8);
        if (start < 0) throw new FormatException("The PDF is cut off: its end is missing.");
        Start = new PdfParser(file, tail + start + "startxref".Length).Integer();
        long? at = Start;
        for (; at is { } table; Updates++)
        {
            if (Updates > MostUpdates) throw new FormatException("The PDF was updated too often.");
            var trailer = ReadTable(table);
            Trailer ??= trailer;
            at = trailer["Prev"] is PdfValue.Number previous ? previous.Value : null;
        }

        Updates--;
        if (Trailer!["Encrypt"] is not null) throw new FormatException("The PDF is encrypted.");
    }

    /// <summary>The entries of the last cross-reference stream.</summary>
    public PdfValue.Dictionary Trailer { get; } = null!;

    /// <summary>Where that stands.</summary>
    public long Start { get; }

    /// <summary>How often the file was updated behind its first end.</summary>
    public int Updates { get; }

    /// <summary>A value; where it is a reference, what that leads to. Null: nothing.</summary>
    public PdfValue? Resolve(PdfValue? value)
    {
        for (var steps = 0; value is PdfValue.Reference reference; steps++)
        {
            if (steps == 8) throw new FormatException("The PDF refers in circles.");
            value = _places.GetValueOrDefault(reference.Id) switch
            {
                (1, var place, _) => Parse(Object(reference.Id, place)),
                (2, var stream, _) => InStream(reference.Id, (int)stream),
                _ => null,
            };
        }

        return value;
    }

    /// <summary>A dictionary, which must be there.</summary>
    public PdfValue.Dictionary Dictionary(PdfValue? value) => Resolve(value) as PdfValue.Dictionary ?? throw new FormatException("The PDF lacks a part that it must have.");

    /// <summary>A stream, which must be there, unpacked.</summary>
    public (PdfValue.Dictionary Entries, byte[] Content) Stream(PdfValue? value) =>
        value is PdfValue.Reference reference && _places.GetValueOrDefault(reference.Id) is (1, var place, _)
            ? Stream(Object(reference.Id, place))
            : throw new FormatException("The PDF lacks a part that it must have.");

    private PdfValue Parse(PdfParser parser)
    {
        var from = parser.At;
        var value = parser.Value();
        Spend(parser.At - from);
        return value;
    }

    private void Spend(long bytes)
    {
        if ((_work += bytes) > MostWork) throw new FormatException("The PDF holds more than is read.");
    }

    private PdfParser Object(int id, uint place)
    {
        if (place >= _file.Length) throw new FormatException("The PDF is cut off.");
        var parser = new PdfParser(_file, (int)place);
        var found = parser.Integer() == id && parser.Integer() == 0 && parser.Takes("obj"u8);
        // White space before and within costs as much as what is read.
        Spend(parser.At - place);
        return found ? parser : throw new FormatException("An object of the PDF is not where it should be.");
    }

    private (PdfValue.Dictionary Entries, byte[] Content) Stream(PdfParser parser)
    {
        if (Parse(parser) is not PdfValue.Dictionary entries || !parser.Takes("stream"u8)) throw new FormatException("A stream of the PDF is none.");
        parser.SkipLineEnd();
        // Its length may stand in another stream, but not in one without end.
        if (++_depth > DeepestStream) throw new FormatException("The PDF refers in circles.");
        var said = Resolve(entries["Length"]);
        _depth--;
        if (said is not PdfValue.Number { Value: >= 0 and var length } || length > _file.Length - parser.At) throw new FormatException("A stream of the PDF is cut off.");
        Spend(length);
        var stored = _file.Slice(parser.At, (int)length);
        return entries["Filter"] switch
        {
            null => (entries, stored.ToArray()),
            PdfValue.Name { Value: "FlateDecode" } => (entries, Unpack(stored)),
            _ => throw new FormatException("The PDF packs something as the vault does not."),
        };
    }

    private byte[] Unpack(ReadOnlyMemory<byte> stored)
    {
        using var inflater = new ZLibStream(new MemoryStream(stored.ToArray(), writable: false), CompressionMode.Decompress);
        using var unpacked = new MemoryStream();
        var buffer = new byte[81_920];
        try
        {
            for (int read; (read = inflater.Read(buffer)) > 0;)
            {
                Spend(read);
                unpacked.Write(buffer, 0, read);
            }
        }
        catch (InvalidDataException)
        {
            throw new FormatException("A stream of the PDF cannot be unpacked.");
        }

        var content = unpacked.ToArray();
        // What ends too early, or has something behind its end, would be read otherwise by other software.
        if (stored.Length < sizeof(uint) || BinaryPrimitives.ReadUInt32BigEndian(stored.Span[^sizeof(uint)..]) != Adler32(content)) throw new FormatException("A stream of the PDF cannot be unpacked.");
        return content;
    }

    private static uint Adler32(ReadOnlySpan<byte> content)
    {
        // So many bytes are added up before a sum could run over.
        const int Most = 5_552;
        const uint Prime = 65_521;
        var (low, high) = (1u, 0u);
        for (; !content.IsEmpty; content = content[Math.Min(Most, content.Length)..])
        {
            foreach (var b in content[..Math.Min(Most, content.Length)]) high += low += b;
            (low, high) = (low % Prime, high % Prime);
        }

        return (high << 16) | low;
    }

    private PdfValue.Dictionary ReadTable(long at)
    {
        if (at < 0 || at >= _file.Length) throw new FormatException("The PDF is cut off.");
        var parser = new PdfParser(_file, (int)at);
        parser.Integer();
        parser.Integer();
        if (!parser.Takes("obj"u8)) throw new FormatException("The PDF has no table of its objects.");
        var (entries, rows) = Stream(parser);
        // The newest table is read first, and what it says of an object holds.
        foreach (var (id, place) in PdfTable.Read(entries, rows)) _places.TryAdd(id, place);
        return entries;
    }

    private PdfValue InStream(int id, int stream)
    {
        if (!_streams.TryGetValue(stream, out var objects))
        {
            // An object stream never stands in another one.
            if (++_depth > DeepestStream) throw new FormatException("The PDF refers in circles.");
            var (entries, content) = Stream(new PdfValue.Reference(stream));
            _depth--;
            if (entries["N"] is not PdfValue.Number { Value: >= 0 and var count } || entries["First"] is not PdfValue.Number { Value: >= 0 and var first } || first > content.Length || count > content.Length)
                throw new FormatException("Objects of the PDF cannot be read.");
            var (head, offsets) = (new PdfParser(content), new Dictionary<int, int>());
            for (var i = 0; i < count; i++)
            {
                var (number, offset) = (head.Integer(), head.Integer() + first);
                if (number > PdfTable.MostObjects || offset > content.Length) throw new FormatException("Objects of the PDF cannot be read.");
                offsets[(int)number] = (int)offset;
            }

            _streams[stream] = objects = (content, offsets);
        }

        return objects.Offsets.TryGetValue(id, out var at) ? Parse(new PdfParser(objects.Bytes, at)) : throw new FormatException("An object of the PDF is not where it should be.");
    }
}
