using System.Text.Json;

namespace EvidenceVault.Server.Tests.ConsumerPages;

/// <summary>What a server wrote to its directory of messages.</summary>
internal static class Messages
{
    public static IReadOnlyList<JsonElement> Read(DirectoryInfo directory) =>
        [.. directory.GetFiles("*.json").Where(f => f.Name[0] != '.').OrderBy(f => f.Name, StringComparer.Ordinal).Select(f => JsonElement.Parse(File.ReadAllText(f.FullName)))];

    /// <summary>The messages, once there are so many.</summary>
    public static async Task<IReadOnlyList<JsonElement>> Await(DirectoryInfo directory, int count)
    {
        await Webhooks.Receiver.Eventually(() => Task.FromResult(Read(directory).Count >= count));
        return Read(directory);
    }
}
