using Marten;
using Weasel.Core;
using Weasel.Core.Migrations;
using Weasel.Postgresql;
using Weasel.Postgresql.Tables;

namespace EvidenceVault.Server.Store;

/// <summary>The vault's own tables beside Marten's, managed with them as one feature.</summary>
public sealed class VaultTables(StoreOptions options) : FeatureSchemaBase("vault_tables", options.Advanced.Migrator)
{
    protected override IEnumerable<ISchemaObject> schemaObjects()
    {
        yield return IdentityCards();
        yield return EmailsOfConsumers();
        yield return ExhibitsOfConsumers();
        yield return Texts();
        yield return ApiKeys();
        yield return Packs();
        yield return ExhibitUploads();
        yield return ExhibitParts();
        yield return EvidenceUploads();
        yield return Clearances();
        yield return JudgingDue();
        yield return JudgedBooks();
        yield return JudgedDossiers();
        yield return JudgedCalls();
        yield return ConsentsInUse();
        yield return ScorecardCounts();
        yield return ScorecardDays();
        yield return Suppressions();
        yield return SuppressionReaders();
        yield return SuppressionAcknowledgements();
        yield return ExhibitRetention();
        yield return ConsumerTerms();
        yield return RetentionHolds();
        yield return HoldAnchors();
        yield return Inquiries();
        yield return Erasures();
        yield return ContractEnds();
        yield return DoneSteps();
        yield return Webhooks();
        yield return WebhookDeliveries();
        yield return ConsumerLinks();
        yield return AccessLog();
        yield return AccessRequests();
        yield return ConsumerCodes();
        yield return MessageGateways();
    }

    /// <summary>One row per consumer and principal: the keyed index of the number, and the card under the consumer's key.</summary>
    private Table IdentityCards()
    {
        var table = NewTable("identity_card");
        table.AddColumn<string>("principal").AsPrimaryKey();
        table.AddColumn("number_mac", "bytea").AsPrimaryKey();
        table.AddColumn<Guid>("consumer").NotNull();
        table.AddColumn("card", "bytea").NotNull();
        // Whether the number is one of another country: judging asks it of many at once, without opening their cards.
        table.AddColumn<bool>("is_foreign").NotNull().DefaultValueByExpression("false");
        // How many different names were stated for it: contradictions over a campaign ask it of all numbers called.
        table.AddColumn<int>("names").NotNull().DefaultValue(0);
        // Whether it is for an inquiry and the person alone (AVG 18).
        table.AddColumn<bool>("is_restricted").NotNull().DefaultValueByExpression("false");
        // When the terms of all facts had ended and the card went; null: they have not, or the person was erased.
        table.AddColumn<DateTimeOffset>("expired_at");
        table.Indexes.Add(new IndexDefinition("identity_card_consumer") { Columns = ["principal", "consumer"] });
        table.Indexes.Add(new IndexDefinition("identity_card_names") { Columns = ["principal"], Predicate = "names > 1" });
        return table;
    }

    /// <summary>For which consumers a mail address was stated, by the keyed index of the address. Goes with the card.</summary>
    private Table EmailsOfConsumers()
    {
        var table = NewTable("email_of_consumer");
        table.AddColumn<string>("principal").AsPrimaryKey();
        table.AddColumn("email_mac", "bytea").AsPrimaryKey();
        table.AddColumn<Guid>("consumer").AsPrimaryKey();
        table.Indexes.Add(new IndexDefinition("email_of_consumer_consumer") { Columns = ["principal", "consumer"] });
        return table;
    }

    /// <summary>Which exhibits name a consumer, or are cited by facts about one. Can be rebuilt from the exhibits' streams and the dossiers.</summary>
    private Table ExhibitsOfConsumers()
    {
        var table = NewTable("exhibit_of_consumer");
        table.AddColumn<string>("principal").AsPrimaryKey();
        table.AddColumn<Guid>("consumer").AsPrimaryKey();
        table.AddColumn<string>("exhibit").AsPrimaryKey();
        table.Indexes.Add(new IndexDefinition("exhibit_of_consumer_exhibit") { Columns = ["principal", "exhibit"] });
        return table;
    }

