using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace EvidenceVault.Server.Hosting;

/// <summary>What the vault measures of itself. No tag ever says who: not a principal, a party or a person.</summary>
public static class VaultMetrics
{
    public const string Name = "EvidenceVault";

    private static readonly Meter Meter = new(Name);

    /// <summary>Spans of the vault's own work.</summary>
    public static readonly ActivitySource Activities = new(Name);

    /// <summary>Items of evidence by type and what became of them.</summary>
    public static readonly Counter<long> Items = Meter.CreateCounter<long>("vault.intake.items", "{item}", "Items of evidence taken, by what became of them.");

    /// <summary>Items in a batch of a lane.</summary>
    public static readonly Histogram<int> BatchSize = Meter.CreateHistogram<int>("vault.intake.batch.size", "{item}", "Items in one commit of a lane.");

    /// <summary>Time of a batch of a lane, from taking its lock to its commit.</summary>
    public static readonly Histogram<double> BatchTime = Meter.CreateHistogram<double>("vault.intake.batch.duration", "s", "Time of one commit of a lane.");

    /// <summary>Events put in the ledger by this server.</summary>
    public static readonly Counter<long> LedgerLeaves = Meter.CreateCounter<long>("vault.ledger.leaves", "{event}", "Events put in the ledger by this server.");

    /// <summary>Time of putting what waited in the ledger.</summary>
    public static readonly Histogram<double> LedgerTime = Meter.CreateHistogram<double>("vault.ledger.round.duration", "s", "Time of a round that put something in the ledger.");

    /// <summary>How long the event that waits longest for the ledger was recorded ago.</summary>
    public static readonly Gauge<double> LedgerLag = Meter.CreateGauge<double>("vault.ledger.lag", "s", "How long ago the event was recorded that waits longest for the ledger; 0: none waits.");

    /// <summary>Items waiting in lanes.</summary>
    public static readonly UpDownCounter<long> Waiting = Meter.CreateUpDownCounter<long>("vault.intake.waiting", "{item}", "Items waiting in lanes.");

    /// <summary>Exhibits deleted because their terms had ended.</summary>
    public static readonly Counter<long> ExhibitsDeleted = Meter.CreateCounter<long>("vault.retention.deleted", "{exhibit}", "Exhibits deleted because their terms had ended.");

    /// <summary>Attempts to delete an exhibit that failed.</summary>
    public static readonly Counter<long> DeletionsFailed = Meter.CreateCounter<long>("vault.retention.failures", "{attempt}", "Attempts to delete an exhibit that failed.");
}
