namespace EvidenceVault.Server.Ledger;

/// <summary>What keeps this server from numbering events; for health and <c>/ledger/state</c>.</summary>
public sealed class LedgerState
{
    private volatile string _trouble = Starting;

    /// <summary>It was not looked at yet.</summary>
    public const string Starting = "starting";

    /// <summary>Nothing.</summary>
    public const string None = "none";

    /// <summary>The trigger that queues events is missing or disabled.</summary>
    public const string NoTrigger = "trigger-missing";

    /// <summary>What was published could not be read, so the database could not be compared with it.</summary>
    public const string NotCompared = "not-compared";

    /// <summary>An incident stops it until it is acknowledged.</summary>
    public const string Stopped = "stopped";

    /// <summary>This server's key file is not the ledger's current key.</summary>
    public const string OtherKey = "other-key";

    /// <summary>The last try failed.</summary>
    public const string Failing = "failing";

    /// <summary>What keeps it.</summary>
    public string Trouble => _trouble;

    /// <summary>Notes what keeps it, and says whether that is new.</summary>
    public bool Now(string trouble)
    {
        var before = _trouble;
        _trouble = trouble;
        return before != trouble;
    }
}