    /// <summary>The texts of wordings and scripts by their hash, which is what the events hold.</summary>
    private Table Texts()
    {
        var table = NewTable("filed_text");
        table.AddColumn<string>("principal").AsPrimaryKey();
        table.AddColumn<string>("sha256").AsPrimaryKey();
        table.AddColumn("content", "text").NotNull();
        return table;
    }

    /// <summary>API keys by their id; of the secret only a hash.</summary>
    private Table ApiKeys()
    {
        var table = NewTable("api_key");
        table.AddColumn<string>("id").AsPrimaryKey();
        table.AddColumn("secret_hash", "bytea").NotNull();
        table.AddColumn<string>("principal");
        table.AddColumn<string>("party");
        table.AddColumn<string>("name").NotNull();
        table.AddColumn<string>("holder");
        table.AddColumn("scopes", "text[]").NotNull();
        table.AddColumn<DateTimeOffset>("created_at").NotNull();
        table.AddColumn<string>("created_by").NotNull();
        table.AddColumn<DateTimeOffset>("expires_at");
        table.AddColumn<DateTimeOffset>("revoked_at");
        table.Indexes.Add(new IndexDefinition("api_key_principal") { Columns = ["principal"] });
        return table;
    }

    /// <summary>The work of making packs: what is open, when it is due next, how often it was tried. The facts about packs stand on their streams.</summary>
    private Table Packs()
    {
        var table = NewTable("pack");
        table.AddColumn<string>("principal").AsPrimaryKey();
        table.AddColumn<string>("id").AsPrimaryKey();
        table.AddColumn<DateTimeOffset>("requested_at").NotNull();
        table.AddColumn<DateTimeOffset>("due_at").NotNull();
        table.AddColumn<int>("attempts").NotNull().DefaultValue(0);
        table.AddColumn<bool>("is_open").NotNull();
        table.AddColumn<bool>("is_deleted").NotNull().DefaultValueByExpression("false");
        // How often its deletion failed.
        table.AddColumn<int>("deletions_failed").NotNull().DefaultValue(0);
        // How far the making has come: of a campaign pack.
        table.AddColumn<long>("steps_done").NotNull().DefaultValue(0);
        table.AddColumn<long>("steps").NotNull().DefaultValue(0);
        table.Indexes.Add(new IndexDefinition("pack_open") { Columns = ["due_at"], Predicate = "is_open" });
        table.Indexes.Add(new IndexDefinition("pack_requested") { Columns = ["principal", "requested_at", "id"] });
        table.Indexes.Add(new IndexDefinition("pack_id") { Columns = ["id"], IsUnique = true });
        return table;
    }

    /// <summary>Blobs being uploaded, which nothing cites yet. What stays here for long was cut off by a crash, and is swept.</summary>
    private Table ExhibitUploads()
    {
        var table = NewTable("exhibit_upload");
        table.AddColumn<string>("blob").AsPrimaryKey();
        table.AddColumn<string>("principal").NotNull();
        table.AddColumn<string>("exhibit").NotNull();
        table.AddColumn<DateTimeOffset>("started_at").NotNull();
        table.Indexes.Add(new IndexDefinition("exhibit_upload_started_at") { Columns = ["started_at"] });
        return table;
    }

    /// <summary>Parts of resumable uploads, a blob each, until the whole is stored or given up. They follow each other from byte 0 without gaps.</summary>
    private Table ExhibitParts()
    {
        var table = NewTable("exhibit_part");
        table.AddColumn<string>("principal").AsPrimaryKey();
        table.AddColumn<string>("exhibit").AsPrimaryKey();
        table.AddColumn<long>("from_byte").AsPrimaryKey();
        table.AddColumn<long>("byte_count").NotNull();
        table.AddColumn<string>("blob").NotNull();
        table.AddColumn<DateTimeOffset>("received_at").NotNull();
        return table;
    }

