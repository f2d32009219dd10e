using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using static EvidenceVault.Server.Hosting.OpenApi.Shapes;

namespace EvidenceVault.Server.Hosting.OpenApi;

/// <summary>Describes health and metrics.</summary>
public static class OperatingDocs
{
    public const string Tag = "Operating";

    private static readonly Shape Check = Vocabularies.OneOf("ok", "fails");

    private static readonly Shape Live = Answer("The process runs.", Tells("status", Vocabularies.OneOf("live"), "Always the same.")).Named("Live");

    private static readonly Shape Readiness = Answer(
        "Whether the server can do its work.",
        Tells("status", Vocabularies.OneOf("ready", "degraded", "not-ready"), "Ready where every check is ok; degraded where all but the ledger's are."),
        Tells(
            "checks",
            Answer(
                "What was checked. A check that fails does not say why; the log does.",
                Tells("database", Check, "The database of events."),
                Tells("keys", Check, "The database of keys."),
                Tells("blobs", Check, "The store of exhibits."),
                Tells("destroyed", Check, "Whether this server has looked since it started that no key is there which was destroyed: a backup may have been put back."),
                Tells("ledger", Vocabularies.OneOf("ok", "lags", "stopped", "fails"), "The ledger: it lags where an event has waited for 10 seconds or more; `GET /ledger/state` tells why it has stopped.")),
            "What was checked.")).Named("Readiness");

    private static readonly Shape Document = new(new OpenApiSchema { Type = JsonSchemaType.Object, Description = "An OpenAPI document." });

    public static IReadOnlyList<OperationDoc> Operations { get; } =
    [
        new("live", Tag, "Whether the process runs", "For a supervisor: it says nothing about databases.")
        {
            Answers = [new(200, "It runs.", ContentDoc.OfJson(Live, """{ "status": "live" }"""))],
        },
        new("ready", Tag, "Whether the server can do its work", "It reaches its databases and the blob store, and their schema is there. Where only the ledger is behind or has stopped, it is `degraded`, and takes evidence in all the same.")
        {
            Answers =
            [
                new(200, "It can.", ContentDoc.OfJson(Readiness, """{ "status": "ready", "checks": { "database": "ok", "keys": "ok", "blobs": "ok", "destroyed": "ok", "ledger": "ok" } }""")),
                new(503, "It cannot.", ContentDoc.OfJson(Readiness, """{ "status": "not-ready", "checks": { "database": "ok", "keys": "ok", "blobs": "fails", "destroyed": "ok", "ledger": "ok" } }""")),
            ],
        },
        new("apiDocument", Tag, "This document", "OpenAPI 3.1.")
        {
            Parameters = [Requests.IfNoneMatch],
            Answers = [Requests.One("The document.", Document, """{ "openapi": "3.1.1", "info": { "title": "Evidence Vault", "version": "1" }, "paths": {} }"""), Requests.NotModified],
        },
        new("metrics", Tag, "Metrics", "In the format of Prometheus. They name types and states, never principals or consumers.")
        {
            Answers =
            [
                new(200, "The metrics.", new ContentDoc("text/plain", Kinds.Any,
                    ("example", JsonValue.Create("# TYPE vault_intake_items_total counter\nvault_intake_items_total{type=\"call.attempted\",status=\"Accepted\"} 1250\n")!))),
            ],
        },
    ];
}
