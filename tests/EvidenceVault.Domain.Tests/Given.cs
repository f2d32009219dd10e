using System.Security.Cryptography;
using System.Text;
using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Exhibits;
using EvidenceVault.Domain.Judging;
using NodaTime;
using NodaTime.Text;

namespace EvidenceVault.Domain.Tests;

/// <summary>A dossier in the making. Facts have names; times are local in Amsterdam, such as <c>2026-09-01 10:00</c>.</summary>
internal sealed partial class Given
{
    public const string Principal = "zonkracht";
    public const string Wording = "w1";
    public const string Campaign = "najaar";

    public static readonly Guid Consumer = Id("consumer");

    private static readonly LocalDateTimePattern ToTheMinute = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm");
    private static readonly LocalDateTimePattern ToTheSecond = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss");

    private readonly List<RecordedFact> _facts = [];
    private readonly List<Exhibit> _exhibits = [];
    private Instant? _knownAt;

    private Given() => Book = Book.Of(Principal)
        .With(new CampaignDescribed(Campaign, "Najaar", ["electricity", "gas"], CallNature.Commercial, Day("2020-01-01"), null, null), At("2020-01-01 09:00"), 1, Id(Campaign))
        .With(AWording(), At("2020-01-01 09:00"), 2, Id(Wording));

    public Book Book { get; private set; }

    public DossierAsKnown Known => DossierAsKnown.Of(Whole, _knownAt ?? At("2030-01-01 00:00"));

    public Dossier Whole => new(Principal, Consumer, _facts, _exhibits) { Clearances = _clearances, Acknowledgements = _acknowledgements, Inquiries = _inquiries, HasForeignNumber = _hasForeignNumber };

    private BookAsKnown KnownBook => BookAsKnown.Of(Book, _knownAt ?? At("2030-01-01 00:00"));

    public static Given Dossier() => new();

    /// <summary>A consent of 1 August 2026 that meets every rule, confirmed a day later.</summary>
    public static Given ValidConsent() => Dossier().Grant("grant", "2026-08-01 12:00").Verified("verified", "2026-08-02 12:00", "grant");

