using System.Text;
using System.Text.RegularExpressions;
using UglyToad.PdfPig.Tokens;

namespace EvidenceVault.Pdf.Tests;

/// <summary>Checks that all content is tagged or decoration, and that the tags and the way back to them agree. Yields what is wrong.</summary>
internal sealed partial class TagLint(PdfInspector pdf)
{
    private static readonly HashSet<string> Standard =
    [
        "Document", "Div", "BlockQuote", "H1", "H2", "H3", "P", "L", "LI", "Lbl", "LBody", "Table", "Caption", "THead", "TBody", "TR", "TH", "TD",
        "Figure", "Link", "TOC", "TOCI", "Form",
    ];

    private static readonly Dictionary<string, string[]> Parents = new()
    {
        ["TR"] = ["Table", "THead", "TBody"],
        ["TH"] = ["TR"],
        ["TD"] = ["TR"],
        ["THead"] = ["Table"],
        ["TBody"] = ["Table"],
        ["Caption"] = ["Table"],
        ["LI"] = ["L"],
        ["Lbl"] = ["LI"],
        ["LBody"] = ["LI"],
        ["TOCI"] = ["TOC"],
    };

    private readonly List<string> _faults = [];
    private readonly Dictionary<(long Page, int Content), long> _contents = [];
    private readonly Dictionary<long, long> _objects = [];
    private readonly Dictionary<int, IToken> _parentTree = [];

    /// <summary>How often each structure type occurs.</summary>
    public Dictionary<string, int> Counts { get; } = [];

    public IReadOnlyList<string> Run()
    {
        var root = pdf.Dictionary(pdf.Catalog.Data["StructTreeRoot"]);
        WalkElement((IndirectReferenceToken)root.Data["K"], Number(pdf.Catalog.Data["StructTreeRoot"]), "", 0);
        WalkParentTree(pdf.Dictionary(root.Data["ParentTree"]));
        foreach (var page in PagesBelow(pdf.Catalog.Data["Pages"]))
            CheckPage(page);
        return _faults;
    }

    [GeneratedRegex(@"/(\w+)\s*(?:<</MCID (\d+)>>|<</ActualText.*?>>)?\s*(BDC|BMC)\b|\b(EMC|Tj|TJ|re f|l S|f|Do)\b")]
    private static partial Regex Operators();

    [GeneratedRegex(@"<[0-9A-F]*>(?=[^>])|\((?:[^()\\]|\\.)*\)")]
    private static partial Regex Strings();

    private static long Number(IToken reference) => ((IndirectReferenceToken)reference).Data.ObjectNumber;

    private void Check(bool holds, string fault)
    {
        if (!holds)
            _faults.Add(fault);
    }

    private void WalkElement(IndirectReferenceToken reference, long parent, string parentRole, long page)
    {
        var element = pdf.Dictionary(reference);
        var role = ((NameToken)element.Data["S"]).Data;
        Counts[role] = Counts.GetValueOrDefault(role) + 1;
        Check(Standard.Contains(role), $"unknown role {role}");
        Check(Number(element.Data["P"]) == parent, $"wrong parent of {role}");
        Check(!Parents.TryGetValue(role, out var allowed) || allowed.Contains(parentRole), $"{role} within {parentRole}");
        Check(role != "Figure" || element.ContainsKey(NameToken.Create("Alt")), "figure without alternative");
        Check(role != "TH" || element.Data["A"].ToString()!.Contains("Scope", StringComparison.Ordinal), "header cell without scope");
        page = element.Data.TryGetValue("Pg", out var own) ? Number(own) : page;
        foreach (var kid in Kids(element))
            WalkKid(kid, Number(reference), role, page);
    }

    private static IReadOnlyList<IToken> Kids(DictionaryToken element)
    {
        if (!element.Data.TryGetValue("K", out var kids))
            return [];
        return kids is ArrayToken array ? array.Data : [kids];
    }

