namespace EvidenceVault.Pdf.Writing;

/// <summary>An element of the structure tree that is still open; once closed, only its number lives on in its parent.</summary>
internal sealed class StructureElement(StructureRole role, int id, StructureElement? parent)
{
    public StructureRole Role => role;

    public int Id => id;

    public StructureElement? Parent => parent;

    /// <summary>The text read out instead of a figure.</summary>
    public string? Alternative { get; init; }

    /// <summary>An attribute dictionary, such as the scope of a header cell.</summary>
    public string? Attributes { get; init; }

    /// <summary>The page on which the element's content begins; 0 until it has any.</summary>
    public int Page { get; private set; }

    private ByteBuffer Kids { get; } = new(48);

    public void AddContent(int page, int markedContent)
    {
        if (Page == 0)
            Page = page;
        if (Page == page)
            Kids.Integer(markedContent).Raw(" "u8);
        else
            Kids.Raw("<</Type/MCR/Pg "u8).Reference(page).Raw("/MCID "u8).Integer(markedContent).Raw(">>"u8);
    }

    public void AddObject(int page, int annotation) =>
        Kids.Raw("<</Type/OBJR/Pg "u8).Reference(page).Raw("/Obj "u8).Reference(annotation).Raw(">>"u8);

    public void AddChild(int child) => Kids.Reference(child).Raw(" "u8);

    public void WriteTo(PdfObjectWriter writer, int parentId, ByteBuffer scratch)
    {
        scratch.Clear();
        scratch.Raw("<</Type/StructElem/S/"u8).Text(StructureNames.Of(role)).Raw("/P "u8).Reference(parentId);
        if (Page != 0)
            scratch.Raw("/Pg "u8).Reference(Page);
        if (Alternative is not null)
            scratch.Text("/Alt" + PdfSyntax.String(Alternative));
        if (Attributes is not null)
            scratch.Text("/A" + Attributes);
        writer.Write(scratch.Raw("/K["u8).Raw(Kids.Written).Raw("]>>"u8).Written, id);
    }
}
