using System.Net;
using System.Text.Json;
using EvidenceVault.Server.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace EvidenceVault.Server.Tests.Hosting;

/// <summary>Sends the document's own examples to the server, and holds its answers against what the document says of them.</summary>
public sealed class OpenApiAnswerTests
{
    private const string ExampleConsumer = "0198f2c4-6f0e-7c3a-9d55-2b9c1c7d8e10";

    // In this order each finds what it needs; the operator does the first three.
    private static readonly string[] Operators = ["putPrincipal", "putParty", "issueKey"];

    private static readonly string[] Principals =
    [
        "putMandate", "putCampaign", "putWording", "putScript", "putPolicy", "putExhibit", "getPrincipal", "getParty", "getMandate", "getCampaign", "getWording",
        "getScript", "getPolicy", "getExhibit", "listKeys", "listPrincipals", "listParties", "listMandates", "listCampaigns", "listWordings", "listScripts",
        "listPolicies", "listExhibits", "searchConsumers", "getDossier", "requestPack", "listPacks", "followSuppressions", "getSuppressionKey", "acknowledgeSuppressions",
        "listAcknowledgements", "putWebhook", "getWebhook", "listWebhooks", "replayWebhook", "makeConsumerLink", "putMessageGateway", "getMessageGateway", "putAccessRequest", "getAccessRequest", "listAccessRequests", "searchAccessLog", "live", "ready",
    ];

    [Fact]
    public async Task answers_to_the_examples_are_as_described()
    {
        var clock = NodaTime.Testing.FakeClock.FromUtc(2026, 11, 1);
        await using var host = await VaultHost.StartAsync(new Dictionary<string, string> { ["Vault:PublicUrl"] = "https://kluis.example" }, services => services.AddSingleton<NodaTime.IClock>(clock));
        var document = await ServedDocument.ReadAsync(host);
        using (var operators = host.Operator())
            foreach (var id in Operators) await Try(document, operators, id, ExampleConsumer);

        using var client = host.Client(await host.CreateKeyAsync("zonkracht-energie", holder: "anna"));
        var consumer = await HandIn(document, client);
        foreach (var id in Principals) await Try(document, client, id, consumer);
    }

    // Every example of an item is taken, and so is none of them twice: the results are of both kinds.
    private static async Task<string> HandIn(ServedDocument document, HttpClient client)
    {
        var operation = document.Operations.Single(o => o.Id == "postEvidence");
        var examples = operation.Json.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("examples");
        foreach (var example in examples.EnumerateObject())
        {
            var answer = await client.SendAsync(HttpMethod.Post, operation.Example().Url, example.Value.GetProperty("value").GetRawText());
            answer.Status.ShouldBe(example.Name == "array" ? HttpStatusCode.OK : HttpStatusCode.Created, $"{example.Name}: {answer.Text}");
            document.Faults(answer.Body, operation.AnswerSchema(answer.Status)).ShouldBeEmpty($"{example.Name}: {answer.Text}");
        }

        return (await client.PostAsync("/v1/principals/zonkracht-energie/consumers/search", new { phone = "06-12345678" }).Expect(HttpStatusCode.OK))["id"]!;
    }

    private static async Task Try(ServedDocument document, HttpClient client, string id, string consumer)
    {
        var operation = document.Operations.Single(o => o.Id == id);
        var (method, url, body) = operation.Example();
        var answer = await client.SendAsync(
            method, url.Replace(ExampleConsumer, consumer, StringComparison.Ordinal), body?.Replace(ExampleConsumer, consumer, StringComparison.Ordinal));
        ((int)answer.Status).ShouldBeInRange(200, 202, $"{id}: {answer.Text}");
        document.Faults(answer.Body, operation.AnswerSchema(answer.Status)).ShouldBeEmpty($"{id}: {answer.Text}");
        if (answer.Body.TryGetProperty("items", out var items)) items.GetArrayLength().ShouldBeGreaterThan(0, id);
    }
}
