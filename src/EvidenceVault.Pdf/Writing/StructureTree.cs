namespace EvidenceVault.Pdf.Writing;

/// <summary>The tree of tags, and the way back from content and annotations to it. Closed elements are written at once.</summary>
internal sealed class StructureTree
{
    private const int KeysPerLeaf = 128;

    private readonly PdfObjectWriter _writer;
    private readonly int _root;
    private readonly List<int> _parents = [];
    private readonly ByteBuffer _scratch = new();

    public StructureTree(PdfObjectWriter writer)
    {
        _writer = writer;
        _root = writer.Reserve();
        Document = new StructureElement(StructureRole.Document, writer.Reserve(), null);
    }

    public StructureElement Document { get; }

    public StructureElement Open(StructureRole role, StructureElement parent, string? alternative = null, string? attributes = null)
    {
        var element = new StructureElement(role, _writer.Reserve(), parent) { Alternative = alternative, Attributes = attributes };
        parent.AddChild(element.Id);
        return element;
    }

    public void Close(StructureElement element) => element.WriteTo(_writer, element.Parent?.Id ?? _root, _scratch);

    /// <summary>Reserves the key under which a page or an annotation finds its elements.</summary>
    public int ReserveKey()
    {
        _parents.Add(0);
        return _parents.Count - 1;
    }

    /// <summary>Sets what a key leads to: an array of elements for a page, one element for an annotation.</summary>
    public void SetParents(int key, int target) => _parents[key] = target;

    public int Finish()
    {
        Close(Document);
        var leaves = new List<int>();
        for (var key = 0; key < _parents.Count; key += KeysPerLeaf)
            leaves.Add(WriteLeaf(key, Math.Min(key + KeysPerLeaf, _parents.Count)));
        var tree = _writer.Write($"<</Kids{PdfSyntax.References(leaves)}>>");
        return _writer.Write(
            $"<</Type/StructTreeRoot/K {Document.Id} 0 R/ParentTree {tree} 0 R/ParentTreeNextKey {_parents.Count}>>",
            _root);
    }

    private int WriteLeaf(int from, int to)
    {
        var leaf = new ByteBuffer().Raw("<</Limits["u8).Integer(from).Raw(" "u8).Integer(to - 1).Raw("]/Nums["u8);
        for (var key = from; key < to; key++)
            leaf.Integer(key).Raw(" "u8).Reference(_parents[key]).Raw(" "u8);
        return _writer.Write(leaf.Raw("]>>"u8).Written);
    }
}
