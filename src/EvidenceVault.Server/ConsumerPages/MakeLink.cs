using System.Text.Json;
using EvidenceVault.Domain.AccessLog;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging;
using EvidenceVault.Domain.Packs;
using EvidenceVault.Server.Access;
using EvidenceVault.Server.AccessLog;
using EvidenceVault.Server.Dossiers;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Intake;
using EvidenceVault.Server.Intake.Items;
using EvidenceVault.Server.Keys;
using EvidenceVault.Server.Messages;
using EvidenceVault.Server.Packs.Pages;
using NodaTime;

namespace EvidenceVault.Server.ConsumerPages;

/// <summary>A link that was made. <paramref name="Url"/> is told once, and not at all where the vault sent it.</summary>
public sealed record ConsumerLinkView(LinkPurpose For, string? Url, MessageChannel? Sent, Instant ExpiresAt);

/// <summary>
/// <c>POST P/consumers/{id}/links</c>: makes a link to a consumer's page, or to confirm a consent. Either the vault sends it, to the number or mail address on
/// the card, or the answer tells it, once.
/// </summary>
public static class MakeLink
{
    private static readonly Problem NoGateway = new(
        StatusCodes.Status409Conflict, ProblemCodes.NoMessageGateway,
        "Nothing is set up that sends such messages. Put a message gateway for text messages, have a mail server set up for e-mail, or leave send out.");

    private static readonly Problem NotSent = new(
        StatusCodes.Status503ServiceUnavailable, ProblemCodes.MessageNotSent, "The message was not taken by what should send it. Nothing was recorded; try again.")
    { RetryAfter = 30 };

    private static readonly Problem NoPublicUrl = new(
        StatusCodes.Status409Conflict, ProblemCodes.NoPublicUrl,
        "The vault does not know its own address, so it makes no links: whoever asks must not be able to choose where they lead. Have the operator set Vault__PublicUrl.");

    private static readonly Problem MayNotRead = new(
        StatusCodes.Status403Forbidden, ProblemCodes.ScopeMissing,
        $"Whoever is told a link sees what its page shows: the key needs the scope {Scopes.EvidenceRead} beside {Scopes.EvidenceWrite}. Or have the link sent to the consumer.");

    private static readonly Problem Restricted = new(
        StatusCodes.Status409Conflict, ProblemCodes.ConsumerRestricted,
        "Erasure of this person was asked for: who it is may be used for an inquiry and for the person alone (AVG 18), so no links are made. Answer the person with an export.");

    private static readonly Problem NotRecorded = new(
        StatusCodes.Status409Conflict, ProblemCodes.ChangedMeanwhile,
        "A message went out, but that the consumer was asked could not be recorded, so its link opens nothing. Read the dossier: something changed meanwhile. Then ask anew where that is still right.");

    private static readonly Problem NotFound = new(StatusCodes.Status404NotFound, ProblemCodes.NotFound, "There is no such consumer here.");

    public static async Task<IResult> Post(
        string principal, string id, HttpContext http, DossierReader dossiers, KeyStore keyStore, ConsumerLinks links, ConsumerFacts facts, MessageSenders senders,
        Books.BookStore books, AccessLogWriter log, VaultSettings settings, IClock clock, CancellationToken ct)
    {
        var caller = http.Caller();
        var (json, malformed) = await JsonBody.Read(http.Request, ct);
        if (malformed is not null) return malformed.ToResult();
        if (!Guid.TryParse(id, out var consumer) || await dossiers.Load(principal, consumer, ct) is not { } opened || !Sees(caller, opened)) return NotFound.ToResult();
        var now = Instants.CutToMicroseconds(clock.GetCurrentInstant());
        var errors = new List<FieldError>();
        var order = LinkOrder.Read(new JsonFields(json, errors), caller, opened, await keyStore.OfPrincipal(principal, ct), now);
        if (errors.Count > 0) return Problem.Of(errors).ToResult();
        if (opened.Card is not { } card) return Erased.ToResult();
        if (opened.IsRestricted) return Restricted.ToResult();
        if (order!.Send is null && !caller.Scopes.Contains(Scopes.EvidenceRead)) return MayNotRead.ToResult();
        if (settings.PublicUrl.Length == 0) return NoPublicUrl.ToResult();
        if (order.Send is { } channel && !await senders.Take(principal, channel, ct)) return NoGateway.ToResult();
        var to = order.Send == MessageChannel.Email ? card.Email : card.Phone;
        if (to is null) return NoAddress.ToResult();

        var link = new ConsumerLink(
            principal, ConsumerLinks.NewId(), order.For, consumer, order.Consent, order.Method, order.Send is not null, caller.Holder, caller.KeyId, now, now + order.ValidFor);
        var (token, wait) = await links.Make(link, settings.LinksPerConsumerPerDay, ct);
        if (token is null) return TooMany(wait).ToResult();
        var url = $"{settings.PublicUrl.TrimEnd('/')}{link.Path(token)}";
        if (order.Send is { } by)
        {
            var name = await ShownConsents.NameOf(books, principal, ct);
            try
            {
                await senders.Send(ConsumerMessages.Link(new Tongue(order.Language), link, name!, by, to, url), ct);
            }
            catch (MessageNotSentException)
            {
                await links.Remove(link);
                return NotSent.ToResult();
            }

            if (link.Purpose == LinkPurpose.Verification && !await facts.Asked(link, card.Phone, ct))
            {
                await links.Remove(link);
                return NotRecorded.ToResult();
            }
        }
        else
        {
            await log.Note(principal, http, AccessKind.Link, consumer);
        }

        return Results.Json(new ConsumerLinkView(order.For, order.Send is null ? url : null, order.Send, link.ExpiresAt), VaultJson.Answers, statusCode: StatusCodes.Status201Created);
    }

