using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace EvidenceVault.Server.Hosting;

/// <summary>Values by key, up to a number of them; then it forgets all and starts anew. Bounds memory, never correctness.</summary>
public sealed class Remembered<TKey, TValue>(int most)
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, TValue> _values = new();

    // The dictionary's own count takes all its locks.
    private int _count;

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value) => _values.TryGetValue(key, out value);

    /// <summary>Remembers a value, in the place of the one there was, and gives it back.</summary>
    public TValue Keep(TKey key, TValue value)
    {
        if (!TryAdd(key, value)) _values[key] = value;
        return value;
    }

    /// <summary>The value remembered, or else made now. Where two make one at once, both get the same.</summary>
    public TValue Of<TState>(TKey key, TState state, Func<TKey, TState, TValue> make)
    {
        if (_values.TryGetValue(key, out var value)) return value;
        var made = make(key, state);
        return TryAdd(key, made) || !_values.TryGetValue(key, out value) ? made : value;
    }

    public void Forget(TKey key)
    {
        if (_values.TryRemove(key, out _)) Interlocked.Decrement(ref _count);
    }

    public void Clear()
    {
        _values.Clear();
        Interlocked.Exchange(ref _count, 0);
    }

    private bool TryAdd(TKey key, TValue value)
    {
        if (!_values.TryAdd(key, value)) return false;
        if (Interlocked.Increment(ref _count) <= most) return true;
        _values.Clear();
        _values[key] = value;
        Interlocked.Exchange(ref _count, 1);
        return true;
    }
}
