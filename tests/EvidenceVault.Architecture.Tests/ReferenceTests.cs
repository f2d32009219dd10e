using System.Reflection;

namespace EvidenceVault.Architecture.Tests;

public class ReferenceTests
{
    private static readonly string[] Framework = ["System", "Microsoft.Win32", "netstandard", "mscorlib"];

    [Theory]
    [InlineData("EvidenceVault.Domain", "NodaTime", "PhoneNumbers")]
    [InlineData("EvidenceVault.Verification", "BouncyCastle.Cryptography")]
    [InlineData("EvidenceVault.Pdf", "HarfBuzzSharp", "BouncyCastle.Cryptography", "QRCoder")]
    public void a_project_refers_to_nothing_but_what_the_architecture_lists(string project, params string[] allowed)
    {
        var referred = Assembly.Load(project).GetReferencedAssemblies().Select(a => a.Name!)
            .Where(name => !Framework.Any(f => name == f || name.StartsWith($"{f}.", StringComparison.Ordinal)));
        referred.Except(allowed).ShouldBeEmpty();
    }

    [Fact]
    public void the_command_line_knows_nothing_of_the_server_or_its_database()
    {
        var referred = Assembly.Load("vault").GetReferencedAssemblies().Select(a => a.Name!).ToList();
        referred.ShouldNotContain("EvidenceVault.Server");
        referred.ShouldNotContain("Marten");
    }

    [Fact]
    public void the_server_refers_to_everything_so_this_check_would_see_a_wrong_reference() =>
        Assembly.Load("EvidenceVault.Server").GetReferencedAssemblies().Select(a => a.Name).ShouldContain("Marten");

    [Fact]
    public void no_type_is_named_after_having_no_better_name() =>
        Types().Where(t => t.Name.EndsWith("Helper", StringComparison.Ordinal) || t.Name.EndsWith("Utils", StringComparison.Ordinal) || t.Name is "Common" or "Helpers")
            .Select(t => t.FullName).ShouldBeEmpty();

    private static IEnumerable<Type> Types() =>
        new[] { "EvidenceVault.Domain", "EvidenceVault.Verification", "EvidenceVault.Pdf", "EvidenceVault.Server" }.SelectMany(a => Assembly.Load(a).GetTypes())
            .Where(t => t.Namespace?.StartsWith("EvidenceVault", StringComparison.Ordinal) == true);
}
