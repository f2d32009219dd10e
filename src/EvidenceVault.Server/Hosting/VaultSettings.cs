using EvidenceVault.Server.Ledger.Timestamps;
using EvidenceVault.Server.Ledger.Witnesses;
using EvidenceVault.Server.Packs.Sealing;

namespace EvidenceVault.Server.Hosting;

/// <summary>The section <c>Vault</c> of the configuration.</summary>
public sealed record VaultSettings
{
    /// <summary>The operator's key: a secret of 32 characters or more.</summary>
    public string OperatorKey { get; init; } = "";

    /// <summary>The file with the key-encryption key.</summary>
    public string KeyFile { get; init; } = "";

    /// <summary>The file with the key that signs what the vault hands out, such as clearances.</summary>
    public string SigningKeyFile { get; init; } = "";

    /// <summary>The file with the key that signs the ledger's checkpoints and receipts; empty: <c>ledger.key</c> beside <see cref="KeyFile"/>.</summary>
    public string LedgerKeyFile { get; init; } = "";

    /// <summary>Where that file is.</summary>
    public string LedgerKeyPath => LedgerKeyFile.Length > 0 ? LedgerKeyFile : Path.Combine(Path.GetDirectoryName(Path.GetFullPath(KeyFile))!, "ledger.key");

    /// <summary>The name of the ledger of a vault that is made now, such as <c>vault.example/evidence-vault</c>; empty: from <see cref="PublicUrl"/>, or else one made up. It never changes.</summary>
    public string LedgerOrigin { get; init; } = "";

    /// <summary>After how many seconds the last checkpoint is also kept in the blob store.</summary>
    public int LedgerPublishSeconds { get; init; } = 60;

    /// <summary>Those who cosign the ledger from elsewhere.</summary>
    public WitnessSettings[] Witnesses { get; init; } = [];

    /// <summary>How many of them must have cosigned a checkpoint before it counts as witnessed.</summary>
    public int WitnessQuorum { get; init; } = 1;

    /// <summary>After how many seconds witnesses that have an address are asked again.</summary>
    public int WitnessSeconds { get; init; } = 60;

    /// <summary>Those who give timestamps of the ledger's checkpoints.</summary>
    public TimestampSettings[] TimestampAuthorities { get; init; } = [];

    /// <summary>After how many seconds the ledger is timestamped again, where it has grown.</summary>
    public int TimestampSeconds { get; init; } = 3_600;

    /// <summary>The PFX with the certificate and key that packs are sealed with; empty: they are not sealed.</summary>
    public string SealCertificate { get; init; } = "";

    /// <summary>Its password.</summary>
    public string SealPassword { get; init; } = "";

    /// <summary>The address of the authority (RFC 3161) that timestamps the seals of packs, and countersignatures; empty: they have none.</summary>
    public string SealTimestamp { get; init; } = "";

    /// <summary>Those who may countersign packs as a second person.</summary>
    public CountersignerSettings[] Countersigners { get; init; } = [];

    /// <summary>Create or change the schema, and create missing key files, at start. In production <c>db-apply</c> does.</summary>
    public bool ApplySchema { get; init; }

    /// <summary>Requests a key may make in a second, averaged, with bursts of ten times that.</summary>
    public int RequestsPerSecond { get; init; } = 200;

    /// <summary>Requests without a valid key that an address may make in a minute, averaged; as many at once.</summary>
    public int FailedAttemptsPerMinute { get; init; } = 600;

    /// <summary>For how many seconds the client of an upload may neither send nor read anything before it is cut off.</summary>
    public int UploadSilenceSeconds { get; init; } = 300;

    /// <summary>Uploads of lines or tables that a key may have open at once.</summary>
    public int UploadsPerKey { get; init; } = 32;

    /// <summary>Uploads of lines or tables that may be open at once on a server.</summary>
    public int Uploads { get; init; } = 256;

    /// <summary>How many megabytes of results of one upload may wait on disk for a client that does not read them.</summary>
    public int UploadResultsMegabytes { get; init; } = 2_048;

    /// <summary>About how many pages a volume of a campaign pack has.</summary>
    public int PackVolumePages { get; init; } = 1_000;

    /// <summary>Connections that may be open at once on a server.</summary>
    public int Connections { get; init; } = 10_000;

    /// <summary>The container in the blob store.</summary>
    public string BlobContainer { get; init; } = "evidence";

    /// <summary>The vault's address as others reach it, printed on packs, and that links to consumers' pages begin with; empty: packs have the one that each request came to, and no links are made.</summary>
    public string PublicUrl { get; init; } = "";

    /// <summary>Networks or addresses of the proxies in front, whose <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> are believed; none: nobody's.</summary>
    public string[] TrustedProxies { get; init; } = [];

    /// <summary>Whether webhooks may go to this machine and the network it stands in, and to this machine without TLS. For trying things out.</summary>
    public bool WebhooksToPrivateAddresses { get; init; }

    /// <summary>Forms that an address may send in on consumers' pages in a minute, averaged; as many at once.</summary>
    public int FormsPerMinute { get; init; } = 20;

