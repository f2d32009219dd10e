using EvidenceVault.Pdf.Writing;

namespace EvidenceVault.Pdf.Layout;

/// <summary>Names and values side by side; a table whose first column names the rows.</summary>
internal sealed class FactsBlock(IReadOnlyList<Fact> facts) : Block
{
    private const double Padding = 3.4;
    private const double NameShare = 0.3;
    private const double WidestName = 150;
    private const double GapAbove = 4;
    private const int RowsTogether = 2;

    public override double LeadHeight(Flow flow)
    {
        var grid = NewGrid(flow);
        return GapAbove + Math.Min(flow.PageCapacity / 2, facts.Take(RowsTogether).Sum(fact => grid.Measure(RowOf(fact)).Height));
    }

    public override void Draw(Flow flow)
    {
        if (facts.Count == 0)
            return;
        var grid = NewGrid(flow);
        flow.Gap(GapAbove);
        flow.Ensure(LeadHeight(flow));
        flow.Canvas.Begin(StructureRole.Table);
        foreach (var fact in facts)
            grid.DrawRow(grid.Measure(RowOf(fact)));
        grid.Finish();
        flow.Canvas.End();
        flow.Gap(14);
    }

    private static Row RowOf(Fact fact) => [fact.Name, fact.Value];

    private static Grid NewGrid(Flow flow)
    {
        var name = Math.Min(WidestName, flow.Width * NameShare);
        Column[] columns = [Column.Fixed("", name) with { IsRowHeader = true, IsMuted = true }, Column.Share("")];
        var style = flow.Styles.Body with { Size = flow.Theme.BodySize * 0.96, Leading = Math.Round(flow.Theme.BodySize * 1.4, 1) };
        return new Grid(flow, columns, new GridLook(style, style, Padding), null, hasHeader: false);
    }
}
