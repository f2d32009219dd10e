using EvidenceVault.Server.Intake.Items;

namespace EvidenceVault.Server.Intake.Lanes;

/// <summary>An item of a batch as it would be written, or why it is not.</summary>
/// <param name="Pending">The item on its way.</param>
/// <param name="Consumer">Whom it is about; null: nobody.</param>
/// <param name="Keys">What its fact is made with; null: it is about nobody.</param>
/// <param name="Body">The event.</param>
/// <param name="Stream">Where it goes.</param>
/// <param name="Data">The event as JSON.</param>
/// <param name="Annex">What stands beside it, not yet sealed.</param>
/// <param name="Mac">The keyed hash of all that the item says.</param>
/// <param name="Outcome">What becomes of it without writing anything; null: it is new.</param>
public readonly record struct BatchItem(
    PendingItem Pending, BatchConsumer? Consumer, FactKeys? Keys, object Body, string Stream, byte[] Data, byte[] Annex, byte[] Mac, ItemOutcome? Outcome);