    /// <summary>How uploads of evidence stand, or ended. Counts only.</summary>
    private Table EvidenceUploads()
    {
        var table = NewTable("evidence_upload");
        table.AddColumn<Guid>("id").AsPrimaryKey();
        table.AddColumn<string>("principal").NotNull();
        table.AddColumn<string>("holder").NotNull();
        table.AddColumn<int>("format").NotNull();
        table.AddColumn<bool>("dry_run").NotNull();
        table.AddColumn<int>("state").NotNull();
        table.AddColumn<DateTimeOffset>("started_at").NotNull();
        table.AddColumn<DateTimeOffset>("updated_at").NotNull();
        foreach (var count in new[] { "lines", "accepted", "duplicate", "rejected", "bytes" }) table.AddColumn<long>(count).NotNull();
        table.AddColumn<long>("total_bytes");
        table.Indexes.Add(new IndexDefinition("evidence_upload_of") { Columns = ["principal", "id"] });
        table.Indexes.Add(new IndexDefinition("evidence_upload_started_at") { Columns = ["started_at"] });
        return table;
    }

    /// <summary>Which number a clearance was asked for, by its keyed index: the decision itself is an event, which names nobody.</summary>
    private Table Clearances()
    {
        var table = NewTable("clearance");
        table.AddColumn<string>("principal").AsPrimaryKey();
        table.AddColumn<string>("id").AsPrimaryKey();
        table.AddColumn<Guid>("event_id").NotNull();
        // Empty once whoever had the number is gone.
        table.AddColumn("number_mac", "bytea").NotNull();
        // Whose number it was, once that consumer is gone: nothing else tells it any more.
        table.AddColumn<Guid>("consumer");
        table.Indexes.Add(new IndexDefinition("clearance_number") { Columns = ["principal", "number_mac"], Predicate = "consumer is null" });
        return table;
    }

    /// <summary>
    /// Dossiers to be judged again, written in the transaction that gives the reason. It only grows until the judging takes rows away: one consumer may
    /// stand in it often, so that no write ever waits for another one, or for the judging.
    /// </summary>
    private Table JudgingDue()
    {
        var table = NewTable("judging_due");
        table.AddColumn<int>("shard").NotNull();
        table.AddColumn<string>("principal").NotNull();
        table.AddColumn<Guid>("consumer").NotNull();
        table.AddColumn<DateTimeOffset>("since").NotNull();
        table.Indexes.Add(new IndexDefinition("judging_due_since") { Columns = ["shard", "since"] });
        table.Indexes.Add(new IndexDefinition("judging_due_consumer") { Columns = ["principal", "consumer"] });
        return table;
    }

    /// <summary>What each principal's dossiers are to be judged by. A change of it is a new generation, of which all of them are due.</summary>
    private Table JudgedBooks()
    {
        var table = NewTable("judged_book");
        table.AddColumn<string>("principal").AsPrimaryKey();
        table.AddColumn<long>("book").NotNull();
        table.AddColumn<long>("parties").NotNull();
        table.AddColumn<string>("rules").NotNull();
        // The first day of the policy in force, by which retention counts.
        table.AddColumn("policy_from", "date").NotNull().DefaultValueByExpression("'0001-01-01'");
        table.AddColumn<long>("generation").NotNull();
        return table;
    }

    /// <summary>Dossiers as they were last judged.</summary>
    private Table JudgedDossiers()
    {
        var table = NewTable("judged_dossier");
        table.AddColumn<string>("principal").AsPrimaryKey();
        table.AddColumn<Guid>("consumer").AsPrimaryKey();
        table.AddColumn<int>("shard").NotNull();
        table.AddColumn<long>("generation").NotNull();
        table.AddColumn<DateTimeOffset>("judged_at").NotNull();
        table.AddColumn<DateTimeOffset>("changes_at");
        table.AddColumn("findings", "text[]").NotNull();
        table.AddColumn("contradictions", "text[]").NotNull();
        table.Indexes.Add(new IndexDefinition("judged_dossier_generation") { Columns = ["principal", "shard", "generation"] });
        table.Indexes.Add(new IndexDefinition("judged_dossier_changes_at") { Columns = ["shard", "changes_at"], Predicate = "changes_at is not null" });
        return table;
    }

