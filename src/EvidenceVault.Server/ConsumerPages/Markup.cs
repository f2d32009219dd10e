using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace EvidenceVault.Server.ConsumerPages;

/// <summary>A piece of HTML. It is put together only by interpolation, which encodes every text put in: what came from outside never becomes a tag.</summary>
public sealed class Markup
{
    public static readonly Markup None = new("");

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly string _html;

    private Markup(string html) => _html = html;

    /// <summary>A piece from a literal with texts and pieces put in.</summary>
    public static Markup Of(Writing html) => new(html.ToString());

    /// <summary>Pieces one after the other.</summary>
    public static Markup Join(IEnumerable<Markup> pieces) => new(string.Concat(pieces.Select(p => p._html)));

    public override string ToString() => _html;

    /// <summary>Writes an interpolated literal.</summary>
    [InterpolatedStringHandler]
    public readonly struct Writing(int literalLength, int formattedCount)
    {
        private readonly StringBuilder _html = new(literalLength + (formattedCount * 32));

        public void AppendLiteral(string html) => _html.Append(html);

        public void AppendFormatted(Markup? piece) => _html.Append(piece?._html);

        public void AppendFormatted(string? text) => _html.Append(text is null ? "" : Encoder.Encode(text));

        public override string ToString() => _html.ToString();
    }
}
