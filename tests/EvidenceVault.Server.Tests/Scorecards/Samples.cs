using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Intake;

namespace EvidenceVault.Server.Tests.Scorecards;

/// <summary>The sample data set in a vault of its own.</summary>
internal static class Samples
{
    public static JsonObject Read(params string[] path) => JsonNode.Parse(File.ReadAllText(Checkout.PathOf(["samples", "data", .. path])))!.AsObject();

    /// <summary>Brings in a principal's setting and all its evidence but for the bytes of exhibits.</summary>
    /// <param name="host">Where to.</param>
    /// <param name="principal">The principal.</param>
    /// <param name="withPolicy">Whether its policy is set too.</param>
    public static async Task<Desk> Load(VaultHost host, string principal, bool withPolicy = true)
    {
        using var setUp = host.Operator();
        foreach (var (party, body) in Read("parties.json"))
            (await setUp.SendAsync(HttpMethod.Put, $"/v1/parties/{party}", body!.ToJsonString())).Status.ShouldBeOneOf(HttpStatusCode.Created, HttpStatusCode.OK);
        await setUp.SendAsync(HttpMethod.Put, $"/v1/principals/{principal}", Read(principal, "principal.json").ToJsonString()).Expect(HttpStatusCode.Created);
        var staff = host.Client(await host.CreateKeyAsync(principal));
        if (withPolicy) await staff.SendAsync(HttpMethod.Put, $"/v1/principals/{principal}/policy", Read(principal, "policy.json").ToJsonString()).Expect(HttpStatusCode.Created);
        foreach (var kind in new[] { "campaigns", "mandates", "wordings", "scripts" })
            foreach (var (reference, body) in Read(principal, $"{kind}.json"))
                await staff.SendAsync(HttpMethod.Put, $"/v1/principals/{principal}/{kind}/{reference}", body!.ToJsonString()).Expect(HttpStatusCode.Created);
        var desk = new Desk(host, principal, principal, staff, staff);
        foreach (var upload in JsonNode.Parse(await File.ReadAllTextAsync(Checkout.PathOf("samples", "data", principal, "uploads.json"), TestContext.Current.CancellationToken))!.AsArray())
        {
            if ((string?)upload!["file"] is not { } file) continue;
            var uploader = (string)upload["uploader"]!;
            using var client = host.Client(uploader == principal ? await host.CreateKeyAsync(principal) : await host.CreateKeyAsync(null, uploader));
            var lines = await File.ReadAllBytesAsync(Checkout.PathOf("samples", "data", principal, file), TestContext.Current.CancellationToken);
            (await desk.Upload(lines, client)).ShouldAllBe(r => r.Status == "accepted");
        }

        return desk;
    }
}
