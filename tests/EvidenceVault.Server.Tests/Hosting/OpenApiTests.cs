using System.Text.Json;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging;
using EvidenceVault.Server.Access;
using EvidenceVault.Server.Books;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Hosting.OpenApi;
using EvidenceVault.Server.Intake;
using EvidenceVault.Server.Intake.Items;
using EvidenceVault.Server.Tests.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace EvidenceVault.Server.Tests.Hosting;

/// <summary>The OpenAPI document: kept for review, complete, and of the vocabularies that the server reads by.</summary>
public sealed class OpenApiTests
{
    private const string Accept = "EV_ACCEPT";

    private static readonly string Kept = Checkout.PathOf("ops", "docs", "openapi.json");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task what_is_served_is_what_is_kept_for_review()
    {
        var served = (await ServedDocument.ReadAsync()).Text;
        if (Environment.GetEnvironmentVariable(Accept) == "1") await File.WriteAllTextAsync(Kept, served, Cancellation);
        (await File.ReadAllTextAsync(Kept, Cancellation)).Equals(served, StringComparison.Ordinal).ShouldBeTrue(
            $"The API differs from ops/docs/openapi.json. If that is meant, run this test with {Accept}=1 and review what changed in the file.");
    }

    [Fact]
    public async Task a_client_that_has_the_document_is_told_so()
    {
        var host = await VaultHost.SharedAsync();
        using var client = host.Client();
        var tag = (await client.ReadAsync("/openapi/v1.json")).Headers.ETag!;
        (await client.SendAsync(HttpMethod.Get, "/openapi/v1.json", null, change: r => r.Headers.IfNoneMatch.Add(tag))).Status.ShouldBe(System.Net.HttpStatusCode.NotModified);
        (await client.ReadAsync("/openapi/v2.json")).Code.ShouldBe(ProblemCodes.NotFound);
    }

    [Fact]
    public async Task it_says_nothing_of_the_machine()
    {
        var document = await ServedDocument.ReadAsync();
        document.Root.GetProperty("openapi").GetString().ShouldStartWith("3.1");
        document.Root.GetProperty("servers").EnumerateArray().Select(s => s.GetProperty("url").GetString()).ShouldBe(["/"]);
        foreach (var word in new[] { "localhost", "127.0.0.1", Checkout.Root }) document.Text.ShouldNotContain(word);
    }

