namespace EvidenceVault.Domain.Judging.Texts;

/// <summary>Texts with places for values, written as <c>{name}</c>; codes are put into words.</summary>
internal static class Template
{
    internal static Explanation Fill(Explanation template, IReadOnlyList<FindingParameter> parameters)
    {
        if (parameters.Count == 0)
            return template;
        var (nl, en) = (template.Nl, template.En);
        foreach (var (name, value) in parameters)
        {
            var words = CodeWords.Of(value);
            nl = nl.Replace($"{{{name}}}", words?.Nl ?? value, StringComparison.Ordinal);
            en = en.Replace($"{{{name}}}", words?.En ?? value, StringComparison.Ordinal);
        }

        return new(nl, en);
    }
}
