using EvidenceVault.Cli;

namespace EvidenceVault.Cli.Tests;

public sealed class CommandTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void hash_tells_what_an_exhibit_is_announced_with()
    {
        File.WriteAllText(_file, "abc");
        Run("hash", _file).ShouldBe((0, """{ "size": 3, "sha256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" }""", ""));
    }

    [Fact]
    public void canonical_writes_the_one_form_of_a_json_file()
    {
        File.WriteAllText(_file, """{ "b": 1.0, "a": "é" }""");
        Run("canonical", _file).ShouldBe((0, """{"a":"é","b":1}""", ""));
    }

    [Theory]
    [InlineData("""{"a":"é","b":1}""", true)]
    [InlineData("""{"a":"é","b":1.0}""", false)]
    [InlineData("{\"a\":\"é\",\"b\":1}\n", false)]
    public void what_is_in_its_one_form_is_written_as_it_is(string json, bool isCanonical)
    {
        File.WriteAllText(_file, json);
        using var output = new StringWriter();
        Commands.Run(["canonical", _file], output, TextWriter.Null).ShouldBe(0);
        (output.ToString() == json).ShouldBe(isCanonical);
    }

    [Fact]
    public void a_file_that_is_no_json_ends_with_one()
    {
        File.WriteAllText(_file, "{");
        var (code, output, error) = Run("canonical", _file);
        (code, output).ShouldBe((1, ""));
        error.ShouldContain("no canonical form");
    }

    [Fact]
    public void a_file_that_is_not_there_ends_with_one() => Run("hash", _file + ".none").Code.ShouldBe(1);

    [Theory]
    [InlineData]
    [InlineData("hash")]
    [InlineData("unknown", "file")]
    public void a_call_that_is_wrong_ends_with_two_and_says_how_it_goes(params string[] args)
    {
        var (code, _, error) = Run(args);
        code.ShouldBe(2);
        error.ShouldContain("vault hash FILE");
    }

    private static (int Code, string Output, string Error) Run(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = Commands.Run(args, output, error);
        return (code, output.ToString().TrimEnd(), error.ToString().TrimEnd());
    }
}
