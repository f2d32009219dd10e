using EvidenceVault.Server.Intake.Items;

namespace EvidenceVault.Server.Intake.Lanes;

/// <summary>An item on its way through a lane.</summary>
/// <param name="item">The item.</param>
/// <param name="eventId">The id its event has, or will have.</param>
/// <param name="numberMac">The keyed index of the consumer's number; null for items about nobody.</param>
public sealed class PendingItem(Item item, Guid eventId, byte[]? numberMac)
{
    private readonly TaskCompletionSource<ItemOutcome> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Item Item => item;

    public Guid EventId => eventId;

    public byte[]? NumberMac => numberMac;

    /// <summary>What became of it.</summary>
    public Task<ItemOutcome> Outcome => _outcome.Task;

    /// <summary>For a correction that moves a fact: which half this is.</summary>
    public Domain.Dossiers.Facts.CorrectionMove? Move { get; init; }

    /// <summary>For a correction that moves a fact into a dossier: the half that moves it away from another, written in the same commit; and of that, this.</summary>
    public PendingItem? OtherHalf { get; private set; }

    /// <summary>The whole move, of which the half that moves it here goes through a lane.</summary>
    public static PendingItem OfMove(PendingItem here, PendingItem away)
    {
        (here.OtherHalf, away.OtherHalf) = (away, here);
        return here;
    }

    public void Complete(ItemOutcome outcome) => _outcome.TrySetResult(outcome);
}