    /// <summary>Calls as they were last judged. Codes only; what counts is what their dossiers come to when judged afresh.</summary>
    private Table JudgedCalls()
    {
        var table = NewTable("judged_call");
        table.AddColumn<string>("principal").AsPrimaryKey();
        table.AddColumn<Guid>("consumer").AsPrimaryKey();
        table.AddColumn<Guid>("call").AsPrimaryKey();
        table.AddColumn<DateTimeOffset>("started_at").NotNull();
        table.AddColumn("day", "date").NotNull();
        table.AddColumn<string>("campaign").NotNull();
        table.AddColumn<string>("party").NotNull();
        table.AddColumn<bool>("is_dialled").NotNull();
        table.AddColumn<bool>("is_conversation").NotNull();
        foreach (var word in new[] { "permission", "conduct", "basis", "proof", "nature" }) table.AddColumn<string>(word).NotNull();
        table.AddColumn<int>("hours_after_withdrawal");
        table.AddColumn("marks", "text[]").NotNull();
        table.AddColumn("reasons", "text[]").NotNull();
        table.Indexes.Add(new IndexDefinition("judged_call_started") { Columns = ["principal", "started_at", "call"] });
        table.Indexes.Add(new IndexDefinition("judged_call_campaign") { Columns = ["principal", "campaign", "started_at", "call"] });
        table.Indexes.Add(new IndexDefinition("judged_call_party") { Columns = ["principal", "party", "started_at", "call"] });
        table.Indexes.Add(new IndexDefinition("judged_call_withdrawn") { Columns = ["principal", "campaign", "party"], Predicate = "hours_after_withdrawal is not null" });
        return table;
    }

    /// <summary>Consents as the calls of one party for one campaign relied on them, as last judged; kept with the judged calls, in the same transaction.</summary>
    private Table ConsentsInUse()
    {
        var table = NewTable("consent_in_use");
        table.AddColumn<string>("principal").AsPrimaryKey();
        table.AddColumn<Guid>("consumer").AsPrimaryKey();
        table.AddColumn<Guid>("consent").AsPrimaryKey();
        table.AddColumn<string>("campaign").AsPrimaryKey();
        table.AddColumn<string>("caller").AsPrimaryKey();
        foreach (var instant in new[] { "first_call_at", "granted_at", "recorded_at" }) table.AddColumn<DateTimeOffset>(instant).NotNull();
        table.AddColumn("day", "date").NotNull();
        foreach (var word in new[] { "collector", "method", "wording", "uploaded_by", "verified_by" }) table.AddColumn<string>(word).NotNull();
        // The principal is not their first column: until the table is analysed, PostgreSQL would find people by it, and read all that a principal has.
        table.Indexes.Add(new IndexDefinition("consent_in_use_campaign") { Columns = ["campaign", "principal", "first_call_at"] });
        table.Indexes.Add(new IndexDefinition("consent_in_use_caller") { Columns = ["caller", "principal", "first_call_at"] });
        return table;
    }

    /// <summary>How often each result was had, by campaign, party and month: kept with the judged calls, in the same transaction.</summary>
    private Table ScorecardCounts()
    {
        var table = NewTable("scorecard_count");
        table.AddColumn<string>("principal").AsPrimaryKey();
        table.AddColumn<string>("campaign").AsPrimaryKey();
        table.AddColumn<string>("party").AsPrimaryKey();
        table.AddColumn("month", "date").AsPrimaryKey();
        table.AddColumn<string>("rule").AsPrimaryKey();
        table.AddColumn<string>("result").AsPrimaryKey();
        table.AddColumn<string>("proof").AsPrimaryKey();
        table.AddColumn<long>("attempts").NotNull();
        table.AddColumn<long>("conversations").NotNull();
        table.Indexes.Add(new IndexDefinition("scorecard_count_party") { Columns = ["principal", "party", "month"] });
        return table;
    }

    /// <summary>Outbound attempts by party and local day, to be laid beside what diallers announced; kept likewise.</summary>
    private Table ScorecardDays()
    {
        var table = NewTable("scorecard_day");
        table.AddColumn<string>("principal").AsPrimaryKey();
        table.AddColumn<string>("party").AsPrimaryKey();
        table.AddColumn("day", "date").AsPrimaryKey();
        table.AddColumn<long>("attempts").NotNull();
        return table;
    }

