using EvidenceVault.Server.Store;
using Microsoft.Extensions.DependencyInjection;

namespace EvidenceVault.Server.Tests.Infrastructure;

/// <summary>Looks behind the server, at what it stored.</summary>
public static class VaultHostQueries
{
    /// <summary>The first column of each row, as text.</summary>
    public static async Task<IReadOnlyList<string>> Query(this VaultHost host, string sql)
    {
        await using var command = host.Services.GetRequiredService<VaultDatabase>().Source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync()) rows.Add(reader.GetString(0));
        return rows;
    }
}
