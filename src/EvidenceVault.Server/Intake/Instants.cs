using NodaTime;
using NodaTime.Text;

namespace EvidenceVault.Server.Intake;

/// <summary>Instants as they come in: RFC 3339 with an offset, kept in microseconds.</summary>
public static class Instants
{
    /// <summary>How far a client's clock may be ahead of the vault's.</summary>
    public static readonly Duration ClockSkew = Duration.FromMinutes(5);

    private static readonly Instant Earliest = Instant.FromUtc(1900, 1, 1, 0, 0);
    private static readonly Instant Latest = Instant.FromUtc(2200, 1, 1, 0, 0);

    /// <summary>The instant, cut to microseconds; null where the text is no RFC 3339 date with time and offset, or lies outside 1900 to 2200.</summary>
    public static Instant? Parse(string text)
    {
        if (text.Length is < 17 or > 40) return null;
        var parsed = OffsetDateTimePattern.Rfc3339.Parse(text);
        if (!parsed.Success) return null;
        var instant = parsed.Value.ToInstant();
        return instant < Earliest || instant > Latest ? null : CutToMicroseconds(instant);
    }

    /// <summary>Whether a text would be an instant but for its missing time or offset.</summary>
    public static bool LacksOffset(string text) =>
        LocalDatePattern.Iso.Parse(text).Success || LocalDateTimePattern.ExtendedIso.Parse(text).Success;

    /// <summary>What the store keeps: whole microseconds.</summary>
    public static Instant CutToMicroseconds(Instant instant) => Instant.FromUnixTimeTicks(instant.ToUnixTimeTicks() / 10 * 10);
}
