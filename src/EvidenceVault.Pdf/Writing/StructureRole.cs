namespace EvidenceVault.Pdf.Writing;

/// <summary>The standard structure types used; each has the name it has in a PDF.</summary>
internal enum StructureRole
{
    Document,
    Div,
    BlockQuote,
    H1,
    H2,
    H3,
    P,
    L,
    LI,
    Lbl,
    LBody,
    Table,
    Caption,
    THead,
    TBody,
    TR,
    TH,
    TD,
    Figure,
    Link,
    TOC,
    TOCI,
    Form,
}
