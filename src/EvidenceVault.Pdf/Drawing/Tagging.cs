using EvidenceVault.Pdf.Writing;

namespace EvidenceVault.Pdf.Drawing;

/// <summary>Puts every operator of a page either in a structure element or in an artifact, opening and closing as little as it can.</summary>
internal sealed class Tagging(StructureTree structure, ContentStream content)
{
    private enum State
    {
        Outside,
        InElement,
        InArtifact,
    }

    private readonly Stack<StructureElement> _entered = new([structure.Document]);
    private readonly List<int> _owners = [];
    private State _state;
    private int _artifacts;
    private int _page;

    public StructureElement Present => _entered.Peek();

    public bool IsInArtifact => _artifacts > 0;

    /// <summary>For each marked content on the page, the element it belongs to.</summary>
    public IReadOnlyList<int> Owners => _owners;

    public void StartPage(int page)
    {
        _page = page;
        _owners.Clear();
        _state = State.Outside;
    }

    /// <summary>Readies the content stream for an operator.</summary>
    /// <param name="isShape">Whether it is a shape, which is decoration unless it is part of a figure.</param>
    public void Prepare(bool isShape)
    {
        var wanted = IsInArtifact || (isShape && !IsInFigure()) ? State.InArtifact : State.InElement;
        if (wanted == _state)
            return;
        Close();
        _state = wanted;
        if (wanted == State.InArtifact)
        {
            content.Raw("/Artifact BMC\n"u8);
            return;
        }

        Present.AddContent(_page, _owners.Count);
        content.BeginMarkedContent(Present.Role, _owners.Count);
        _owners.Add(Present.Id);
    }

    public void Close()
    {
        content.EndText();
        if (_state != State.Outside)
            content.Raw("EMC\n"u8);
        _state = State.Outside;
    }

    public void Enter(StructureElement element)
    {
        CloseElement();
        _entered.Push(element);
    }

    public StructureElement Leave()
    {
        CloseElement();
        return _entered.Pop();
    }

    public void BeginArtifact() => _artifacts++;

    public void EndArtifact() => _artifacts--;

    private void CloseElement()
    {
        if (_state == State.InElement)
            Close();
    }

    private bool IsInFigure() => _entered.Any(element => element.Role == StructureRole.Figure);
}
