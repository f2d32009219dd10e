using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EvidenceVault.Samples.Client;

/// <summary>
/// One key for each party that hands in evidence, kept in a file that only its owner may read. A key that still works is used again.
/// </summary>
internal sealed class KeyRing
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };
    private readonly string _file;
    private readonly JsonObject _keys;

    private KeyRing(string file, JsonObject keys)
    {
        _file = file;
        _keys = keys;
    }

    public static KeyRing Open(string file) => new(file, File.Exists(file) ? JsonNode.Parse(File.ReadAllText(file))!.AsObject() : []);

    public string? Find(string principal, string holder) => (string?)_keys[$"{principal}/{holder}"]?["key"];

    /// <summary>The key of a party, or of the principal itself.</summary>
    public Task<string> ForAsync(VaultClient vaultOfOperator, Func<string, VaultClient> clientWith, string principal, string holder, CancellationToken cancellation) =>
        IssueAsync(vaultOfOperator, clientWith, principal, holder, party: holder == principal ? null : holder, cancellation);

    /// <summary>The key of somebody else among the principal's own staff.</summary>
    public Task<string> OfColleagueAsync(VaultClient vaultOfOperator, Func<string, VaultClient> clientWith, string principal, string holder, CancellationToken cancellation) =>
        IssueAsync(vaultOfOperator, clientWith, principal, holder, party: null, cancellation);

    private async Task<string> IssueAsync(VaultClient vaultOfOperator, Func<string, VaultClient> clientWith, string principal, string holder, string? party, CancellationToken cancellation)
    {
        if (Find(principal, holder) is { } known && await WorksAsync(clientWith(known), principal, cancellation))
            return known;
        var issued = await vaultOfOperator.PostAsync("v1/keys", new JsonObject
        {
            ["principal"] = principal,
            ["party"] = party,
            ["name"] = $"samples: {holder}",
            ["holder"] = $"samples-{holder}", // References are unique per holder, so it stays the same from key to key.
            ["scopes"] = null,
            ["expiresAt"] = null,
        }, cancellation);
        var key = (string)issued!["key"]!;
        _keys[$"{principal}/{holder}"] = new JsonObject { ["id"] = issued["id"]?.DeepClone(), ["key"] = key };
        Save();
        return key;
    }

    private static async Task<bool> WorksAsync(VaultClient client, string principal, CancellationToken cancellation)
    {
        using var response = await client.TryAsync(HttpMethod.Get, $"v1/principals/{principal}/mandates", () => null, cancellation);
        return response.StatusCode != HttpStatusCode.Unauthorized;
    }

    private void Save()
    {
        var directory = Path.GetDirectoryName(Path.GetFullPath(_file))!;
        Directory.CreateDirectory(directory);
        var temporary = _file + ".new";
        File.Delete(temporary);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(temporary, options))
            JsonSerializer.Serialize(stream, _keys, Readable);
        File.Move(temporary, _file, overwrite: true);
    }
}
