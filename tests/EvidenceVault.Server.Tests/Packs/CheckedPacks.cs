using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using EvidenceVault.Cli;

namespace EvidenceVault.Server.Tests.Packs;

/// <summary>Packs in a folder, each with what <c>vault verify</c> says of it, for the page to be held against.</summary>
internal sealed class CheckedPacks : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("evidence-vault-checked-");
    private readonly JsonArray _groups = [];
    private int _files;

    public string Folder => _folder.FullName;

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>Adds packs that are checked with the same trust.</summary>
    /// <param name="name">What they are.</param>
    /// <param name="keys">The keys of the ledger and its witnesses, one a line.</param>
    /// <param name="packs">The packs, by what was done to them.</param>
    /// <param name="seals">Certificates of seals, as PEM.</param>
    /// <param name="seconds">Certificates of those who countersign, as PEM.</param>
    /// <param name="stamps">Certificates of timestamp authorities, as PEM.</param>
    /// <returns>What is said of each.</returns>
    public async Task<IReadOnlyDictionary<string, JsonNode>> Add(string name, string keys, IEnumerable<(string Name, byte[] Pdf)> packs, string seals = "", string seconds = "", string stamps = "")
    {
        var (cases, said) = (new JsonArray(), new Dictionary<string, JsonNode>(StringComparer.Ordinal));
        foreach (var (pack, pdf) in packs)
        {
            var file = string.Create(CultureInfo.InvariantCulture, $"{++_files}.pdf");
            await File.WriteAllBytesAsync(PathOf(file), pdf);
            said[pack] = await Verify(file, keys, [("--seal", seals), ("--countersigner", seconds), ("--tsa", stamps)]);
            cases.Add(new JsonObject { ["file"] = file, ["name"] = $"{name}: {pack}", ["expected"] = said[pack].DeepClone() });
        }

        _groups.Add(new JsonObject { ["name"] = name, ["keys"] = keys, ["seals"] = seals, ["seconds"] = seconds, ["stamps"] = stamps, ["cases"] = cases });
        await File.WriteAllTextAsync(PathOf("cases.json"), _groups.ToJsonString());
        return said;
    }

    /// <summary>The kinds of what was found.</summary>
    public static IEnumerable<string> Kinds(JsonNode said) => said["findings"]!.AsArray().Select(f => f!["kind"]!.ToString());

    private string PathOf(string file) => Path.Combine(Folder, file);

    private async Task<JsonNode> Verify(string file, string keys, IEnumerable<(string Argument, string Pem)> certificates)
    {
        List<string> arguments = ["verify", PathOf(file), "--json"];
        foreach (var key in keys.Split('\n')) arguments.AddRange(Verification.Ledger.NoteKey.Parse(key).Kind == Verification.Ledger.NoteSignatureKind.Plain ? ["--key", key] : ["--witness", key]);
        foreach (var (argument, pem) in certificates.Where(c => c.Pem.Length > 0))
        {
            var trusted = PathOf($"trusted{argument}.pem");
            await File.WriteAllTextAsync(trusted, pem);
            arguments.AddRange([argument, trusted]);
        }

        var output = new StringWriter();
        var code = await Commands.RunAsync([.. arguments], output, output, CancellationToken.None);
        code.ShouldBeLessThan(2, output.ToString());
        return JsonNode.Parse(output.ToString())!;
    }
}
