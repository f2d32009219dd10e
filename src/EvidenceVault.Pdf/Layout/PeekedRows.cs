using System.Diagnostics.CodeAnalysis;

namespace EvidenceVault.Pdf.Layout;

/// <summary>Rows of which the first few are taken ahead, to see how wide and high they are. No row is taken twice.</summary>
internal sealed class PeekedRows : IDisposable
{
    private const int Ahead = 200;

    private readonly IEnumerator<Row> _source;
    private readonly Queue<Row> _peeked = new();

    public PeekedRows(IEnumerable<Row> rows)
    {
        _source = rows.GetEnumerator();
        while (_peeked.Count < Ahead && _source.MoveNext())
            _peeked.Enqueue(_source.Current);
    }

    /// <summary>The rows taken ahead and not yet taken for good.</summary>
    public IReadOnlyCollection<Row> Peeked => _peeked;

    public Row? First => _peeked.TryPeek(out var first) ? first : null;

    public bool TryTake([NotNullWhen(true)] out Row? row)
    {
        if (_peeked.TryDequeue(out row))
            return true;
        row = _source.MoveNext() ? _source.Current : null;
        return row is not null;
    }

    public void Dispose() => _source.Dispose();
}
