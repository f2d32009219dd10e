using EvidenceVault.Domain.Access;
using EvidenceVault.Domain.Identity;
using EvidenceVault.Server.Books;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Intake;
using EvidenceVault.Server.Store;
using Marten;
using NodaTime;

namespace EvidenceVault.Server.Access;

/// <summary>What is asked for a new key.</summary>
public sealed record KeyRequest(string? Principal, string? Party, string Name, string? Holder, IReadOnlyList<string>? Scopes, Instant? ExpiresAt);

/// <summary>A key, shown this once.</summary>
public sealed record IssuedKey(string Id, string Key, IReadOnlyList<string> Scopes);

/// <summary><c>POST /v1/keys</c>: issues an API key. Its secret is answered once and kept by nobody but its holder.</summary>
public static class IssueKey
{
    private const int MostName = 100;

    public static void MapIssueKey(this RouteGroupBuilder keys) =>
        keys.MapPost("", Post).Requires(Scopes.SetupWrite, orOperator: true).WithName("issueKey");

    public static async Task<IResult> Post(
        HttpContext context, BookStore books, Parties parties, IDocumentStore store, IClock clock, CancellationToken ct)
    {
        var (json, malformed) = await JsonBody.Read(context.Request, ct);
        if (malformed is not null) return malformed.ToResult();
        var caller = context.Caller();
        var now = clock.GetCurrentInstant();
        var errors = new List<FieldError>();
        var request = Read(new JsonFields(json, errors), caller, now);
        if (errors.Count == 0) await CheckNames(request, caller, books, parties, errors, ct);
        if (errors.Count > 0) return Problem.Of(errors).ToResult();
        if (Grant(request, caller, errors) is not { } scopes)
            return (errors.Count > 0 ? Problem.Of(errors) : BeyondOwn).ToResult();

        var text = ApiKeyText.New();
        await Save(store, new ApiKey(text.Id, request.Principal, request.Party, request.Name, request.Holder, scopes, Instants.CutToMicroseconds(now), caller.KeyId, request.ExpiresAt, null), text, ct);
        return Results.Json(new IssuedKey(text.Id, text.Whole(), scopes), statusCode: StatusCodes.Status201Created);
    }

    private static readonly Problem BeyondOwn = new(
        StatusCodes.Status403Forbidden, ProblemCodes.ScopeMissing, "A key cannot give a scope that it does not have itself.");

    private static KeyRequest Read(JsonFields fields, Caller caller, Instant now)
    {
        var party = fields.Slug("party");
        // A principal's own key issues keys of that principal alone, so it need not be named.
        var principal = fields.Slug("principal") ?? (fields.Has("principal") ? null : caller.Principal);
        var name = fields.Text("name", MostName, required: true);
        var holder = fields.Text("holder", MostName);
        if (holder is not null && PersonalData.ReadsAsPersonal(holder))
            fields.Fault("holder", ProblemCodes.PersonalDataInField, "Use an opaque name for the person: no phone number, no mail address.");
        if (name is not null && PersonalData.ReadsAsPersonal(name))
            fields.Fault("name", ProblemCodes.PersonalDataInField, "Name what the key is for: no phone number, no mail address.");
        var scopes = fields.Tokens("scopes", mayBeEmpty: false);
        if (scopes?.All(Scopes.OfPrincipal.Contains) == false)
            fields.Fault("scopes", ProblemCodes.UnknownValue, $"Any of: {string.Join(", ", Scopes.OfPrincipal.Order(StringComparer.Ordinal))}.");
        var expiresAt = fields.Instant("expiresAt");
        if (expiresAt <= now) fields.Fault("expiresAt", ProblemCodes.InPast, "This lies in the past.");
        if (caller.ExpiresAt is { } own && !(expiresAt <= own))
            fields.Fault("expiresAt", ProblemCodes.OutOfRange, "A key ends no later than the one that issues it. Name an earlier end, or issue it with a key that lasts.");
        if (principal is null && party is null && !fields.Has("principal") && !fields.Has("party"))
            fields.Fault("principal", ProblemCodes.Required, "Name the principal, the party, or both.");
        fields.Done();
        return new(principal, party, name ?? "", holder, scopes, expiresAt);
    }

    private static async Task CheckNames(
        KeyRequest request, Caller caller, BookStore books, Parties parties, List<FieldError> errors, CancellationToken ct)
    {
        // To a principal, another one does not exist.
        var mayName = caller.IsOperator || request.Principal == caller.Principal;
        if (request.Principal is { } principal && (!mayName || await books.Current(principal, ct) is null))
            errors.Add(new("/principal", ProblemCodes.UnknownPrincipal, "There is no such principal."));
        if (request.Party is { } party && !await parties.Exists(party, ct))
            errors.Add(new("/party", ProblemCodes.UnknownParty, "There is no such party. Put it at /v1/parties first."));
        // References are unique by holder: a party by the principal's own name would pass for the principal.
        if (request.Party is not null && request.Party == request.Principal)
            errors.Add(new("/party", ProblemCodes.Contradiction, "A principal's own key has no party."));
    }

    /// <summary>The scopes given; null where some may not be.</summary>
    private static IReadOnlyList<string>? Grant(KeyRequest request, Caller caller, List<FieldError> errors)
    {
        var ofHolder = request.Party is null ? Scopes.OfPrincipal : Scopes.OfParty;
        if (request.Scopes?.Any(scope => !ofHolder.Contains(scope)) == true)
        {
            errors.Add(new("/scopes", ProblemCodes.ScopeNotAllowed, $"A party's key may have: {string.Join(", ", Scopes.OfParty.Order(StringComparer.Ordinal))}."));
            return null;
        }

        var ofOwn = caller.Person is { } person && SecondPerson.IsSame(person, request.Holder ?? "");
        if (ofOwn && request.Scopes?.Any(Scopes.OfSecondPerson.Contains) == true)
        {
            errors.Add(new("/scopes", ProblemCodes.ScopeNotAllowed, $"Nobody gives themselves another key to decide as a second person: {string.Join(", ", Scopes.OfSecondPerson.Order(StringComparer.Ordinal))}. Have it issued by somebody else."));
            return null;
        }

        var mayGive = caller.IsOperator ? ofHolder : ofHolder.Where(s => caller.Scopes.Contains(s) && !(ofOwn && Scopes.OfSecondPerson.Contains(s)));
        var given = request.Scopes ?? [.. mayGive];
        return given.Count > 0 && given.All(mayGive.Contains) ? [.. given.Order(StringComparer.Ordinal)] : null;
    }

    private static async Task Save(IDocumentStore store, ApiKey key, ApiKeyText text, CancellationToken ct)
    {
        await using var session = store.LightweightSession(VaultStore.VaultTenant);
        session.Events.StartStream(
            Streams.Key(key.Id), new KeyIssued(key.Id, key.Principal, key.Party, key.Holder, key.Scopes, key.ExpiresAt, key.CreatedBy));
        session.QueueSqlCommand(
            """
            insert into vault.api_key (id, secret_hash, principal, party, name, holder, scopes, created_at, created_by, expires_at)
            values (?, ?, ?, ?, ?, ?, ?::text[], ?, ?, ?::timestamptz)
            """,
            key.Id, ApiKeyText.Hash(text.Secret), key.Principal!, key.Party!, key.Name, key.Holder!, key.Scopes.ToArray(), key.CreatedAt, key.CreatedBy, key.ExpiresAt!);
        await session.SaveChangesAsync(ct);
    }
}
