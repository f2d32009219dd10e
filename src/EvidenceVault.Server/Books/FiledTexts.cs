using System.Security.Cryptography;
using System.Text;
using EvidenceVault.Server.Store;

namespace EvidenceVault.Server.Books;

/// <summary>A text as it was filed, with the hash that events name it by.</summary>
public sealed record FiledText(string Sha256, string Content)
{
    /// <summary>A text with its hash: SHA-256 over its UTF-8.</summary>
    public static FiledText Of(string content) => new(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content))), content);
}

/// <summary>Finds filed texts by their hashes.</summary>
public sealed class FiledTexts(VaultDatabase database)
{
    /// <summary>The texts of a principal by these hashes.</summary>
    public async Task<IReadOnlyDictionary<string, string>> Load(string principal, IReadOnlyCollection<string> hashes, CancellationToken ct)
    {
        var texts = new Dictionary<string, string>(hashes.Count, StringComparer.Ordinal);
        if (hashes.Count == 0) return texts;
        await using var command = database.Source.CreateCommand("select sha256, content from vault.filed_text where principal = $1 and sha256 = any($2)");
        command.Parameters.Add(new() { Value = principal });
        command.Parameters.Add(new() { Value = hashes.ToArray() });
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct)) texts[reader.GetString(0)] = reader.GetString(1);
        return texts;
    }
}
