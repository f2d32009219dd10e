namespace EvidenceVault.Domain.Dossiers.Facts;

/// <summary>A listener, human or machine, recorded what it found in a call.</summary>
public sealed record MonitoringRecorded : Fact
{
    /// <summary>The item type.</summary>
    public const string TypeName = "monitoring.recorded";

    /// <summary>The call listened to.</summary>
    public required FactRef Call { get; init; }

    /// <summary>Who listened.</summary>
    public required Listener By { get; init; }

    /// <summary>What was found.</summary>
    public required IReadOnlyList<MonitoringFinding> Findings { get; init; }
}

/// <summary>One thing a listener found.</summary>
/// <param name="Code">What was listened for, such as <c>offer</c> or <c>objection-offered</c>.</param>
/// <param name="Met">Whether it was there.</param>
/// <param name="AtMs">Where in the recording, in milliseconds from its start.</param>
public sealed record MonitoringFinding(string Code, bool Met, long? AtMs = null);

/// <summary>Who listened to a call.</summary>
public enum Listener
{
    /// <summary>A machine beside the agent.</summary>
    AgentAssist,

    /// <summary>A person.</summary>
    Reviewer,
}