    /// <summary>The feed of suppressions, filled by the lanes. Whose number it is stands as the keyed index only.</summary>
    private Table Suppressions()
    {
        var table = NewTable("suppression");
        table.AddColumn<string>("principal").AsPrimaryKey();
        table.AddColumn<Guid>("event_id").AsPrimaryKey();
        // Its place in the principal's feed, from 1; null until it was given one.
        table.AddColumn<long>("position");
        table.AddColumn<Guid>("consumer").NotNull();
        // Empty once the consumer is gone.
        table.AddColumn("number_mac", "bytea").NotNull();
        table.AddColumn<int>("kind").NotNull();
        table.AddColumn<DateTimeOffset>("occurred_at").NotNull();
        table.AddColumn<DateTimeOffset>("recorded_at").NotNull();
        // Which of those recorded at the same instant it was.
        table.AddColumn<int>("place").NotNull();
        table.AddColumn<string>("uploaded_by").NotNull();
        table.AddColumn<string>("ref_mac").NotNull();
        table.AddColumn<string>("campaign");
        // JSON.
        table.AddColumn<string>("products");
        table.AddColumn<bool>("one_consent").NotNull();
        table.AddColumn<Guid>("corrects");
        // Once the number is erased: its hash under each party's key, as JSON.
        table.AddColumn<string>("number_hashes");
        table.Indexes.Add(new IndexDefinition("suppression_position") { Columns = ["principal", "position"], IsUnique = true });
        table.Indexes.Add(new IndexDefinition("suppression_consumer") { Columns = ["principal", "consumer"] });
        table.Indexes.Add(new IndexDefinition("suppression_unplaced") { Columns = ["principal"], Predicate = "position is null" });
        return table;
    }

    /// <summary>How far each party has processed the feed, and how soon. Follows from the parties' streams and the feed.</summary>
    private Table SuppressionReaders()
    {
        var table = NewTable("suppression_reader");
        table.AddColumn<string>("principal").AsPrimaryKey();
        table.AddColumn<string>("party").AsPrimaryKey();
        table.AddColumn<long>("position").NotNull();
        table.AddColumn<DateTimeOffset>("acknowledged_at").NotNull();
        table.AddColumn<DateTimeOffset>("recorded_at").NotNull();
        // Of suppressions made while it was in the chain.
        foreach (var figure in new[] { "in_time", "late", "longest_seconds" }) table.AddColumn<long>(figure).NotNull();
        return table;
    }

    /// <summary>Each acknowledgement by the place it reached.</summary>
    private Table SuppressionAcknowledgements()
    {
        var table = NewTable("suppression_acknowledgement");
        table.AddColumn<string>("principal").AsPrimaryKey();
        table.AddColumn<string>("party").AsPrimaryKey();
        table.AddColumn<long>("position").AsPrimaryKey();
        table.AddColumn<DateTimeOffset>("acknowledged_at").NotNull();
        table.AddColumn<DateTimeOffset>("recorded_at").NotNull();
        return table;
    }

    /// <summary>Until when exhibits are kept, and how far their deletion is. Follows from their streams, the dossiers and the books, but for claims under way.</summary>
    private Table ExhibitRetention()
    {
        var table = NewTable("exhibit_retention");
        table.AddColumn<string>("principal").AsPrimaryKey();
        table.AddColumn<string>("exhibit").AsPrimaryKey();
        table.AddColumn<Guid>("consumer");
        table.AddColumn<int>("kind").NotNull();
        table.AddColumn<long>("size").NotNull();
        table.AddColumn<DateTimeOffset>("recorded_at").NotNull();
        // The last call that relied on what it proves.
        table.AddColumn<DateTimeOffset>("relied_at");
        // By what holds find it.
        table.AddColumn("anchors", "text[]").NotNull();
        table.AddColumn<int>("state").NotNull();
        table.AddColumn<DateTimeOffset>("due_at");
        // When to look at it next: when it is due, and later where a hold kept it or the storage failed.
        table.AddColumn<DateTimeOffset>("next_at");
        table.AddColumn<int>("term");
        table.AddColumn<Guid>("trigger");
        table.AddColumn<Guid>("policy");
        table.AddColumn<long>("generation").NotNull();
        table.AddColumn<DateTimeOffset>("claimed_at");
        table.AddColumn<int>("attempts").NotNull().DefaultValue(0);
        table.AddColumn<string>("fault");
        table.Indexes.Add(new IndexDefinition("exhibit_retention_next") { Columns = ["next_at"], Predicate = "state < 2" });
        table.Indexes.Add(new IndexDefinition("exhibit_retention_due") { Columns = ["principal", "due_at", "exhibit"], Predicate = "state < 2" });
        table.Indexes.Add(new IndexDefinition("exhibit_retention_consumer") { Columns = ["principal", "consumer"] });
        table.Indexes.Add(new IndexDefinition("exhibit_retention_unnamed") { Columns = ["principal", "generation"], Predicate = "consumer is null and state = 0" });
        table.Indexes.Add(new IndexDefinition("exhibit_retention_gone") { Columns = ["principal", "exhibit"], Predicate = "state > 0" });
        table.Indexes.Add(new IndexDefinition("exhibit_retention_claimed") { Columns = ["principal", "exhibit"], Predicate = "state = 1" });
        return table;
    }

