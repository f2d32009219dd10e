using EvidenceVault.Pdf.Typography;
using EvidenceVault.Pdf.Writing;

namespace EvidenceVault.Pdf.Drawing;

/// <summary>
/// Texts that are known only at the end, such as "3 of 12". Each is a small form that its page draws by reference, and that is written
/// last, so that pages need not be kept.
/// </summary>
internal sealed class LaterTexts(PdfObjectWriter writer, FontResources fonts)
{
    private const double Reach = 400;

    private readonly List<(int Id, TextStyle Style, Func<string> Text)> _texts = [];

    public int Add(TextStyle style, Func<string> text)
    {
        var id = writer.Reserve();
        _texts.Add((id, style, text));
        return id;
    }

    public void Finish()
    {
        var content = new ContentStream();
        foreach (var (id, style, text) in _texts)
        {
            content.Start(0);
            var run = fonts.Shape(style.Face, TextCleaner.Clean(text()));
            if (run.Glyphs.Length > 0)
                content.Text(-run.WidthAt(style.Size), 0, style, run, fonts.Use(run, out var actualText), actualText);
            content.EndText();
            writer.WriteStream(
                $"/Type/XObject/Subtype/Form/BBox[{-Reach} -20 4 40]/Resources<</Font {fonts.DictionaryId} 0 R>>",
                content.Written,
                id);
        }
    }
}
