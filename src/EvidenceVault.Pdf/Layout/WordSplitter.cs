using System.Text;
using EvidenceVault.Pdf.Typography;

namespace EvidenceVault.Pdf.Layout;

/// <summary>Splits rich text into words, and words that are too wide for a line into shorter ones.</summary>
internal sealed class WordSplitter(Typesetter typesetter, TextStyle style, double lineWidth)
{
    private const char SoftHyphen = '\u00AD';

    private readonly List<Word> _words = [];
    private readonly List<Fragment> _fragments = [];
    private readonly StringBuilder _pending = new();
    private Joint _joint = Joint.Seamless;
    private Fragment? _space;

    public IReadOnlyList<Word> Split(RichText text)
    {
        foreach (var inline in text)
            Add(inline);
        EndWord();
        return _words.Select((word, at) => HasRoomForHyphen(word, at) ? word : word with { Joint = Joint.Seamless }).ToList();
    }

    /// <summary>In a very narrow column, a word is rather broken without a hyphen than with one that sticks out.</summary>
    private bool HasRoomForHyphen(Word word, int at)
    {
        if (word.Joint != Joint.SoftHyphen)
            return true;
        var last = _words[at - 1].Fragments[^1];
        var hyphenated = typesetter.MakeFragment(last.Text + "-", last.Source, last.Style);
        return _words[at - 1].Width - last.Width + hyphenated.Width <= lineWidth;
    }

    private void Add(Inline inline)
    {
        var own = typesetter.StyleOf(inline, style);
        var text = TextCleaner.Clean(inline.Text);
        if (inline.IsChip)
            text = text.Trim().Replace(' ', '\u00A0').Replace('\n', '\u00A0').Replace("\u00AD", "", StringComparison.Ordinal);
        for (var i = 0; i < text.Length; i++)
            Add(text, i, inline, own);
        EndFragment(inline, own);
    }

    private void Add(string text, int at, Inline inline, TextStyle own)
    {
        switch (text[at])
        {
            case ' ':
                EndFragment(inline, own);
                EndWord();
                Join(Joint.Space, typesetter.MakeFragment(" ", inline, own));
                break;
            case '\n':
                EndFragment(inline, own);
                EndLine();
                break;
            case SoftHyphen:
                EndFragment(inline, own);
                EndWord();
                Join(Joint.SoftHyphen, null);
                break;
            default:
                _pending.Append(text[at]);
                if (!BreakPlaces.IsAfter(text, at))
                    break;
                EndFragment(inline, own);
                EndWord();
                break;
        }
    }

    private void EndFragment(Inline inline, TextStyle own)
    {
        if (_pending.Length == 0)
            return;
        _fragments.Add(typesetter.MakeFragment(_pending.ToString(), inline, own));
        _pending.Clear();
    }

    private void EndWord()
    {
        if (_fragments.Count == 0)
            return;
        var word = new Word(_joint, _space, [.. _fragments]);
        _fragments.Clear();
        (_joint, _space) = (Joint.Seamless, null);
        if (word.Width <= lineWidth)
            _words.Add(word);
        else
            _words.AddRange(WideWord.Split(typesetter, word, lineWidth));
    }

    private void Join(Joint joint, Fragment? space)
    {
        if (_joint == Joint.LineFeed || _words.Count == 0)
            return;
        (_joint, _space) = (joint, space);
    }

    /// <summary>Ends the line; a line without words is kept as a blank one.</summary>
    private void EndLine()
    {
        EndWord();
        if (_joint == Joint.LineFeed || _words.Count == 0)
            _words.Add(new Word(_joint, null, []));
        (_joint, _space) = (Joint.LineFeed, null);
    }
}