    private static readonly Problem Erased = new(StatusCodes.Status409Conflict, ProblemCodes.ConsumerErased, "The data of this consumer were erased, and there is nothing left to show.");

    private static readonly Problem NoAddress = Problem.Of([new("/send", ProblemCodes.Contradiction, "No mail address of this consumer is known. Send by sms, or leave send out.")]);

    private static Problem TooMany(Duration wait) => new(
        StatusCodes.Status429TooManyRequests, ProblemCodes.RateLimited, "This consumer was sent as many links today as one gets in a day. Wait; those that were sent still open.")
    { RetryAfter = (int)Math.Ceiling(wait.TotalSeconds) };

    private static bool Sees(Caller caller, OpenedDossier opened) =>
        caller.IsPrincipalStaff || opened.Dossier.Facts.Any(f => f.Fact.UploadedBy == caller.Holder) || opened.Dossier.Exhibits.Any(e => e.Announced.UploadedBy == caller.Holder);
}

/// <summary>What is asked of a link.</summary>
public sealed record LinkOrder(LinkPurpose For, Guid? Consent, VerificationMethod? Method, Duration ValidFor, MessageChannel? Send, PackLanguage Language)
{
    private static readonly Duration Usual = Duration.FromDays(14);
    private static readonly Duration Longest = Duration.FromDays(90);

    /// <summary>Reads it; what is wrong with it is noted.</summary>
    public static LinkOrder? Read(JsonFields json, Caller caller, OpenedDossier opened, PrincipalKeys keys, Instant now)
    {
        var purpose = json.Word<LinkPurpose>("for", required: true);
        var verifies = purpose == LinkPurpose.Verification;
        var consent = json.FactRef("consent", required: verifies);
        var send = json.Word<MessageChannel>("send");
        var method = json.Word<VerificationMethod>("method", required: verifies && send is null);
        var term = json.Term("validFor");
        var language = json.Word<PackLanguage>("language") ?? PackLanguage.Nl;
        json.Done();
        if (json.HasErrors) return null;

        // On its page a consumer sees everything of the principal's, and whoever is told the link does too.
        if (!verifies && send is null && !caller.IsPrincipalStaff) json.Fault("for", ProblemCodes.NotYours, "A link to the whole page is told to the principal alone. Have it sent to the consumer.");
        if (!verifies && (consent is not null || method is not null)) json.Fault(consent is not null ? "consent" : "method", ProblemCodes.Contradiction, "Only a verification is about one consent.");
        if (method is VerificationMethod.Phone) json.Fault("method", ProblemCodes.UnknownValue, "Nobody opens a link by phone: one of sms, email, app, letter.");
        if (send is not null && method is not null && method != MethodOf(send.Value)) json.Fault("method", ProblemCodes.Contradiction, "The method follows from send; leave it out.");
        var validFor = term is null ? Usual : Amsterdam.EndOfTerm(now, term) - now;
        if (validFor > Longest) json.Fault("validFor", ProblemCodes.OutOfRange, "At most 90 days.");
        Guid? about = null;
        if (verifies && (about = Find(consent!, caller, opened, keys)) is null)
            json.Fault("consent", ProblemCodes.UnknownConsent, "No consent of this consumer has this reference, or several have. Name the party that handed it in: { \"party\", \"ref\" }.");
        return json.HasErrors ? null : new(purpose!.Value, about, verifies ? method ?? MethodOf(send!.Value) : null, validFor, send, language);
    }

    private static VerificationMethod MethodOf(MessageChannel channel) => channel == MessageChannel.Sms ? VerificationMethod.Sms : VerificationMethod.Email;

    // As a fact would name it: the caller's own, or the named party's, else the only match; to an agency, its own alone.
    private static Guid? Find(StatedRef stated, Caller caller, OpenedDossier opened, PrincipalKeys keys)
    {
        var grants = opened.Dossier.Facts.Where(f => f.Fact is ConsentGranted && (caller.IsPrincipalStaff || f.Fact.UploadedBy == caller.Holder)).ToList();
        var named = keys.EventId(stated.Party ?? caller.Holder, stated.Ref);
        if (grants.Any(g => g.EventId == named)) return named;
        return stated.Party is null && grants.Where(g => opened.RefOf(g.EventId) == stated.Ref).ToList() is [var only] ? only.EventId : null;
    }
}
