using EvidenceVault.Domain.Access;
using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Clearances;
using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Exhibits;
using EvidenceVault.Domain.Intake;
using EvidenceVault.Domain.Packs;
using EvidenceVault.Domain.Retention;
using EvidenceVault.Domain.Suppressions;
using EvidenceVault.Server.Ledger;
using JasperFx;
using JasperFx.Events;
using JasperFx.MultiTenancy;
using Marten;
using Marten.Storage;

namespace EvidenceVault.Server.Store;

/// <summary>How the vault uses Marten: one event store, a tenant per principal.</summary>
public static class VaultStore
{
    /// <summary>The schema of everything in the vault's database.</summary>
    public const string Schema = "vault";

    /// <summary>The tenant of what belongs to no principal: the parties.</summary>
    public const string VaultTenant = "_vault";

    public static void Configure(StoreOptions options, string connectionString)
    {
        options.Connection(connectionString);
        options.DatabaseSchemaName = Schema;
        options.UseVaultJson();
        options.AutoCreateSchemaObjects = AutoCreate.None;
        options.DisableNpgsqlLogging = true;
        options.Events.StreamIdentity = StreamIdentity.AsString;
        options.Events.AppendMode = EventAppendMode.QuickWithServerTimestamps;
        options.Events.UseExclusiveLockOnConcurrentAppends = true;
        options.Events.TenancyStyle = TenancyStyle.Conjoined;
        options.Events.MetadataConfig.HeadersEnabled = true;
        // What makes every retry safe: an event id is derived from principal, holder and reference, and stands in the store once.
        options.Events.EnableUniqueIndexOnEventId = true;
        options.Policies.AllDocumentsAreMultiTenanted();
        options.Advanced.DefaultTenantUsageEnabled = false;
        options.Projections.Errors.SkipApplyErrors = false;
        options.Projections.Errors.SkipSerializationErrors = false;
        options.OpenTelemetry.TrackEventCounters();
        options.Storage.Add(new VaultTables(options));
        options.Storage.Add(new LedgerTables(options));
        MapEventTypes(options);
    }

    /// <summary>Pins the name of every event type: a name, once released, never changes.</summary>
    public static void MapEventTypes(StoreOptions options)
    {
        foreach (var (type, alias) in EventAliases) options.Events.MapEventType(type, alias);
    }

    /// <summary>Every event type with the name it is stored under.</summary>
    public static IReadOnlyDictionary<Type, string> EventAliases { get; } = Aliases();

    private static Dictionary<Type, string> Aliases()
    {
        var aliases = new Dictionary<Type, string>
        {
            [typeof(KeyIssued)] = "key.issued",
            [typeof(KeyRevoked)] = "key.revoked",
            [typeof(PrincipalDescribed)] = "principal.described",
            [typeof(MandateGiven)] = "mandate.given",
            [typeof(CampaignDescribed)] = "campaign.described",
            [typeof(WordingFiled)] = "wording.filed",
            [typeof(ScriptFiled)] = "script.filed",
            [typeof(PolicySet)] = "policy.set",
            [typeof(PartyDescribed)] = "party.described",
            [typeof(DialLogAnnounced)] = "dial-log.announced",
            [typeof(ExhibitAnnounced)] = "exhibit.announced",
            [typeof(ExhibitStored)] = "exhibit.stored",
            [typeof(ExhibitTermSet)] = "exhibit.term-set",
            [typeof(ExhibitRead)] = "exhibit.read",
            [typeof(ExhibitDeleted)] = "exhibit.deleted",
            [typeof(HoldPlaced)] = "hold.placed",
            [typeof(HoldReviewed)] = "hold.reviewed",
            [typeof(HoldReleaseRequested)] = "hold.release-requested",
            [typeof(HoldReleased)] = "hold.released",
            [typeof(HoldConflictDecided)] = "hold.conflict-decided",
            [typeof(ErasureRequested)] = "erasure.requested",
            [typeof(ErasureDecided)] = "erasure.decided",
            [typeof(ConsumerErased)] = "consumer.erased",
            [typeof(ConsumerExpired)] = "consumer.expired",
            [typeof(ContractEndRequested)] = "contract-end.requested",
            [typeof(ContractEndApproved)] = "contract-end.approved",
            [typeof(ContractEndWithdrawn)] = "contract-end.withdrawn",
            [typeof(ContractEndBegun)] = "contract-end.begun",
            [typeof(ContractEndPutOff)] = "contract-end.put-off",
            [typeof(ContractEnded)] = "contract.ended",
            [typeof(InquiryOpened)] = "inquiry.opened",
            [typeof(InquiryAnswered)] = "inquiry.answered",
            [typeof(InquiryClosed)] = "inquiry.closed",
            [typeof(Domain.AccessLog.AccessNoted)] = "access.noted",
            [typeof(Domain.Rights.AccessRequestRegistered)] = "access-request.registered",
            [typeof(Domain.Rights.AccessRequestAnswered)] = "access-request.answered",
            [typeof(Domain.Rights.AccessRequestAnsweredOtherwise)] = "access-request.answered-otherwise",
            [typeof(PackRequested)] = "pack.requested",
            [typeof(PackMade)] = "pack.made",
            [typeof(PackCountersigned)] = "pack.countersigned",
            [typeof(PackFailed)] = "pack.failed",
            [typeof(PackRead)] = "pack.read",
            [typeof(PackDeleted)] = "pack.deleted",
            [typeof(ClearanceDecided)] = "clearance.decided",
            [typeof(SuppressionsAcknowledged)] = "suppressions.acknowledged",
        };
        foreach (var (type, name) in FactTypes.All) aliases[type] = name;
        return aliases;
    }
}
