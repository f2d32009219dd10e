using System.Data.Common;
using Weasel.Core;
using Weasel.Postgresql;
using DbCommandBuilder = Weasel.Core.DbCommandBuilder;

namespace EvidenceVault.Server.Ledger;

/// <summary>The trigger on the table of events that queues them for the ledger in the commit that writes them, with its function, as one object of the schema.</summary>
/// <remarks>
/// As two objects they would not be safe: a function that differs is replaced by dropping it with all that depends on it, after the trigger was found to be as it
/// should. This one is only ever created or replaced in its place.
/// </remarks>
public sealed class EnqueueTrigger(string schema) : SchemaObjectBase(new PostgresqlObjectName(schema, "ledger_enqueue", SchemaUtils.IdentifierUsage.General))
{
    private const string Settings = "search_path=pg_catalog, pg_temp";

    private string Body => $" BEGIN INSERT INTO {schema}.ledger_pending (seq_id, event_id) SELECT seq_id, id FROM fresh; RETURN NULL; END ";

    private string Definition =>
        $"TRIGGER ledger_enqueue AFTER INSERT ON {schema}.mt_events REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION {schema}.ledger_enqueue()";

    public override void WriteCreateStatement(Migrator migrator, TextWriter writer)
    {
        // With its owner's rights: whoever may append need not be let at the queue.
        writer.WriteLine($"CREATE OR REPLACE FUNCTION {schema}.ledger_enqueue() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET {Settings} AS $${Body}$$;");
        writer.WriteLine($"CREATE OR REPLACE {Definition};");
        writer.WriteLine($"ALTER TABLE {schema}.mt_events ENABLE TRIGGER ledger_enqueue;");
    }

    public override void WriteDropStatement(Migrator rules, TextWriter writer) => writer.WriteLine($"DROP FUNCTION IF EXISTS {schema}.ledger_enqueue() CASCADE;");

    public override void ConfigureQueryCommand(DbCommandBuilder builder) => builder.Append(
        $"""

        select replace(pg_get_triggerdef(t.oid), ' FUNCTION {schema}.', ' FUNCTION '), p.prosrc,
          t.tgenabled = 'O' and p.prosecdef and p.proconfig = array['{Settings}'] and p.pronamespace = to_regnamespace('{schema}')
        from pg_trigger t join pg_proc p on p.oid = t.tgfoid
        where t.tgname = 'ledger_enqueue' and t.tgrelid = to_regclass('{schema}.mt_events');
        """);

    public override async Task<ISchemaObjectDelta> CreateDeltaAsync(DbDataReader reader, CancellationToken ct = default)
    {
        if (!await reader.ReadAsync(ct)) return new Replacing(this, SchemaPatchDifference.Create);
        // Whether the function's name comes with its schema depends on who asks.
        var same = reader.GetString(0) == $"CREATE {Definition}".Replace($" FUNCTION {schema}.", " FUNCTION ", StringComparison.Ordinal) && reader.GetString(1) == Body && reader.GetBoolean(2);
        return new Replacing(this, same ? SchemaPatchDifference.None : SchemaPatchDifference.Update);
    }

    private sealed record Replacing(ISchemaObject SchemaObject, SchemaPatchDifference Difference) : ISchemaObjectDelta
    {
        public void WriteUpdate(Migrator rules, TextWriter writer) => SchemaObject.WriteCreateStatement(rules, writer);

        public void WriteRollback(Migrator rules, TextWriter writer)
        {
            // What was there before is no trigger of ours.
        }

        public void WriteRestorationOfPreviousState(Migrator rules, TextWriter writer) => throw new NotSupportedException();
    }
}
