using System.Collections.Concurrent;

namespace EvidenceVault.Torture.Crashes;

/// <summary>All that was sent, with what was answered: what the vault is held to.</summary>
internal sealed class Journal(Faults faults)
{
    private readonly ConcurrentQueue<SentItem> _items = new();
    private readonly ConcurrentQueue<SentExhibit> _exhibits = new();
    private int _duplicates;

    /// <summary>Items that were acknowledged, in the order in which they were finished.</summary>
    public IReadOnlyCollection<SentItem> Items => _items;

    /// <summary>Exhibits whose content was acknowledged.</summary>
    public IReadOnlyCollection<SentExhibit> Exhibits => _exhibits;

    /// <summary>Acknowledgements of what was acknowledged or sent before.</summary>
    public int Duplicates => _duplicates;

    /// <summary>Notes what the vault said of an item.</summary>
    /// <param name="status"><c>accepted</c> or <c>duplicate</c>.</param>
    /// <param name="receipt">Its receipt, which comes with the first answer only.</param>
    public void Acknowledged(SentItem item, string status, Guid eventId, string? receipt)
    {
        lock (item)
        {
            if (item.EventId is { } before && before != eventId) faults.Add($"{item.Ref} was acknowledged as {before} and then as {eventId}.");
            if (item.EventId is null) _items.Enqueue(item);
            item.EventId = eventId;
            item.Receipt ??= receipt;
            if (status == "accepted" && ++item.Accepted > 1) faults.Add($"{item.Ref} was accepted {item.Accepted} times: it was lost in between, or stands there twice.");
            if (status == "duplicate") Interlocked.Increment(ref _duplicates);
        }
    }

    /// <summary>Notes that the vault has an exhibit's content.</summary>
    public void Stored(SentExhibit exhibit)
    {
        lock (exhibit)
        {
            if (!exhibit.Stored) _exhibits.Enqueue(exhibit);
            exhibit.Stored = true;
        }
    }
}