    /// <summary>Links that the vault sends to a consumer in a day, whoever asks for them.</summary>
    public int LinksPerConsumerPerDay { get; init; } = 3;

    /// <summary>Where messages to consumers are written as files instead of being sent, for trying things out: they hold numbers and links. Empty: nowhere.</summary>
    public string MessageDirectory { get; init; } = "";

    /// <summary>The mail server that sends e-mail to consumers; null: none does.</summary>
    public SmtpSettings? Smtp { get; init; }

    /// <summary>What is wrong with the settings; null where nothing is.</summary>
    public string? Fault() =>
        OperatorKey.Length < 32 ? "Vault__OperatorKey must be a secret of 32 characters or more."
        : KeyFile.Length == 0 ? "Vault__KeyFile must name the file with the key-encryption key."
        : PublicUrl.Length > 0 && !(Uri.TryCreate(PublicUrl, UriKind.Absolute, out var url) && url.Scheme is "http" or "https") ? "Vault__PublicUrl must be an http or https address."
        : TrustedProxies.Any(p => Hosting.TrustedProxies.Read(p) is null) ? "Vault__TrustedProxies must each be a network such as 10.1.0.0/16, or an address."
        : RequestsPerSecond < 1 ? "Vault__RequestsPerSecond must be 1 or more."
        : UploadSilenceSeconds < 1 ? "Vault__UploadSilenceSeconds must be 1 or more."
        : UploadsPerKey < 1 ? "Vault__UploadsPerKey must be 1 or more."
        : Uploads < 1 ? "Vault__Uploads must be 1 or more."
        : UploadResultsMegabytes < 1 ? "Vault__UploadResultsMegabytes must be 1 or more."
        : LinksPerConsumerPerDay < 1 ? "Vault__LinksPerConsumerPerDay must be 1 or more."
        : PackVolumePages is < 1 or > 2_000 ? "Vault__PackVolumePages must be 1 or more, and at most 2000."
        : Connections < 1 ? "Vault__Connections must be 1 or more."
        : FailedAttemptsPerMinute < 1 ? "Vault__FailedAttemptsPerMinute must be 1 or more."
        : LedgerPublishSeconds < 1 ? "Vault__LedgerPublishSeconds must be 1 or more."
        : LedgerOrigin.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c == '+') ? "Vault__LedgerOrigin must have no spaces and no plus."
        : Witnesses.Select(w => w.Fault()).FirstOrDefault(f => f is not null) is { } witness ? witness
        : Witnesses.DistinctBy(w => w.Key).Count() < Witnesses.Length ? "Vault__Witnesses must name each witness once."
        : Witnesses.Length > 0 && (WitnessQuorum < 1 || WitnessQuorum > Witnesses.Length) ? "Vault__WitnessQuorum must be 1 or more, and at most as many as there are witnesses."
        : TimestampAuthorities.Select(a => a.Fault()).FirstOrDefault(f => f is not null) is { } authority ? authority
        : TimestampAuthorities.DistinctBy(a => a.Authority).Count() < TimestampAuthorities.Length ? "Vault__TimestampAuthorities must have a name of its own each."
        : SealTimestamp.Length > 0 && !(Uri.TryCreate(SealTimestamp, UriKind.Absolute, out var stamping) && stamping.Scheme is "http" or "https") ? "Vault__SealTimestamp must be an http or https address."
        : SealTimestamp.Length > 0 && SealCertificate.Length == 0 ? "Vault__SealTimestamp timestamps seals, so it needs Vault__SealCertificate."
        : Countersigners.Select(c => c.Fault()).FirstOrDefault(f => f is not null) is { } countersigner ? countersigner
        : Countersigners.DistinctBy(c => (c.Principal, c.Holder.Trim().ToUpperInvariant())).Count() < Countersigners.Length ? "Vault__Countersigners must name each person once."
        : Countersigners.Length > 0 && SealCertificate.Length == 0 ? "Vault__Countersigners countersign sealed packs, so they need Vault__SealCertificate."
        : TimestampSeconds < 1 ? "Vault__TimestampSeconds must be 1 or more."
        : WitnessSeconds < 1 ? "Vault__WitnessSeconds must be 1 or more."
        : FormsPerMinute < 1 ? "Vault__FormsPerMinute must be 1 or more."
        : Smtp?.Fault();
}

/// <summary>The section <c>Vault:Smtp</c>.</summary>
public sealed record SmtpSettings
{
    public string Host { get; init; } = "";

    public int Port { get; init; } = 587;

    /// <summary>Whom to log in as; empty: nobody.</summary>
    public string User { get; init; } = "";

    public string Password { get; init; } = "";

    /// <summary>The address that messages come from.</summary>
    public string From { get; init; } = "";

    /// <summary>Whether the connection may go without TLS: to a relay on this machine, or in a test.</summary>
    public bool AllowPlain { get; init; }

    /// <summary>What is wrong with the settings; null where nothing is.</summary>
    public string? Fault() =>
        Host.Length == 0 ? "Vault__Smtp__Host must name the mail server."
        : !System.Net.Mail.MailAddress.TryCreate(From, out _) ? "Vault__Smtp__From must be the mail address that messages come from."
        : null;
}