    [Fact]
    public async Task every_endpoint_is_in_it_with_an_example_and_its_problem_codes()
    {
        var document = await ServedDocument.ReadAsync();
        var host = await VaultHost.SharedAsync();
        var expected = new List<string>();
        foreach (var endpoint in VaultDocument.Endpoints(host.Services))
        {
            var name = endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName;
            name.ShouldNotBeNullOrEmpty(endpoint.DisplayName);
            foreach (var method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"])
                expected.Add($"{method} /{string.Join('/', endpoint.RoutePattern.RawText!.Replace("{**", "{", StringComparison.Ordinal).Split('/', StringSplitOptions.RemoveEmptyEntries))}");
        }

        document.Operations.Select(o => o.Address).Order(StringComparer.Ordinal).ShouldBe(expected.Order(StringComparer.Ordinal));
        document.Operations.Select(o => o.Id).ShouldBeUnique();
        foreach (var operation in document.Operations)
        {
            operation.Json.GetProperty("tags").GetArrayLength().ShouldBe(1, operation.Id);
            operation.Json.GetProperty("summary").GetString().ShouldNotBeNullOrEmpty(operation.Id);
            (operation.Json.GetRawText().Contains("\"example\":", StringComparison.Ordinal) || operation.Json.GetRawText().Contains("\"examples\":", StringComparison.Ordinal))
                .ShouldBeTrue($"{operation.Id} has no example");
            operation.Codes.ShouldNotBeEmpty(operation.Id);
        }
    }

    [Fact]
    public async Task every_operation_says_which_key_it_needs()
    {
        var document = await ServedDocument.ReadAsync();
        var host = await VaultHost.SharedAsync();
        foreach (var endpoint in VaultDocument.Endpoints(host.Services))
        {
            var rule = endpoint.Metadata.GetRequiredMetadata<AccessRule>();
            var name = endpoint.Metadata.GetRequiredMetadata<IEndpointNameMetadata>().EndpointName;
            var operation = document.Operations.Single(o => o.Id == name);
            operation.Codes.Contains(ProblemCodes.Unauthenticated).ShouldBe(!rule.Anonymous, name);
            operation.Json.GetProperty("security")[0].TryGetProperty(OperationWriter.Scheme, out var scopes).ShouldBe(!rule.Anonymous, name);
            if (!rule.Anonymous) scopes.EnumerateArray().Select(s => s.GetString()).ShouldBe(rule.Scope is null ? [] : [rule.Scope], name);
        }
    }

    [Fact]
    public async Task every_enum_is_the_vocabulary_of_its_name()
    {
        var document = await ServedDocument.ReadAsync();
        var words = typeof(Rulebook).Assembly.GetExportedTypes().Concat(typeof(ItemReader).Assembly.GetExportedTypes()).Where(type => type.IsEnum)
            .ToDictionary(type => type.Name, type => Enum.GetNames(type).Select(JsonNamingPolicy.KebabCaseLower.ConvertName).ToArray());
        var codes = typeof(ProblemCodes).GetFields().Select(field => (string)field.GetRawConstantValue()!).ToArray();
        words["ProblemCode"] = codes;
        words["Scope"] = [.. Scopes.OfPrincipal];
        words["Rule"] = [.. Rulebook.Rules.Concat<RulebookEntry>(Rulebook.OnDossiers).Select(rule => rule.Name)];
        words["ContradictionCode"] = [.. ContradictionTexts.Codes];
        words["FactType"] = [.. Domain.Dossiers.FactTypes.All.Values];
        var described = document.Schemas.Where(schema => schema.Value.TryGetProperty("enum", out _)).ToList();
        foreach (var (name, schema) in described) Words(schema).ShouldBe(words[name], ignoreOrder: true, name);

        // Each word that an item can hold is described; CorrectionMove is the vault's own.
        described.Select(schema => schema.Name).ShouldBeSubsetOf(words.Keys);
        typeof(CallAttempted).Assembly.GetExportedTypes().Where(type => type.IsEnum && type.Namespace == typeof(CallAttempted).Namespace && type != typeof(CorrectionMove))
            .Select(type => type.Name).ShouldBeSubsetOf(described.Select(schema => schema.Name));
        foreach (var operation in document.Operations) operation.Codes.ShouldBeSubsetOf(codes, operation.Id);
    }

    [Fact]
    public async Task every_item_type_is_described_and_its_example_is_one_that_the_reader_takes()
    {
        var document = await ServedDocument.ReadAsync();
        var host = await VaultHost.SharedAsync();
        await ServedDocument.CreateExamplePartyAsync(host);
        document.Schema("EvidenceItem").GetProperty("discriminator").GetProperty("mapping").EnumerateObject().Select(type => type.Name)
            .ShouldBe(ItemReader.TypeNames, ignoreOrder: true);
        var examples = document.Operation("postEvidence").GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("examples")
            .EnumerateObject().Where(example => ItemReader.TypeNames.Contains(example.Name)).ToDictionary(e => e.Name, e => e.Value.GetProperty("value"));
        examples.Keys.ShouldBe(ItemReader.TypeNames, ignoreOrder: true);
        foreach (var (type, example) in examples)
        {
            var parties = new NamedParties(host.Services.GetRequiredService<Parties>(), "zonkracht-energie", allowed: null);
            await parties.Learn(example, Cancellation);
            var errors = new List<FieldError>();
            var item = ItemReader.Read(example, new ItemContext("zonkracht-energie", "zonkracht-energie", "test", parties, NodaTime.SystemClock.Instance), errors);
            errors.ShouldBeEmpty(type);
            item!.Type.ShouldBe(type);
        }
    }

    private static IEnumerable<string> Words(JsonElement schema) => schema.GetProperty("enum").EnumerateArray().Select(word => word.GetString()!);
}
