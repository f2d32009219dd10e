using EvidenceVault.Domain.Exhibits;
using NodaTime;

namespace EvidenceVault.Domain.Packs;

/// <summary>An evidence pack was asked for: the first event on the stream <c>pack/{id}</c>.</summary>
/// <param name="OccurredAt">When.</param>
/// <param name="Pack">The pack's id.</param>
/// <param name="Consumer">The consumer it is about; null: it is about a campaign.</param>
/// <param name="Content">What is in it.</param>
/// <param name="Audience">For whom it is.</param>
/// <param name="Language">Its language.</param>
/// <param name="Inquiry">The reference of the inquiry it answers; null: none was named.</param>
/// <param name="AsOf">What the vault recorded later is not in it, and judgements are those of that instant.</param>
/// <param name="KeyId">The id of the API key used.</param>
/// <param name="Holder">The opaque name of the person behind the key, or its principal.</param>
/// <param name="PublicUrl">The vault's own address as the asker reached it; null: not known.</param>
/// <param name="Campaign">The campaign it is about; null: it is about a consumer.</param>
public sealed record PackRequested(
    Instant OccurredAt,
    string Pack,
    Guid? Consumer,
    PackContent Content,
    PackAudience Audience,
    PackLanguage Language,
    string? Inquiry,
    Instant AsOf,
    string KeyId,
    string Holder,
    string? PublicUrl,
    PackCampaign? Campaign = null);

/// <summary>Which calls a campaign pack is about.</summary>
/// <param name="Campaign">The campaign's reference.</param>
/// <param name="From">The first local day.</param>
/// <param name="To">The first local day after it.</param>
/// <param name="Agencies">Only calls made by these parties; null: by anyone.</param>
public sealed record PackCampaign(string Campaign, LocalDate From, LocalDate To, IReadOnlyList<string>? Agencies = null);

/// <summary>A pack was made and kept.</summary>
/// <param name="OccurredAt">When.</param>
/// <param name="Pack">The pack's id.</param>
/// <param name="Blob">The random name of the blob.</param>
/// <param name="Pages">How many pages it has.</param>
/// <param name="Size">Length in bytes.</param>
/// <param name="Sha256">SHA-256 of the plain bytes, lower-case hex.</param>
/// <param name="Rulebook">The version of the rulebook it was judged by.</param>
/// <param name="Software">The version of the software that made it.</param>
/// <param name="Seal">The SHA-256 of the certificate it is sealed with, lower-case hex; null: it is not sealed.</param>
/// <param name="TimestampedAt">What the timestamp of the seal says; null: it has none.</param>
/// <param name="Volumes">Of a campaign pack the volumes after the first, which is the file above; null: there is one file.</param>
public sealed record PackMade(
    Instant OccurredAt, string Pack, string Blob, int Pages, long Size, string Sha256, string Rulebook, string Software, string? Seal = null, Instant? TimestampedAt = null,
    IReadOnlyList<PackVolume>? Volumes = null);

/// <summary>A volume of a campaign pack: a file of its own with a share of the call log.</summary>
/// <param name="Number">Its number, from 2: the first volume is the index.</param>
/// <param name="Blob">The random name of the blob.</param>
/// <param name="Pages">How many pages it has.</param>
/// <param name="Size">Length in bytes.</param>
/// <param name="Sha256">SHA-256 of the plain bytes, lower-case hex.</param>
/// <param name="FirstCall">The number of its first call attempt in the log.</param>
/// <param name="LastCall">The number of its last.</param>
public sealed record PackVolume(int Number, string Blob, int Pages, long Size, string Sha256, long FirstCall, long LastCall);

/// <summary>A second person signed a sealed pack too: behind the end of its file, which was kept anew with that.</summary>
/// <param name="OccurredAt">When.</param>
/// <param name="Pack">The pack's id.</param>
/// <param name="Blob">The random name of the new blob; nothing needs the one before any more.</param>
/// <param name="Size">Its length in bytes.</param>
/// <param name="Sha256">SHA-256 of its plain bytes, lower-case hex.</param>
/// <param name="Certificate">The SHA-256 of the certificate it is countersigned with, lower-case hex.</param>
/// <param name="KeyId">The id of the API key used.</param>
/// <param name="Holder">The opaque name of the person behind the key.</param>
/// <param name="TimestampedAt">What the timestamp of the countersignature says; null: it has none.</param>
public sealed record PackCountersigned(
    Instant OccurredAt, string Pack, string Blob, long Size, string Sha256, string Certificate, string KeyId, string Holder, Instant? TimestampedAt = null);