    public static Guid Id(string name) => new(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16));

    public static FactRef Ref(string name) => new(Id(name));

    public static LocalDate Day(string day) => LocalDatePattern.Iso.Parse(day).Value;

    /// <summary>A local time in Amsterdam, to the second or the minute.</summary>
    public static Instant At(string local) =>
        (local.Length == 16 ? ToTheMinute : ToTheSecond).Parse(local).Value.InZoneLeniently(Amsterdam.Zone).ToInstant();

    public static WordingFiled AWording() => new(
        Wording, "00", "nl", ["electricity", "gas"], [Principal], [CallMeans.Human], "00", "https://zonkracht.example/aanvraag", null, null, Day("2020-01-01"), null, true);

    /// <summary>Sets what the last fact says, and when it was recorded (else a minute after it happened).</summary>
    public Given Recorded(string at)
    {
        _facts[^1] = _facts[^1] with { RecordedAt = At(at) };
        return this;
    }

    /// <summary>Says who handed the last fact in (else the principal).</summary>
    public Given HandedInBy(string uploader)
    {
        _facts[^1] = _facts[^1] with { Fact = _facts[^1].Fact with { UploadedBy = uploader } };
        return this;
    }

    /// <summary>Says what the last fact states of the person.</summary>
    public Given Stating(StatedPerson person)
    {
        _facts[^1] = _facts[^1] with { Fact = _facts[^1].Fact with { Person = person } };
        return this;
    }

    public Given KnownAt(string at)
    {
        _knownAt = At(at);
        return this;
    }

    public Given Add(string name, Fact fact)
    {
        _facts.Add(new(Id(name), fact.OccurredAt + Duration.FromMinutes(1), _facts.Count + 1, fact));
        return this;
    }

    public Given Grant(string name, string at, Func<ConsentGranted, ConsentGranted>? but = null)
    {
        var grant = new ConsentGranted
        {
            OccurredAt = At(at),
            Party = Principal,
            UploadedBy = Principal,
            RefMac = name,
            Exhibits = [$"x-{name}"],
            Channel = ConsentChannel.Phone,
            Products = ["electricity", "gas"],
            Method = ConsentMethod.WebForm,
            Wording = Wording,
            Capture = new("https://zonkracht.example/aanvraag", CaptureAction.TickedBox, false, false, false, null, null),
        };
        return Exhibit($"x-{name}", at, ExhibitPurpose.Consent).Add(name, but?.Invoke(grant) ?? grant);
    }

    public Given Requested(string name, string at, string consent, Func<ConsentVerificationRequested, ConsentVerificationRequested>? but = null)
    {
        var requested = new ConsentVerificationRequested
        {
            OccurredAt = At(at),
            Party = Principal,
            UploadedBy = Principal,
            RefMac = name,
            Consent = Ref(consent),
            Method = VerificationMethod.Sms,
            SameNumber = true,
        };
        return Add(name, but?.Invoke(requested) ?? requested);
    }

    public Given Verified(string name, string at, string consent, Func<ConsentVerified, ConsentVerified>? but = null)
    {
        var verified = new ConsentVerified
        {
            OccurredAt = At(at),
            Party = Principal,
            UploadedBy = Principal,
            RefMac = name,
            Exhibits = [$"x-{name}"],
            Consent = Ref(consent),
            Method = VerificationMethod.Sms,
            SameNumber = true,
        };
        return Exhibit($"x-{name}", at, ExhibitPurpose.Verification).Add(name, but?.Invoke(verified) ?? verified);
    }

    public Given Refused(string name, string at, string consent) => Add(name, new ConsentVerificationRefused
    {
        OccurredAt = At(at),
        Party = Principal,
        UploadedBy = Principal,
        RefMac = name,
        Consent = Ref(consent),
        Method = VerificationMethod.Sms,
        SameNumber = true,
    });

    public Given Withdrawn(string name, string at, string? consent = null, params string[] products) => Add(name, AWithdrawal(name, at, consent, products));

    public static ConsentWithdrawn AWithdrawal(string name, string at, string? consent = null, params string[] products) => new()
    {
        OccurredAt = At(at),
        Party = Principal,
        UploadedBy = Principal,
        RefMac = name,
        Via = WithdrawalRoute.Email,
        Consent = consent is null ? null : Ref(consent),
        ScopeProducts = products.Length == 0 ? null : products,
    };

    public Given Objected(string name, string at, string? call = null, params string[] products) => Add(name, new ObjectionRegistered
    {
        OccurredAt = At(at),
        Party = Principal,
        UploadedBy = Principal,
        RefMac = name,
        Via = WithdrawalRoute.Phone,
        Call = call is null ? null : Ref(call),
        ScopeProducts = products.Length == 0 ? null : products,
    });

    public Given Complained(string name, string at) => Add(name, new ComplaintReceived
    {
        OccurredAt = At(at),
        Party = Principal,
        UploadedBy = Principal,
        RefMac = name,
        About = ComplaintSubject.Telemarketing,
        TextHash = "00",
        Via = "email",
    });

    public Given Customer(string name, string at, Func<RelationshipStarted, RelationshipStarted>? but = null)
    {
        var started = new RelationshipStarted
        {
            OccurredAt = At(at),
            Party = Principal,
            UploadedBy = Principal,
            RefMac = name,
            RelationshipMac = name,
            Exhibits = [$"x-{name}"],
            As = RelationshipRole.Customer,
            Products = ["electricity", "gas"],
            NoticeAtCollection = true,
        };
        return Exhibit($"x-{name}", at, ExhibitPurpose.Contract).Add(name, but?.Invoke(started) ?? started);
    }

    public Given Registered(RegistrationKind kind, string? article = null, string validFrom = "2020-01-01", string? validTo = null, string recordedAt = "2020-01-01 09:00") =>
        InBook(
            new PrincipalDescribed(Principal, "Zonkracht", "12345678", [], [new(kind, article, "r", Day(validFrom), validTo is null ? null : Day(validTo), null)]),
            recordedAt,
            "registered");

    public Given Callback(string name, string at, Func<CallbackRequested, CallbackRequested>? but = null)
    {
        var requested = new CallbackRequested
        {
            OccurredAt = At(at),
            Party = Principal,
            UploadedBy = Principal,
            RefMac = name,
            Exhibits = [$"x-{name}"],
            Via = CallbackRoute.WebForm,
            Products = ["electricity", "gas"],
        };
        return Exhibit($"x-{name}", at, ExhibitPurpose.Callback).Add(name, but?.Invoke(requested) ?? requested);
    }

    public Given Call(string name, string at, Func<CallAttempted, CallAttempted>? but = null)
    {
        var call = ACall(name, at);
        return Add(name, but?.Invoke(call) ?? call);
    }

    /// <summary>A call of the consumer, with a call detail record of it.</summary>
    public Given Inbound(string name, string at, Func<CallAttempted, CallAttempted>? but = null) =>
        Call(name, at, c => (but ?? (x => x))(c with { Direction = CallDirection.Inbound }))
            .Exhibit($"x-{name}", at, e => e with { Kind = ExhibitKind.CallDetailRecord, Purposes = [ExhibitPurpose.Call], Call = Ref(name) });

    /// <summary>An answered commercial call by the principal itself, about the campaign's products.</summary>
    public static CallAttempted ACall(string name, string at) => new()
    {
        OccurredAt = At(at),
        Party = Principal,
        UploadedBy = Principal,
        RefMac = name,
        Campaign = Campaign,
        Direction = CallDirection.Outbound,
        Means = CallMeans.Human,
        Nature = CallNature.Commercial,
        Outcome = CallOutcome.Answered,
        ObjectionOffer = ObjectionOffer.Agent,
    };

    public Given Correction(string name, string at, string corrects, Fact? corrected, CorrectionMove? move = null) =>
        Correction(name, at, Ref(corrects), corrected, move);

    public Given Correction(string name, string at, FactRef corrects, Fact? corrected, CorrectionMove? move = null) => Add(name, new CorrectionMade
    {
        OccurredAt = At(at),
        Party = Principal,
        UploadedBy = Principal,
        RefMac = name,
        Corrects = corrects,
        ReasonHash = "00",
        Corrected = corrected,
        Move = move,
    });

    public Given Exhibit(string id, string at, params ExhibitPurpose[] purposes) => Exhibit(id, at, e => e with { Purposes = purposes });

    public Given Exhibit(string id, string at, Func<ExhibitAnnounced, ExhibitAnnounced> but, bool stored = true)
    {
        var announced = new ExhibitAnnounced
        {
            OccurredAt = At(at),
            Exhibit = id,
            UploadedBy = Principal,
            Party = Principal,
            Kind = ExhibitKind.FormCapture,
            Purposes = [ExhibitPurpose.Consent],
            ContentType = "image/png",
            Size = 1,
            Sha256 = "00",
            Consumer = Consumer,
        };
        _exhibits.RemoveAll(e => e.Id == id);
        _exhibits.Add(new(Id(id), At(at), but(announced), stored ? At(at) : null, stored ? id : null));
        return this;
    }

    public Given WithoutExhibit(string id)
    {
        _exhibits.RemoveAll(e => e.Id == id);
        return this;
    }

    public Given InBook(object e, string recordedAt = "2020-01-01 09:00", string? name = null)
    {
        Book = Book.With(e, At(recordedAt), Book.Version + 1, Id(name ?? e.ToString()!));
        return this;
    }

    public Given Mandate(string reference, string from, string to, Func<MandateGiven, MandateGiven>? but = null, string recordedAt = "2020-01-01 09:00")
    {
        var mandate = new MandateGiven(reference, from, to, null, Day("2020-01-01"), null, false, null, null);
        return InBook(but?.Invoke(mandate) ?? mandate, recordedAt, reference);
    }

    public Given Policy(string validFrom, Func<Policy, Policy> but) =>
        InBook(new PolicySet(but(new Policy { ValidFrom = Day(validFrom) }), "because", true));

    public Given InAnotherOrder(IEnumerable<int> order)
    {
        var facts = order.Select(i => _facts[i]).ToList();
        _facts.Clear();
        _facts.AddRange(facts);
        _exhibits.Reverse();
        return this;
    }

    public Judgement Judge(string call, bool all = false) =>
        EvidenceVault.Domain.Judging.Judge.Call(Known, KnownBook, Id(call), all);

    public Judgement Imagine(CallAttempted call) => EvidenceVault.Domain.Judging.Judge.Hypothetical(Known, KnownBook, call);

    public Finding? Finding(string call, string rule) => Judge(call).Of(rule);

    public DossierReport Report(string at = "2030-01-01 00:00") => DossierReport.Of(Whole, Book, _knownAt, At(at));
}
