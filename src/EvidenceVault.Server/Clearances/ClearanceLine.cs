namespace EvidenceVault.Server.Clearances;

/// <summary>Questions that wait. Each principal has a line of its own, with room of its own, and they take turns: however much one asks, no other waits for all of it.</summary>
public sealed class ClearanceLine
{
    /// <summary>The most that wait of one principal: what waits longer than whoever asks would is better asked again. Three arrays and a bit.</summary>
    public const int MostOfPrincipal = 160_000;

    // So many in a turn: a commit is for the questions of one principal.
    private const int InTurn = 250;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Queue<ClearanceRequest>> _lines = new(StringComparer.Ordinal);
    private readonly Queue<string> _turns = new();

    /// <summary>Puts questions of one principal, all or none.</summary>
    /// <returns>Whether there was room for them.</returns>
    public bool TryAdd(IReadOnlyCollection<ClearanceRequest> requests)
    {
        var principal = requests.First().Principal;
        lock (_lock)
        {
            if (!_lines.TryGetValue(principal, out var line))
            {
                if (requests.Count > MostOfPrincipal) return false;
                _lines[principal] = line = new();
                _turns.Enqueue(principal);
            }

            if (line.Count + requests.Count > MostOfPrincipal) return false;
            foreach (var request in requests) line.Enqueue(request);
            return true;
        }
    }

    /// <summary>Takes those whose turn it is, until there are so many in all.</summary>
    public void Take(List<ClearanceRequest> taken, int most)
    {
        lock (_lock)
        {
            while (taken.Count < most && _turns.TryDequeue(out var principal))
            {
                var line = _lines[principal];
                for (var room = Math.Min(InTurn, most - taken.Count); room > 0 && line.TryDequeue(out var request); room--) taken.Add(request);
                if (line.Count > 0) _turns.Enqueue(principal);
                else _lines.Remove(principal);
            }
        }
    }
}