    /// <summary>Until when it is kept who consumers are. Follows from the dossiers and the books.</summary>
    private Table ConsumerTerms()
    {
        var table = NewTable("consumer_term");
        table.AddColumn<string>("principal").AsPrimaryKey();
        table.AddColumn<Guid>("consumer").AsPrimaryKey();
        table.AddColumn<DateTimeOffset>("due_at");
        // When to look at it next: when it is due, and later where something keeps it.
        table.AddColumn<DateTimeOffset>("next_at");
        table.AddColumn<int>("term").NotNull();
        table.AddColumn<Guid>("trigger");
        table.AddColumn<Guid>("policy");
        table.AddColumn<long>("generation").NotNull();
        table.AddColumn<bool>("is_gone").NotNull().DefaultValueByExpression("false");
        table.Indexes.Add(new IndexDefinition("consumer_term_next") { Columns = ["next_at"], Predicate = "not is_gone" });
        table.Indexes.Add(new IndexDefinition("consumer_term_due") { Columns = ["principal", "due_at"], Predicate = "not is_gone" });
        return table;
    }

    /// <summary>Holds as they stand. Follows from their streams, but for when they first kept something past its term.</summary>
    private Table RetentionHolds()
    {
        var table = NewTable("retention_hold");
        table.AddColumn<string>("principal").AsPrimaryKey();
        table.AddColumn<string>("ref").AsPrimaryKey();
        // As anchors, so that they can be laid beside a thing's.
        table.AddColumn("campaigns", "text[]");
        table.AddColumn("parties", "text[]");
        table.AddColumn<DateTimeOffset>("from_at");
        table.AddColumn<DateTimeOffset>("to_at");
        table.AddColumn<bool>("keeps_past_term").NotNull();
        table.AddColumn<DateTimeOffset>("conflict_since");
        // Until when what it keeps past its term may be used; null: it keeps nothing so yet.
        table.AddColumn<DateTimeOffset>("usable_until");
        return table;
    }

    /// <summary>By what holds that stand are found.</summary>
    private Table HoldAnchors()
    {
        var table = NewTable("hold_anchor");
        table.AddColumn<string>("principal").AsPrimaryKey();
        table.AddColumn<string>("anchor").AsPrimaryKey();
        table.AddColumn<string>("hold").AsPrimaryKey();
        table.Indexes.Add(new IndexDefinition("hold_anchor_hold") { Columns = ["principal", "hold"] });
        return table;
    }

    /// <summary>The case files there are. The facts stand on their streams.</summary>
    private Table Inquiries()
    {
        var table = NewTable("inquiry");
        table.AddColumn<string>("principal").AsPrimaryKey();
        table.AddColumn<string>("ref").AsPrimaryKey();
        return table;
    }

