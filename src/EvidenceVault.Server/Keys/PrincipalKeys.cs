using System.Security.Cryptography;
using System.Text;
using EvidenceVault.Server.Hosting;

namespace EvidenceVault.Server.Keys;

/// <summary>What a principal's key is used for. Each use has a key of its own, derived by HKDF, so that no two can be compared.</summary>
public sealed class PrincipalKeys
{
    private readonly byte[] _index;
    private readonly byte[] _emails;
    private readonly byte[] _eventIds;
    private readonly byte[] _callerNumbers;
    private readonly byte[] _agents;
    private readonly byte[] _content;
    private readonly byte[] _suppressions;
    private readonly byte[] _pages;
    private readonly SealedBox _wrap;
    private readonly SealedBox _box;

    // The same few callers and agents, and the same consumers, come by again and again.
    private readonly Remembered<string, byte[]> _numbers = new(100_000);
    private readonly Remembered<string, string> _callers = new(10_000);
    private readonly Remembered<(string, string), string> _pseudonyms = new(10_000);

    public PrincipalKeys(string principal, byte[] key)
    {
        Principal = principal;
        _index = Derive(key, "number-index");
        _emails = Derive(key, "email-index");
        _eventIds = Derive(key, "event-id");
        _callerNumbers = Derive(key, "caller-number");
        _agents = Derive(key, "agent");
        _content = Derive(key, "content");
        _suppressions = Derive(key, "suppressions");
        _pages = Derive(key, "consumer-pages");
        _wrap = new SealedBox(Derive(key, "wrap"));
        _box = new SealedBox(Derive(key, "box"));
    }

    public string Principal { get; }

    /// <summary>The keyed index of a consumer's number: finds a dossier without telling whose it is.</summary>
    public byte[] NumberMac(string e164) => _numbers.Of(e164, _index, static (number, key) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(number)));

    /// <summary>The keyed index of a mail address, whatever its capitals.</summary>
    public byte[] EmailMac(string email) => HMACSHA256.HashData(_emails, Encoding.UTF8.GetBytes(email.ToUpperInvariant()));

    /// <summary>The id of the event that a holder's reference stands for, over all types: what makes every retry safe.</summary>
    public Guid EventId(string holder, string reference)
    {
        Span<byte> mac = stackalloc byte[32];
        HMACSHA256.HashData(_eventIds, Encoding.UTF8.GetBytes($"{Principal}\n{holder}\n{reference}"), mac);
        return ToGuid(mac);
    }

    /// <summary>The id of an event of the vault's own, which can stand once: no holder's slug has a slash, so no reference of a client comes near it.</summary>
    public Guid OwnEventId(string what, string about) => EventId($"/{what}", about);

    /// <summary>A caller's number as a keyed hash, comparable within this principal.</summary>
    public string CallerNumberMac(string e164) => _callers.Of(
        e164, _callerNumbers, static (number, key) => Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(number))));

    /// <summary>An agent's pseudonym as a keyed hash, comparable within this principal and party.</summary>
    public string AgentMac(string party, string pseudonym) => _pseudonyms.Of(
        (party, pseudonym), _agents, static (agent, key) => Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{agent.Item1}\n{agent.Item2}"))));

    /// <summary>The hash by which the same content about nobody in particular is known again.</summary>
    public byte[] ContentMac(ReadOnlySpan<byte> content) => HMACSHA256.HashData(_content, content);

    /// <summary>The key under which a party is told which numbers are suppressed, the same at all times: it is the party's own, so that no two parties can compare.</summary>
    public byte[] SuppressionKey(string party) => Derive(_suppressions, $"party/{party}");

    /// <summary>Vouches for what consumers' links, forms and codes say: only the vault can make it.</summary>
    public byte[] PageMac(string what) => HMACSHA256.HashData(_pages, Encoding.UTF8.GetBytes(what));

    /// <summary>Encrypts something about nobody in particular.</summary>
    public byte[] Seal(ReadOnlySpan<byte> plain, string belongsTo) => _box.Seal(plain, Encoding.UTF8.GetBytes(belongsTo));

    /// <summary>Decrypts something about nobody in particular.</summary>
    public byte[] Open(ReadOnlySpan<byte> box, string belongsTo) => _box.Open(box, Encoding.UTF8.GetBytes(belongsTo));

    /// <summary>Wraps the key of a consumer or an exhibit.</summary>
    public byte[] Wrap(ReadOnlySpan<byte> key, string belongsTo) => _wrap.Seal(key, Encoding.UTF8.GetBytes(belongsTo));

    /// <summary>Unwraps the key of a consumer or an exhibit.</summary>
    public byte[] Unwrap(ReadOnlySpan<byte> wrapped, string belongsTo) => _wrap.Open(wrapped, Encoding.UTF8.GetBytes(belongsTo));

    // The key is random already, so HKDF's first step (extract) would add nothing (RFC 5869, 3.3).
    internal static byte[] Derive(byte[] key, string use) =>
        HKDF.Expand(HashAlgorithmName.SHA256, key, 32, Encoding.UTF8.GetBytes($"evidence-vault/{use}"));

    // RFC 9562 version 8: an id of the vault's own making, 122 bits of the keyed hash.
    private static Guid ToGuid(Span<byte> mac)
    {
        mac[6] = (byte)((mac[6] & 0x0F) | 0x80);
        mac[8] = (byte)((mac[8] & 0x3F) | 0x80);
        return new Guid(mac[..16], bigEndian: true);
    }
}
