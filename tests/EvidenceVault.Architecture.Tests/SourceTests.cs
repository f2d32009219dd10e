using System.Text.RegularExpressions;

namespace EvidenceVault.Architecture.Tests;

public partial class SourceTests
{
    [Fact]
    public void problem_codes_are_kebab_case_and_none_stands_twice()
    {
        var codes = typeof(EvidenceVault.Server.Hosting.ProblemCodes).GetFields().Select(f => (string)f.GetRawConstantValue()!).ToList();
        codes.ShouldNotBeEmpty();
        codes.ShouldBeUnique();
        codes.ShouldAllBe(c => Kebab().IsMatch(c));
    }

    [Fact]
    public void packages_have_exact_versions()
    {
        var props = File.ReadAllText(Path.Combine(Root(), "Directory.Packages.props"));
        var versions = Version().Matches(props).Select(m => m.Groups[1].Value).ToList();
        versions.Count.ShouldBeGreaterThan(20);
        versions.ShouldAllBe(v => !v.Contains('*') && !v.Contains('[') && !v.Contains(','));
    }

    [Fact]
    public void sql_is_never_put_together_from_values() =>
        Sources("src/EvidenceVault.Server")
            // One names the database of its own settings, the other chooses between conditions that it holds itself.
            .Where(s => InterpolatedSql().IsMatch(s.Text) && Path.GetFileName(s.Path) is not ("KeyDatabase.cs" or "Uploads.cs"))
            .Select(s => s.Path).ShouldBeEmpty();

    [Fact]
    public void nothing_is_left_unfinished() =>
        Sources("src").Where(s => Unfinished().IsMatch(s.Text)).Select(s => s.Path).ShouldBeEmpty();

    private static IEnumerable<(string Path, string Text)> Sources(string under) =>
        Directory.EnumerateFiles(Path.Combine(Root(), under), "*.cs", SearchOption.AllDirectories)
            .Where(p => !p.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(p => (p, File.ReadAllText(p)));

    private static string Root()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "EvidenceVault.sln"))) at = at.Parent;
        return at?.FullName ?? throw new InvalidOperationException("Run it inside the checkout.");
    }

    [GeneratedRegex("^[a-z]+(-[a-z]+)*$")]
    private static partial Regex Kebab();

    [GeneratedRegex("Package(?:Version|Reference) Include=\"[^\"]+\" Version=\"([^\"]+)\"")]
    private static partial Regex Version();

    // Constants, which are named in capitals, may stand in a statement; a variable may not.
    [GeneratedRegex("""Command\(\s*\$"+[^";]*\{[a-z_]""")]
    private static partial Regex InterpolatedSql();

    [GeneratedRegex("NotImplementedException|TODO|FIXME|HACK")]
    private static partial Regex Unfinished();
}