    /// <summary>Erasures under way. The facts stand on their streams.</summary>
    private Table Erasures()
    {
        var table = NewTable("erasure");
        table.AddColumn<string>("principal").AsPrimaryKey();
        table.AddColumn<Guid>("consumer").AsPrimaryKey();
        table.AddColumn<int>("state").NotNull();
        // When what stands against it may have ended.
        table.AddColumn<DateTimeOffset>("next_at");
        table.AddColumn<DateTimeOffset>("erased_at");
        table.Indexes.Add(new IndexDefinition("erasure_next") { Columns = ["next_at"], Predicate = "next_at is not null" });
        table.Indexes.Add(new IndexDefinition("erasure_erased") { Columns = ["erased_at"], Predicate = "erased_at is not null" });
        return table;
    }

    /// <summary>Ends of contracts, and how far the destruction is. The facts stand on their streams.</summary>
    private Table ContractEnds()
    {
        var table = NewTable("contract_end");
        table.AddColumn<string>("principal").AsPrimaryKey();
        table.AddColumn<int>("state").NotNull();
        table.AddColumn<DateTimeOffset>("next_at");
        table.AddColumn<DateTimeOffset>("keys_gone_at");
        foreach (var count in (string[])["consumers", "files", "exhibits", "packs", "annexes", "annex_count"]) table.AddColumn<long>(count).NotNull().DefaultValue(0);
        table.Indexes.Add(new IndexDefinition("contract_end_next") { Columns = ["next_at"], Predicate = "next_at is not null" });
        return table;
    }

    /// <summary>Steps of an upgrade that were done, each once for a vault.</summary>
    private Table DoneSteps()
    {
        var table = NewTable("done_step");
        table.AddColumn<string>("step").AsPrimaryKey();
        return table;
    }

    /// <summary>Where parties are told of new suppressions. The secret is sealed with the principal's key.</summary>
    private Table Webhooks()
    {
        var table = NewTable("webhook");
        table.AddColumn<string>("principal").AsPrimaryKey();
        table.AddColumn<string>("party").AsPrimaryKey();
        table.AddColumn<string>("id").AsPrimaryKey();
        table.AddColumn<string>("url").NotNull();
        // Up to where in the feed there are deliveries for it.
        table.AddColumn<long>("position").NotNull();
        table.AddColumn<DateTimeOffset>("created_at").NotNull();
        table.AddColumn("secret", "bytea").NotNull();
        return table;
    }

    /// <summary>What is sent to webhooks, until it was taken or is dead.</summary>
    private Table WebhookDeliveries()
    {
        var table = NewTable("webhook_delivery");
        table.AddColumn<string>("principal").AsPrimaryKey();
        table.AddColumn<string>("party").AsPrimaryKey();
        table.AddColumn<string>("webhook").AsPrimaryKey();
        table.AddColumn<string>("id").AsPrimaryKey();
        table.AddColumn<Guid>("event_id").NotNull();
        table.AddColumn<long>("position").NotNull();
        table.AddColumn<int>("state").NotNull();
        table.AddColumn<int>("attempts").NotNull();
        table.AddColumn<DateTimeOffset>("due_at").NotNull();
        table.AddColumn<DateTimeOffset>("last_attempt_at");
        table.AddColumn<int>("last_status");
        table.Indexes.Add(new IndexDefinition("webhook_delivery_due") { Columns = ["principal", "party", "webhook", "due_at"], Predicate = "state = 0" });
        table.Indexes.Add(new IndexDefinition("webhook_delivery_position") { Columns = ["principal", "party", "webhook", "position"] });
        return table;
    }

    /// <summary>Who looked at what. Follows from the events <c>access.noted</c>, <c>exhibit.read</c> and <c>pack.read</c>.</summary>
    private Table AccessLog()
    {
        var table = NewTable("access_log");
        table.AddColumn<string>("principal").AsPrimaryKey();
        table.AddColumn<Guid>("id").AsPrimaryKey();
        table.AddColumn<DateTimeOffset>("at").NotNull();
        table.AddColumn<int>("kind").NotNull();
        table.AddColumn<string>("key_id").NotNull();
        table.AddColumn<string>("holder");
        table.AddColumn<string>("party").NotNull();
        table.AddColumn<Guid>("consumer");
        table.AddColumn<string>("exhibit");
        table.AddColumn<string>("pack");
        table.AddColumn<string>("reason");
        table.Indexes.Add(new IndexDefinition("access_log_at") { Columns = ["principal", "at", "id"] });
        table.Indexes.Add(new IndexDefinition("access_log_consumer") { Columns = ["principal", "consumer", "at"], Predicate = "consumer is not null" });
        table.Indexes.Add(new IndexDefinition("access_log_exhibit") { Columns = ["principal", "exhibit", "at"], Predicate = "exhibit is not null" });
        return table;
    }

