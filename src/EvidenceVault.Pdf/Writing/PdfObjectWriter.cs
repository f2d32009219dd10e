using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace EvidenceVault.Pdf.Writing;

/// <summary>
/// Streams the objects of a PDF 1.7 file. Small objects are gathered in object streams; nothing but their places stays in memory, and
/// the output need not be seekable. Files end at 4 GiB.
/// </summary>
internal sealed class PdfObjectWriter : IDisposable
{
    private const int ObjectsPerStream = 200;

    private readonly Stream _output;
    private readonly CrossReferences _places = new();
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly List<(int Id, int Offset)> _gathered = [];
    private readonly ByteBuffer _gatheredBodies = new(16_384);
    private readonly ByteBuffer _scratch = new(4096);
    private readonly MemoryStream _deflated = new();

    public PdfObjectWriter(Stream output)
    {
        _output = output;
        Put("%PDF-1.7\n%\u00E2\u00E3\u00CF\u00D3\n");
    }

    public long Position { get; private set; }

    public int Reserve() => _places.Reserve();

    /// <summary>Writes an object that is not a stream.</summary>
    public int Write(ReadOnlySpan<byte> body, int id = 0)
    {
        id = id == 0 ? Reserve() : id;
        _gathered.Add((id, _gatheredBodies.Length));
        _gatheredBodies.Raw(body).Raw("\n"u8);
        if (_gathered.Count == ObjectsPerStream)
            FlushGathered();
        return id;
    }

    public int Write(string body, int id = 0) => Write(Encoding.Latin1.GetBytes(body), id);

    /// <summary>Writes an object in the open, so that its place in the file is known.</summary>
    /// <returns>The offset of the body's first byte.</returns>
    public long WriteOpenly(string body, int id)
    {
        _places.PlaceInFile(id, Position);
        Put($"{id} 0 obj\n");
        var start = Position;
        Put(body);
        Put("\nendobj\n");
        return start;
    }

    public int WriteStream(string dictionary, ReadOnlySpan<byte> data, int id = 0, bool compress = true)
    {
        id = id == 0 ? Reserve() : id;
        var stored = compress ? Deflate(data) : data;
        _places.PlaceInFile(id, Position);
        _scratch.Clear();
        _scratch.Integer(id).Text(" 0 obj\n<<").Text(dictionary).Text(compress ? "/Filter/FlateDecode" : "");
        Put(_scratch.Text("/Length ").Integer(stored.Length).Text(">>\nstream\n").Written);
        Put(stored);
        Put("\nendstream\nendobj\n");
        return id;
    }

    /// <summary>Writes a stream of unknown length, compressed as it passes.</summary>
    public int WriteStream(string dictionary, Action<Stream> fill)
    {
        var id = Reserve();
        var length = Reserve();
        _places.PlaceInFile(id, Position);
        Put($"{id} 0 obj\n<<{dictionary}/Filter/FlateDecode/Length {length} 0 R>>\nstream\n");
        var start = Position;
        using (var deflater = new ZLibStream(new Sink(this), CompressionLevel.Optimal))
            fill(deflater);
        var end = Position;
        Put("\nendstream\nendobj\n");
        Write($"{end - start}", length);
        return id;
    }

    /// <summary>Writes what is gathered and the cross-reference stream, which ends the file.</summary>
    public void Finish(int catalog, int info, string trailer = "")
    {
        FlushGathered();
        var id = Reserve();
        var start = Position;
        _places.PlaceInFile(id, start);
        var identifier = Convert.ToHexString(_hash.GetCurrentHash().AsSpan(0, 16));
        WriteStream(
            $"/Type/XRef/Size {_places.Count}/W[1 4 2]/Root {catalog} 0 R/Info {info} 0 R/ID[<{identifier}><{identifier}>]{trailer}"
            + $"/DecodeParms<</Predictor 12/Columns {CrossReferences.RowLength}>>",
            _places.ToPredictedRows(),
            id);
        Put($"startxref\n{start}\n%%EOF\n");
        _output.Flush();
    }

    public void Dispose()
    {
        _hash.Dispose();
        _deflated.Dispose();
    }

    private void FlushGathered()
    {
        if (_gathered.Count == 0)
            return;
        var stream = Reserve();
        var body = new ByteBuffer(_gatheredBodies.Length + 16 * _gathered.Count);
        for (var index = 0; index < _gathered.Count; index++)
        {
            body.Integer(_gathered[index].Id).Raw(" "u8).Integer(_gathered[index].Offset).Raw(" "u8);
            _places.PlaceInStream(_gathered[index].Id, stream, index);
        }

        var first = body.Length;
        WriteStream($"/Type/ObjStm/N {_gathered.Count}/First {first}", body.Raw(_gatheredBodies.Written).Written, stream);
        _gathered.Clear();
        _gatheredBodies.Clear();
    }

    private ReadOnlySpan<byte> Deflate(ReadOnlySpan<byte> data)
    {
        _deflated.SetLength(0);
        using (var deflater = new ZLibStream(_deflated, CompressionLevel.Optimal, leaveOpen: true))
            deflater.Write(data);
        return _deflated.GetBuffer().AsSpan(0, (int)_deflated.Length);
    }

    private void Put(string latin) => Put(Encoding.Latin1.GetBytes(latin));

    private void Put(ReadOnlySpan<byte> bytes)
    {
        _output.Write(bytes);
        _hash.AppendData(bytes);
        Position += bytes.Length;
    }

    /// <summary>Passes what is written through to the file.</summary>
    private sealed class Sink(PdfObjectWriter writer) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => writer.Put(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer) => writer.Put(buffer);
    }
}
