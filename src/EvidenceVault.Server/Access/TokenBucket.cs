namespace EvidenceVault.Server.Access;

/// <summary>A token bucket: so many tokens a second, and so many at once.</summary>
public sealed class TokenBucket
{
    private readonly Lock _lock = new();
    private readonly double _perSecond;
    private readonly double _burst;
    private readonly TimeProvider _clock;
    private double _tokens;
    private long _at;

    /// <summary>A full bucket.</summary>
    /// <param name="perSecond">Tokens that come in a second.</param>
    /// <param name="burst">Tokens it holds.</param>
    /// <param name="clock">Where it reads time.</param>
    public TokenBucket(double perSecond, double burst, TimeProvider clock)
    {
        (_perSecond, _burst, _clock) = (perSecond, burst, clock);
        (_tokens, _at) = (burst, clock.GetTimestamp());
    }

    /// <summary>What is left after a request; where it was refused, the seconds to wait.</summary>
    public readonly record struct Outcome(bool Taken, int Left, int SecondsToWait, int SecondsToFull);

    /// <summary>Takes a token if there is one.</summary>
    public Outcome Take() => Use(1);

    /// <summary>Looks without taking.</summary>
    public Outcome Peek() => Use(0);

    private Outcome Use(int tokens)
    {
        lock (_lock)
        {
            var now = _clock.GetTimestamp();
            _tokens = Math.Min(_burst, _tokens + (_clock.GetElapsedTime(_at, now).TotalSeconds * _perSecond));
            _at = now;
            var taken = _tokens >= 1;
            if (taken) _tokens -= tokens;
            var wait = taken ? 0 : (int)Math.Max(1, Math.Ceiling((1 - _tokens) / _perSecond));
            return new(taken, (int)_tokens, wait, (int)Math.Ceiling((_burst - _tokens) / _perSecond));
        }
    }
}
