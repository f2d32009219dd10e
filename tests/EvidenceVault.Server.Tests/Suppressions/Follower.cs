using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Intake;

namespace EvidenceVault.Server.Tests.Suppressions;

/// <summary>Somebody who follows a principal's feed of suppressions.</summary>
internal sealed class Follower(Desk desk, HttpClient client)
{
    private byte[]? _key;

    public string Path => $"{desk.P}/suppressions";

    /// <summary>The hash by which this one is told of a number.</summary>
    public async Task<string> HashOf(string phone)
    {
        _key ??= Convert.FromBase64String((await client.ReadAsync($"{Path}/key").Expect(HttpStatusCode.OK))["key"]!);
        return Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(phone)));
    }

    public async Task<(IReadOnlyList<JsonElement> Items, string Next, bool More)> Read(string? since = null, int limit = 1000)
    {
        var answer = await client.ReadAsync($"{Path}?limit={limit}{(since is null ? "" : $"&since={since}")}").Expect(HttpStatusCode.OK);
        return ([.. answer.Body.GetProperty("items").EnumerateArray()], answer["next"]!, answer.Body.GetProperty("more").GetBoolean());
    }

    public Task<Answer> Acknowledge(string cursor, string? at = null) =>
        client.PostAsync($"{Path}/acknowledgements", at is null ? new { cursor } : new { cursor, at });

    public static JsonObject Withdrawal(string phone, string? reference = null, string occurredAt = "2026-03-03T10:15:00+01:00") => new()
    {
        ["type"] = "consent.withdrawn",
        ["ref"] = reference ?? Desk.Ref("W"),
        ["occurredAt"] = occurredAt,
        ["consumer"] = new JsonObject { ["phone"] = phone },
        ["via"] = "phone",
    };

    public static JsonObject Objection(string phone, string? reference = null) => Withdrawal(phone, reference).With("/type", "objection.registered");
}
