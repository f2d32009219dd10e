using Marten;
using Weasel.Core;
using Weasel.Core.Migrations;
using Weasel.Postgresql;
using Weasel.Postgresql.Tables;

namespace EvidenceVault.Server.Ledger;

/// <summary>The ledger's tables, and the trigger that feeds it, managed with Marten's own tables as one feature that comes after them.</summary>
public sealed class LedgerTables(StoreOptions options) : FeatureSchemaBase("ledger", options.Advanced.Migrator)
{
    protected override IEnumerable<ISchemaObject> schemaObjects()
    {
        yield return Pending();
        yield return Leaves();
        yield return Tiles();
        yield return Checkpoints();
        yield return Head();
        yield return Keys();
        yield return Incidents();
        yield return Cosignatures();
        yield return Witnesses();
        yield return Timestamps();
        yield return new EnqueueTrigger(options.DatabaseSchemaName);
    }

    /// <summary>Committed events that have no leaf yet: a queue. Whoever numbers them takes them out in the same transaction.</summary>
    private Table Pending()
    {
        var table = NewTable("ledger_pending");
        table.AddColumn<long>("seq_id").AsPrimaryKey();
        table.AddColumn<Guid>("event_id").NotNull();
        table.AddColumn<DateTimeOffset>("queued_at").NotNull().DefaultValueByExpression("now()");
        return table;
    }

    /// <summary>Which event stands at which place. Holds the event's id too, so that one which is gone can be named.</summary>
    private Table Leaves()
    {
        var table = NewTable("ledger_leaf");
        table.AddColumn<long>("leaf_index").AsPrimaryKey();
        table.AddColumn<long>("seq_id").NotNull();
        table.AddColumn<Guid>("event_id").NotNull();
        table.Indexes.Add(new IndexDefinition("ledger_leaf_seq") { Columns = ["seq_id"], IsUnique = true });
        return table;
    }

    /// <summary>Hashes of the tree, 256 a row; the last of each level grows.</summary>
    private Table Tiles()
    {
        var table = NewTable("ledger_tile");
        table.AddColumn<short>("level").AsPrimaryKey();
        table.AddColumn<long>("number").AsPrimaryKey();
        table.AddColumn("hashes", "bytea").NotNull();
        return table;
    }

    /// <summary>Every checkpoint that was signed.</summary>
    private Table Checkpoints()
    {
        var table = NewTable("ledger_checkpoint");
        table.AddColumn<long>("size").AsPrimaryKey();
        table.AddColumn("note", "text").NotNull();
        table.AddColumn<DateTimeOffset>("signed_at").NotNull();
        return table;
    }

    /// <summary>One row: how large the ledger is, and the name it has had since the vault was made. Its lock lets one integrator at a time work.</summary>
    private Table Head()
    {
        var table = NewTable("ledger_head");
        table.AddColumn<short>("one").AsPrimaryKey();
        table.AddColumn<long>("size").NotNull();
        table.AddColumn<string>("origin").NotNull();
        table.AddColumn<DateTimeOffset>("opened_at").NotNull();
        return table;
    }

    /// <summary>The public keys that the ledger is and was signed with.</summary>
    private Table Keys()
    {
        var table = NewTable("ledger_key");
        table.AddColumn<string>("key").AsPrimaryKey();
        table.AddColumn<DateTimeOffset>("valid_from").NotNull();
        table.AddColumn<DateTimeOffset>("valid_until");
        return table;
    }

    /// <summary>What was found amiss, and who took note of it. Stays for good.</summary>
    private Table Incidents()
    {
        var table = NewTable("ledger_incident");
        table.AddColumn<Guid>("id").AsPrimaryKey();
        table.AddColumn<string>("kind").NotNull();
        // Which one it is, so that the same is told once.
        table.AddColumn<string>("subject").NotNull();
        table.AddColumn<DateTimeOffset>("found_at").NotNull();
        table.AddColumn<DateTimeOffset>("acknowledged_at");
        table.AddColumn<string>("acknowledged_by");
        table.Indexes.Add(new IndexDefinition("ledger_incident_subject") { Columns = ["kind", "subject"], IsUnique = true });
        return table;
    }

    /// <summary>What witnesses cosigned, each as the line of a note.</summary>
    private Table Cosignatures()
    {
        var table = NewTable("ledger_cosignature");
        table.AddColumn<long>("size").AsPrimaryKey();
        table.AddColumn<string>("witness").AsPrimaryKey();
        table.AddColumn("line", "text").NotNull();
        table.AddColumn<DateTimeOffset>("cosigned_at").NotNull();
        return table;
    }

    /// <summary>When each witness was asked last, by whichever server.</summary>
    private Table Witnesses()
    {
        var table = NewTable("ledger_witness");
        table.AddColumn<string>("witness").AsPrimaryKey();
        table.AddColumn<DateTimeOffset>("asked_at").NotNull();
        return table;
    }

    /// <summary>Timestamps of checkpoints, each as the line of a note; without a line, one that is still to be had: a queue.</summary>
    private Table Timestamps()
    {
        var table = NewTable("ledger_timestamp");
        table.AddColumn<long>("size").AsPrimaryKey();
        table.AddColumn<string>("authority").AsPrimaryKey();
        table.AddColumn<DateTimeOffset>("queued_at").NotNull();
        table.AddColumn<DateTimeOffset>("next_try").NotNull();
        table.AddColumn<int>("tries").NotNull().DefaultValueByExpression("0");
        table.AddColumn("line", "text");
        table.AddColumn<DateTimeOffset>("stamped_at");
        return table;
    }

    private Table NewTable(string name) => new(new PostgresqlObjectName(options.DatabaseSchemaName, name, SchemaUtils.IdentifierUsage.General));
}
