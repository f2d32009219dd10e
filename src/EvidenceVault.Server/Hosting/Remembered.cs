using System.Collections.Concurrent;

namespace EvidenceVault.Server.Hosting;

/// <summary>Values worked out before, up to a number of them; then it forgets all and starts anew. Bounds memory, never correctness.</summary>
public sealed class Remembered<TKey, TValue>(int most)
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, TValue> _values = new();

    // The dictionary's own count takes all its locks.
    private int _count;

    public bool TryGet(TKey key, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out TValue value) => _values.TryGetValue(key, out value);

    /// <summary>Remembers a value, and gives it back.</summary>
    public TValue Keep(TKey key, TValue value)
    {
        if (Interlocked.Increment(ref _count) > most)
        {
            _values.Clear();
            Interlocked.Exchange(ref _count, 1);
        }

        _values[key] = value;
        return value;
    }

    /// <summary>The value remembered, or else worked out now.</summary>
    public TValue Of<TState>(TKey key, TState state, Func<TKey, TState, TValue> work) =>
        _values.TryGetValue(key, out var value) ? value : Keep(key, work(key, state));
}
