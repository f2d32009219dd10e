using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Identity;
using EvidenceVault.Domain.Packs;
using EvidenceVault.Domain.Retention;
using EvidenceVault.Server.Identity;

namespace EvidenceVault.Server.Packs.Data;

/// <summary>Makes a pack's data. Pure: no clock, no store.</summary>
public static class PackDataBuilder
{
    public static PackData Build(PackInput input)
    {
        var (asked, report) = (input.Asked, input.Report);
        var calls = CallBuilder.Build(input);
        var consents = ConsentBuilder.Build(input);
        var exhibits = ExhibitBuilder.Build(input);
        var findings = input.HasFindings ? FindingBuilder.Of(input, report.Findings) : [];
        var parties = ChainBuilder.Parties(input);
        return new PackData
        {
            Pack = asked.Pack,
            Content = asked.Content,
            Audience = asked.Audience,
            Language = asked.Language,
            Inquiry = asked.Inquiry,
            RequestedAt = asked.OccurredAt,
            AsOf = asked.AsOf,
            Rulebook = report.Rulebook,
            Software = input.Software,
            Book = report.BookVersion,
            CheckAt = asked.PublicUrl is { } url ? $"{url}{CheckPack.Path}/{asked.Pack}" : null,
            Principal = ChainBuilder.Principal(input),
            Consumer = Consumer(input),
            Summary = input.HasFindings ? SummaryBuilder.Build(calls) : null,
            Missing = MissingBuilder.Build(input, consents, calls, exhibits, parties),
            Parties = parties,
            Mandates = ChainBuilder.Mandates(input),
            Campaigns = ChainBuilder.Campaigns(input),
            Rules = input.HasFindings ? RuleBuilder.Rules(calls, findings) : [],
            RulesNotJudged = input.HasFindings ? RuleBuilder.NotJudged() : [],
            Policies = RuleBuilder.Policies(input),
            Consents = consents,
            Objections = DeedBuilder.Objections(input),
            Relationships = DeedBuilder.Relationships(input),
            Callbacks = DeedBuilder.Callbacks(input),
            Calls = calls,
            Exhibits = exhibits,
            Findings = findings,
            Contradictions = input.HasFindings ? SummaryBuilder.Contradictions(input) : [],
            Corrections = CorrectionBuilder.Build(input),
            Messages = DeedBuilder.Messages(input),
            Facts = FactBuilder.Build(input),
        };
    }

    private static ConsumerData Consumer(PackInput input)
    {
        var kind = input.Dossier.Facts.LastOrDefault(f => f.Fact.Person?.Kind is not null)?.Fact.Person!.Kind ?? PersonKind.Unknown;
        if (input.Opened.Card is not { } card) return new(input.Asked.Consumer!.Value, [], false, [], [], kind, IsErased: true);
        var masked = Disclosure.MasksNumber(input.Asked, input.IsForCase, input.Opened.Dossier);
        return new(
            input.Asked.Consumer!.Value,
            [.. Values(card.Numbers).Select(number => masked ? NumberTerm.Mask(number) : number)],
            masked,
            Values(card.Names),
            input.Disclosure.Emails ? Values(card.Emails) : [],
            kind,
            IsErased: false);
    }

    private static IReadOnlyList<string> Values(IReadOnlyList<DatedValue> dated) => [.. dated.Select(v => v.Value)];
}