    private void WalkKid(IToken kid, long element, string role, long page)
    {
        switch (kid)
        {
            case NumericToken content:
                Own(page, content.Int, element);
                break;
            case IndirectReferenceToken child:
                WalkElement(child, element, role, page);
                break;
            case DictionaryToken content when content.Data["Type"] is NameToken { Data: "MCR" }:
                Own(Number(content.Data["Pg"]), ((NumericToken)content.Data["MCID"]).Int, element);
                break;
            case DictionaryToken annotation:
                _objects[Number(annotation.Data["Obj"])] = element;
                break;
        }
    }

    private void Own(long page, int content, long element) => Check(_contents.TryAdd((page, content), element), "content owned twice");

    private void WalkParentTree(DictionaryToken node)
    {
        foreach (var kid in pdf.Array(pdf.Find(node, "Kids")))
            WalkParentTree(pdf.Dictionary(kid));
        var numbers = pdf.Array(pdf.Find(node, "Nums"));
        for (var i = 0; i < numbers.Count; i += 2)
            _parentTree[((NumericToken)numbers[i]).Int] = numbers[i + 1];
    }

    private IEnumerable<IndirectReferenceToken> PagesBelow(IToken node)
    {
        var dictionary = pdf.Dictionary(node);
        return ((NameToken)dictionary.Data["Type"]).Data == "Page"
            ? [(IndirectReferenceToken)node]
            : pdf.Array(dictionary.Data["Kids"]).SelectMany(PagesBelow);
    }

    private void CheckPage(IndirectReferenceToken reference)
    {
        var page = pdf.Dictionary(reference);
        Check(((NameToken)page.Data["Tabs"]).Data == "S", "no tab order");
        var owners = pdf.Array(_parentTree[((NumericToken)page.Data["StructParents"]).Int]);
        CheckContent(Number(reference), Encoding.Latin1.GetString(pdf.Bytes(page.Data["Contents"])), owners);
        foreach (var annotation in pdf.Array(pdf.Find(page, "Annots")))
            CheckAnnotation(annotation);
    }

    private void CheckContent(long page, string content, IReadOnlyList<IToken> owners)
    {
        var open = new Stack<string>();
        var seen = 0;
        foreach (Match match in Operators().Matches(Strings().Replace(content, "")))
        {
            if (match.Groups[3].Success)
            {
                var tag = match.Groups[1].Value;
                Check(open.Count == (tag == "Span" ? 1 : 0), $"{tag} nested in {string.Join('/', open)}");
                open.Push(tag);
                if (match.Groups[2].Success)
                    CheckOwner(page, int.Parse(match.Groups[2].ValueSpan), tag, owners, seen++);
            }
            else if (match.Value == "EMC")
            {
                open.Pop();
            }
            else
            {
                Check(open.Count > 0, $"untagged {match.Value}");
            }
        }

        Check(open.Count == 0, "marked content left open");
        Check(seen == owners.Count, "parent tree lists other content than the page has");
    }

    private void CheckOwner(long page, int content, string tag, IReadOnlyList<IToken> owners, int expected)
    {
        Check(content == expected, "contents out of order");
        Check(_contents.GetValueOrDefault((page, content)) == Number(owners[content]), "parent tree and structure tree disagree");
        Check(((NameToken)pdf.Dictionary(owners[content]).Data["S"]).Data == tag, "content has another tag than its element");
    }

    private void CheckAnnotation(IToken reference)
    {
        const int print = 4;
        const int hidden = 1 | 2 | 32 | 256;
        var annotation = pdf.Dictionary(reference);
        var flags = ((NumericToken)annotation.Data["F"]).Int;
        Check((flags & print) != 0 && (flags & hidden) == 0, "annotation flags");
        Check(annotation.ContainsKey(NameToken.Create("Contents")) || annotation.ContainsKey(NameToken.Create("TU")), "annotation without description");
        var parent = _parentTree[((NumericToken)annotation.Data["StructParent"]).Int];
        Check(Number(parent) == _objects.GetValueOrDefault(Number(reference)), "annotation's element");
    }
}