/// <summary>A pack could not be made, and is not tried again.</summary>
/// <param name="OccurredAt">When.</param>
/// <param name="Pack">The pack's id.</param>
/// <param name="Problem">Why not.</param>
/// <param name="Attempts">How often it was tried.</param>
public sealed record PackFailed(Instant OccurredAt, string Pack, PackProblem Problem, int Attempts);

/// <summary>Somebody was given a pack.</summary>
/// <param name="OccurredAt">When.</param>
/// <param name="Pack">The pack's id.</param>
/// <param name="KeyId">The id of the API key used.</param>
/// <param name="Holder">The opaque name of the person behind the key, or its principal.</param>
/// <param name="Reason">Why, as a short code of the client's own; null where none was given.</param>
public sealed record PackRead(Instant OccurredAt, string Pack, string KeyId, string Holder, string? Reason = null);

/// <summary>A pack was lawfully deleted: its key, then its file, which was seen to be absent.</summary>
/// <param name="OccurredAt">When.</param>
/// <param name="Pack">The pack's id.</param>
/// <param name="Reason">Why.</param>
/// <param name="Sha256">The SHA-256 of the file that went, as it was last: copies handed over can still be told by it.</param>
/// <param name="Size">Its length in bytes.</param>
/// <param name="KeyDestroyedAt">When its key was gone.</param>
/// <param name="Storage">What the storage answered.</param>
/// <param name="Volumes">Of a campaign pack what went of the volumes after the first; null: there was one file.</param>
public sealed record PackDeleted(
    Instant OccurredAt, string Pack, PackDeletionReason Reason, string Sha256, long Size, Instant KeyDestroyedAt, IReadOnlyList<StorageAnswer> Storage,
    IReadOnlyList<VolumeDeleted>? Volumes = null);

/// <summary>A volume that was seen to be absent.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Sha256">The SHA-256 of the file that went.</param>
/// <param name="Size">Its length in bytes.</param>
/// <param name="Storage">What the storage answered.</param>
public sealed record VolumeDeleted(int Number, string Sha256, long Size, IReadOnlyList<StorageAnswer> Storage);

/// <summary>Why a pack was deleted.</summary>
public enum PackDeletionReason
{
    /// <summary>Its term ended.</summary>
    TermEnded,

    /// <summary>The person it was about was erased.</summary>
    PersonErased,
}

/// <summary>What is in a pack.</summary>
public enum PackContent
{
    /// <summary>Facts only: a party need not hand in its own judgement.</summary>
    Facts,

    /// <summary>Facts, findings and conclusions.</summary>
    FactsAndFindings,
}

/// <summary>For whom a pack is. It sets tone and fields.</summary>
public enum PackAudience
{
    /// <summary>A regulator.</summary>
    Authority,

    /// <summary>A court or a disputes committee.</summary>
    Court,

    /// <summary>The person it is about.</summary>
    Consumer,

    /// <summary>The principal's own staff.</summary>
    Internal,
}

/// <summary>Languages of packs.</summary>
public enum PackLanguage
{
    /// <summary>Dutch.</summary>
    Nl,

    /// <summary>English.</summary>
    En,
}

/// <summary>Why a pack was not made.</summary>
public enum PackProblem
{
    /// <summary>A database or the blob store could not be reached for too long.</summary>
    StorageUnavailable,

    /// <summary>The consumer is no longer there.</summary>
    ConsumerGone,

    /// <summary>Something went wrong in making it.</summary>
    Internal,

    /// <summary>The ledger stands still, so that it does not cover every event that the pack rests on.</summary>
    LedgerStopped,

    /// <summary>The ledger and an event that the pack rests on do not agree: one of them was changed after it was written.</summary>
    LedgerDisagrees,

    /// <summary>The calls that the events tell of are not those that were judged: nothing that is counted can be relied on.</summary>
    CountsDisagree,

    /// <summary>What the calls come to was still being judged anew, for too long.</summary>
    JudgingBehind,

    /// <summary>Somebody called it off before it was made.</summary>
    Cancelled,
}