    /// <summary>What consumers asked for: registered, by reference; and by the facts that ask for proof, whose answers stand in their dossiers.</summary>
    private Table AccessRequests()
    {
        var table = NewTable("access_request");
        table.AddColumn<string>("principal").AsPrimaryKey();
        table.AddColumn<string>("id").AsPrimaryKey();
        table.AddColumn<int>("kind").NotNull();
        table.AddColumn<Guid>("consumer").NotNull();
        table.AddColumn<DateTimeOffset>("received_at").NotNull();
        table.AddColumn<DateTimeOffset>("answered_at");
        // How it was answered outside the vault, in words that name nobody.
        table.AddColumn<string>("answered_otherwise");
        table.Indexes.Add(new IndexDefinition("access_request_received") { Columns = ["principal", "received_at", "id"] });
        table.Indexes.Add(new IndexDefinition("access_request_open") { Columns = ["principal", "consumer"], Predicate = "answered_at is null" });
        return table;
    }

    /// <summary>Links to consumers' pages, by random ids. A link itself cannot be made from its row: the principal's key vouches for it.</summary>
    private Table ConsumerLinks()
    {
        var table = NewTable("consumer_link");
        table.AddColumn<string>("principal").AsPrimaryKey();
        table.AddColumn<Guid>("id").AsPrimaryKey();
        table.AddColumn<int>("purpose").NotNull();
        table.AddColumn<Guid>("consumer").NotNull();
        table.AddColumn<Guid>("consent");
        table.AddColumn<int>("method");
        table.AddColumn<bool>("is_sent").NotNull();
        table.AddColumn<string>("holder").NotNull();
        table.AddColumn<string>("key_id").NotNull();
        table.AddColumn<DateTimeOffset>("created_at").NotNull();
        table.AddColumn<DateTimeOffset>("expires_at").NotNull();
        table.Indexes.Add(new IndexDefinition("consumer_link_expires_at") { Columns = ["expires_at"] });
        table.Indexes.Add(new IndexDefinition("consumer_link_sent") { Columns = ["principal", "consumer", "created_at"], Predicate = "is_sent" });
        return table;
    }

    /// <summary>Codes sent to prove a number, hashed, for a few minutes. No consumer: a number that nobody knows, which looks the same from outside.</summary>
    private Table ConsumerCodes()
    {
        var table = NewTable("consumer_code");
        table.AddColumn<string>("principal").AsPrimaryKey();
        table.AddColumn<Guid>("id").AsPrimaryKey();
        table.AddColumn("number_mac", "bytea").NotNull();
        table.AddColumn<Guid>("consumer");
        table.AddColumn("code_mac", "bytea").NotNull();
        table.AddColumn<int>("attempts").NotNull().DefaultValue(0);
        table.AddColumn<DateTimeOffset>("created_at").NotNull();
        table.AddColumn<DateTimeOffset>("expires_at").NotNull();
        table.AddColumn<bool>("is_sent").NotNull().DefaultValueByExpression("true");
        table.Indexes.Add(new IndexDefinition("consumer_code_number") { Columns = ["principal", "number_mac", "created_at"] });
        table.Indexes.Add(new IndexDefinition("consumer_code_created_at") { Columns = ["created_at"] });
        return table;
    }

    /// <summary>Where a principal's text messages are handed over. The secret is sealed with the principal's key.</summary>
    private Table MessageGateways()
    {
        var table = NewTable("message_gateway");
        table.AddColumn<string>("principal").AsPrimaryKey();
        table.AddColumn<string>("url").NotNull();
        table.AddColumn<DateTimeOffset>("created_at").NotNull();
        table.AddColumn("secret", "bytea").NotNull();
        return table;
    }

    private Table NewTable(string name) => new(new PostgresqlObjectName(options.DatabaseSchemaName, name, SchemaUtils.IdentifierUsage.General));
}
