using System.Security.Cryptography;
using System.Text.Json;
using EvidenceVault.Domain.Packs;
using EvidenceVault.Server.Hosting;
using Microsoft.Net.Http.Headers;
using NodaTime;

namespace EvidenceVault.Server.Packs;

/// <summary>Where a pack stands, as clients read it.</summary>
public sealed record PackDocument(
    string Id,
    PackState State,
    PackScopeView Scope,
    PackContent Content,
    PackAudience Audience,
    PackLanguage Language,
    string? Inquiry,
    Instant AsOf,
    Instant RequestedAt,
    Instant? ReadyAt,
    Instant? TimestampedAt,
    Instant? CountersignedAt,
    Instant? DeletedAt,
    int? Pages,
    long? Size,
    string? Sha256,
    PackProblemView? Problem,
    PackProgress? Progress = null,
    IReadOnlyList<PackVolumeView>? Volumes = null)
{
    /// <summary>As it stands, with how far the making has come.</summary>
    public static async Task<PackDocument> Of(Pack pack, string principal, OpenPacks queue, CancellationToken ct)
    {
        if (!pack.IsOpen) return Of(pack, isBeingMade: false);
        var isBeingMade = await queue.IsBeingMade(pack.Id, ct);
        return Of(pack, isBeingMade) with { Progress = isBeingMade ? await queue.Progress(principal, pack.Id, ct) : null };
    }

    public static PackDocument Of(Pack pack, bool isBeingMade)
    {
        var (asked, made) = (pack.Requested, pack.Made);
        return new(
            pack.Id, pack.Deleted is not null ? PackState.Deleted : made is not null ? PackState.Ready : pack.Failed is not null ? PackState.Failed : isBeingMade ? PackState.Making : PackState.Requested,
            PackScopeView.Of(asked), asked.Content, asked.Audience, asked.Language, asked.Inquiry, asked.AsOf, asked.OccurredAt,
            made?.OccurredAt, made?.TimestampedAt, pack.Countersigned?.OccurredAt, pack.Deleted?.OccurredAt, made?.Pages, pack.File?.Size, pack.File?.Sha256, pack.Failed is { } failed ? PackProblemView.Of(failed.Problem) : null)
        {
            Volumes = made?.Volumes is { } volumes ? [new(1, made.Pages, pack.File!.Size, pack.File.Sha256), .. volumes.Select(v => new PackVolumeView(v.Number, v.Pages, v.Size, v.Sha256))] : null,
        };
    }

    /// <summary>As an answer, with an entity tag that changes whenever anything in it does.</summary>
    public IResult Answer(HttpContext http, int status = StatusCodes.Status200OK)
    {
        var hash = SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(this, VaultJson.Answers));
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(hash.AsSpan(0, 16))}\"");
        http.Response.GetTypedHeaders().ETag = tag;
        http.Response.Headers.CacheControl = "private, no-cache";
        return HttpMethods.IsGet(http.Request.Method) && http.Request.GetTypedHeaders().IfNoneMatch.Any(t => t.Compare(tag, useStrongComparison: false))
            ? Results.StatusCode(StatusCodes.Status304NotModified)
            : Results.Json(this, VaultJson.Answers, statusCode: status);
    }
}

/// <summary>What a pack is about.</summary>
public sealed record PackScopeView(Guid? Consumer, string? Campaign, LocalDate? From, LocalDate? To, IReadOnlyList<string>? Agencies)
{
    public static PackScopeView Of(PackRequested asked) => new(asked.Consumer, asked.Campaign?.Campaign, asked.Campaign?.From, asked.Campaign?.To, asked.Campaign?.Agencies);
}

/// <summary>How far the making of a campaign pack has come.</summary>
/// <param name="Done">Steps done.</param>
/// <param name="Of">Steps in all; it grows while what there is to do becomes known.</param>
public sealed record PackProgress(long Done, long Of);

/// <summary>A volume of a campaign pack.</summary>
public sealed record PackVolumeView(int Number, int Pages, long Size, string Sha256);

/// <summary>Why a pack was not made.</summary>
public sealed record PackProblemView(string Code, string Detail)
{
    public static PackProblemView Of(PackProblem problem) => problem switch
    {
        PackProblem.StorageUnavailable => new("storage-unavailable", "The vault's storage could not be reached for too long. Ask for the pack again."),
        PackProblem.ConsumerGone => new("consumer-gone", "The consumer is no longer in the vault, so there is nothing to make a pack of."),
        PackProblem.LedgerStopped => new("ledger-stopped", "The ledger stands still and does not cover every event that the pack rests on, so nothing would prove them. An operator sees why at /ledger/state; ask for the pack again once it goes on."),
        PackProblem.LedgerDisagrees => new("ledger-disagrees", "An event that the pack rests on is not what stands in the ledger: one of them was changed after it was written. An operator runs vault ledger verify, which names it."),
        PackProblem.CountsDisagree => new("counts-disagree", "The calls that the events tell of are not those that were judged, so nothing that is counted could be relied on. An operator has the judgements made anew (POST /v1/judgements/{slug}/rebuild); ask for the pack again then. Where it persists, vault ledger verify tells whether events are missing."),
        PackProblem.JudgingBehind => new("judging-behind", "What the calls come to was still being judged anew, for too long. Ask for the pack again once the campaign's scorecard is no longer recomputing."),
        PackProblem.Cancelled => new("cancelled", "Somebody called it off before it was made. Ask for it again."),
        _ => new("internal", "Something went wrong inside the vault in making this pack. Tell its operator the pack's id."),
    };
}

/// <summary>States of a pack.</summary>
public enum PackState
{
    Requested,
    Making,
    Ready,
    Failed,
    Deleted,
}
