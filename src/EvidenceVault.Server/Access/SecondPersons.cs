using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Store;

namespace EvidenceVault.Server.Access;

/// <summary>Tells whether whoever makes a request is another person than the one who began something.</summary>
public sealed class SecondPersons(VaultDatabase database)
{
    /// <summary>Who begins what a second person decides about says who that is: a key that names nobody could be anybody's, the second person's too.</summary>
    public static readonly Problem NameNeeded = new(
        StatusCodes.Status403Forbidden, ProblemCodes.HolderRequired,
        "A second person decides about this, so the key that begins it names its holder. Use a key that was issued with holder.");

    // Those by whom the key was issued, up to the operator, and those issued by it, down to the last.
    private const string Kin =
        """
        with recursive above as (
            select id, created_by from vault.api_key where id = $1
            union select k.id, k.created_by from vault.api_key k join above a on k.id = a.created_by),
        below as (
            select id from vault.api_key where created_by = $1
            union select k.id from vault.api_key k join below b on k.created_by = b.id)
        select id from above union select id from below
        """;

    /// <summary>The caller, as one who may be the second person of the principal.</summary>
    public async Task<SecondPerson> Of(string principal, Caller caller, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand(Kin);
        command.Parameters.Add(new() { Value = caller.KeyId });
        await using var rows = await command.ExecuteReaderAsync(ct);
        var kin = new HashSet<string>(StringComparer.Ordinal) { caller.KeyId };
        while (await rows.ReadAsync(ct)) kin.Add(rows.GetString(0));
        return new(principal, caller.Person, kin);
    }
}

/// <summary>Somebody who may be the second person in something that another began.</summary>
/// <param name="Principal">The principal; its name stands for the person behind a key that names nobody.</param>
/// <param name="Person">The name of the person; null: the key names nobody.</param>
/// <param name="Kin">The keys that issued the key, directly or through others, and those that it issued; and itself.</param>
public sealed record SecondPerson(string Principal, string? Person, IReadOnlySet<string> Kin)
{
    private static readonly Problem Unnamed = Required("The key names nobody, and could be that of the one who began it. Use a key that was issued with holder.");

    private static readonly Problem UnnamedFirst = Required(
        "It was begun with a key that names nobody, so nobody can be seen to be another person. Have it begun again with a key that names its holder; a hold by its review.");

    private static readonly Problem Same = Required("A second person decides this: use a key of another holder than the one who began it.");

    private static readonly Problem OfOneHand = Required(
        "One of the two keys issued the other, directly or through others, so both may be in one hand. Use a key that somebody else issued.");

    /// <summary>Whether a name stands for nobody in particular.</summary>
    public static bool NamesNobody(string principal, string doer) => IsSame(principal, doer);

    /// <summary>Why this is no second person beside the one who began it; null: it is one.</summary>
    /// <param name="doer">The name of the one who began it.</param>
    /// <param name="key">The key that was used.</param>
    public Problem? Refusal(string doer, string key) =>
        Person is not { } person ? Unnamed
        : NamesNobody(Principal, doer) ? UnnamedFirst
        : IsSame(person, doer) ? Same
        : Kin.Contains(key) ? OfOneHand
        : null;

    /// <summary>Whether two names are one: whoever types a name writes it now with a capital and now without.</summary>
    internal static bool IsSame(string one, string other) => string.Equals(one.Trim(), other.Trim(), StringComparison.OrdinalIgnoreCase);

    private static Problem Required(string detail) => new(StatusCodes.Status403Forbidden, ProblemCodes.SecondPersonRequired, detail);
}
