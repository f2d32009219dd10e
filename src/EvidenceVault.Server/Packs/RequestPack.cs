using EvidenceVault.Domain.Packs;
using EvidenceVault.Server.Access;
using EvidenceVault.Server.Books;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Identity;
using EvidenceVault.Server.Inquiries;
using EvidenceVault.Server.Intake;
using EvidenceVault.Server.Keys;
using EvidenceVault.Server.Packs.Campaigns;
using EvidenceVault.Server.Store;
using Marten;
using NodaTime;

namespace EvidenceVault.Server.Packs;

/// <summary>What is asked for in a pack.</summary>
/// <param name="Consumer">The consumer it is about; null: it is about a campaign.</param>
/// <param name="Campaign">The campaign it is about; null: it is about a consumer.</param>
/// <param name="Content">What is in it.</param>
/// <param name="Audience">For whom it is.</param>
/// <param name="Language">Its language.</param>
/// <param name="Inquiry">The inquiry it answers.</param>
/// <param name="AsOf">As of when; null: now.</param>
public sealed record PackOrder(Guid? Consumer, PackCampaign? Campaign, PackContent Content, PackAudience Audience, PackLanguage Language, string? Inquiry, Instant? AsOf);

/// <summary><c>POST P/packs</c>: asks for a pack. It is made in the background; the answer says where it will be.</summary>
public static class RequestPack
{
    private const string IdempotencyKey = "Idempotency-Key";
    private const int MostKey = 200;

    private static readonly Problem Reused = new(
        StatusCodes.Status409Conflict, ProblemCodes.ReferenceReused, $"This {IdempotencyKey} was used for another pack. Use a new one for each pack.");

    private static readonly Problem Restricted = new(
        StatusCodes.Status409Conflict, ProblemCodes.ConsumerRestricted, "Erasure of this person was asked for: who it is may be used for an inquiry and for the person alone (AVG 18). Name an inquiry that has a case file (PUT P/inquiries), or make the pack for the consumer.");

    private static readonly Problem BadKey = new(
        StatusCodes.Status400BadRequest, ProblemCodes.InvalidParameter, $"{IdempotencyKey} is one text of at most {MostKey} characters.");

    public static async Task<IResult> Post(
        string principal, HttpContext http, PackStreams streams, OpenPacks queue, PackSignal signal, IdentityCards cards, KeyStore keys, InquiryStore inquiries,
        BookStore books, Parties parties, IDocumentStore store, VaultSettings settings, IClock clock, CancellationToken ct)
    {
        var caller = http.Caller();
        if (!caller.IsPrincipalStaff) return Problem.NotFound.ToResult();
        var (json, malformed) = await JsonBody.Read(http.Request, ct);
        if (malformed is not null) return malformed.ToResult();
        var now = Instants.CutToMicroseconds(clock.GetCurrentInstant());
        var errors = new List<FieldError>();
        var order = PackOrders.Read(new JsonFields(json, errors), now);
        if (errors.Count == 0 && order!.Consumer is { } consumer && !await cards.Exists(principal, consumer, ct))
            errors.Add(new("/scope/consumer", ProblemCodes.UnknownConsumer, "There is no such consumer here. Find its id with a search by phone number."));
        if (errors.Count == 0 && order!.Campaign is { } campaign) errors.AddRange(await CampaignOrders.Unknown(principal, campaign, books, parties, ct));
        if (errors.Count > 0) return Problem.Of(errors).ToResult();
        if (order!.Audience != PackAudience.Consumer && order.Consumer is { } person && await cards.IsRestricted(principal, person, ct) && (order.Inquiry is not { } named || await inquiries.Find(principal, named, ct) is null))
            return Restricted.ToResult();

        var key = http.Request.Headers[IdempotencyKey];
        if (key.Count > 1 || key.ToString().Length > MostKey) return BadKey.ToResult();
        var id = key.Count == 0 ? LetterIds.New() : LetterIds.Of((await keys.OfPrincipal(principal, ct)).OwnEventId($"packs/{caller.Holder}", key.ToString()));
        if (key.Count == 0 || await streams.Load(principal, id, ct) is null)
            await Save(store, principal, Requested(order!, id, now, caller, PublicAddress.Of(http, settings)), ct);
        var pack = (await streams.Load(principal, id, ct))!;
        if (!PackOrders.IsSame(pack.Requested, order!)) return Reused.ToResult();
        if (pack.IsOpen) signal.Raise();
        http.Response.Headers.Location = $"/v1/principals/{principal}/packs/{id}";
        return (await PackDocument.Of(pack, principal, queue, ct)).Answer(http, StatusCodes.Status202Accepted);
    }

    private static PackRequested Requested(PackOrder order, string id, Instant now, Caller caller, string? publicUrl) => new(
        now, id, order.Consumer, order.Content, order.Audience, order.Language, order.Inquiry, order.AsOf ?? now, caller.KeyId, caller.Doer, publicUrl, order.Campaign);

    private static async Task Save(IDocumentStore store, string principal, PackRequested requested, CancellationToken ct)
    {
        await using var session = store.LightweightSession(principal);
        session.Events.StartStream(Streams.Pack(requested.Pack), requested);
        session.QueueSqlCommand(
            $"insert into {VaultStore.Schema}.pack (principal, id, requested_at, due_at, attempts, is_open) values (?, ?, ?, ?, 0, true)",
            principal, requested.Pack, requested.OccurredAt, requested.OccurredAt);
        try
        {
            await session.SaveChangesAsync(ct);
        }
        catch (Exception e) when (Collisions.Is(e))
        {
            // The same request, sent twice at once.
        }
    }
}
