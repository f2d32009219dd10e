using EvidenceVault.Server.Store;

namespace EvidenceVault.Server.Retention;

/// <summary>How the database tells which holds cover what. The same as <see cref="Domain.Retention.HoldScope.Covers"/>, which tests compare it with.</summary>
public static class HoldSql
{
    /// <summary>The lock that placing a hold takes alone, and that whoever decides by holds that something goes shares with its like.</summary>
    public const long Lock = 0x486F_6C64_7300_0000;

    /// <summary>Taken before it is decided by holds that something goes.</summary>
    public static readonly string Share = $"select pg_advisory_xact_lock_shared({Lock})";

    /// <summary>Taken before a hold is placed, released or decided about.</summary>
    public static readonly string Take = $"select pg_advisory_xact_lock({Lock})";

    /// <summary>The holds (<c>h</c>) that cover the row that <paramref name="row"/> names: one with the columns <c>principal</c>, <c>anchors</c>, <c>recorded_at</c> and <c>relied_at</c>.</summary>
    public static string Covering(string row) =>
        $"""
        from {VaultStore.Schema}.hold_anchor a join {VaultStore.Schema}.retention_hold h on h.principal = a.principal and h.ref = a.hold
        where a.principal = {row}.principal and a.anchor = any({row}.anchors) and {Rest(row)}
        """;

    /// <summary>Those of them that keep it when its term has ended. By this alone it is decided, and told, what a hold keeps.</summary>
    public static string Keeping(string row) => $"{Covering(row)} and h.keeps_past_term";

    /// <summary>What is left to ask of a hold (<c>h</c>) once an anchor of it was met.</summary>
    public static string Rest(string row) => Rest($"{row}.anchors", $"{row}.recorded_at", $"greatest({row}.recorded_at, {row}.relied_at)");

    /// <summary>The same of what was made from one instant to another: in doubt it is covered.</summary>
    public static string Rest(string anchors, string first, string last) =>
        $"""
        (h.campaigns is null or h.campaigns && {anchors}) and (h.parties is null or h.parties && {anchors})
        and (h.from_at is null or h.from_at <= {last}) and (h.to_at is null or h.to_at > {first})
        """;
}
