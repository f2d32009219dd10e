using System.Globalization;
using EvidenceVault.Domain.Judging;
using EvidenceVault.Domain.Judging.Structural;
using EvidenceVault.Server.Access;
using EvidenceVault.Server.Dossiers;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Intake;
using EvidenceVault.Server.Store;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace EvidenceVault.Server.Scorecards;

/// <summary><c>GET P/calls</c>: the calls behind a figure, oldest first.</summary>
public sealed class ListCalls(VaultDatabase database, ClientRefs refs)
{
    public static readonly string[] Results = ["met", "breach", "unproven"];

    private static readonly Dictionary<string, string[]> ResultsOf = new(StringComparer.Ordinal)
    {
        [CountedAs.Calls] = ["outbound", "inbound"],
        [CountedAs.Permission] = ["shown", "not-shown", "unproven", "not-assessed"],
        [CountedAs.Conduct] = ["clean", "breach", "unproven", "not-assessed"],
        [CountedAs.Dropped] = ["yes"],
        [CountedAs.HandedInLate] = ["yes"],
        [CountedAs.Branded] = ["yes"],
        [CountedAs.Complaint] = ["yes"],
        [CountedAs.Compliment] = ["yes"],
        [CountedAs.Monitored] = ["agent-assist", "reviewer"],
        [CountedAs.Consents] = [CountedAs.Verified, CountedAs.NeverVerified],
    };

    // Their results are the codes of what was listened for, which are the clients' own.
    private static readonly string[] OfAnyResult = [CountedAs.MonitoringMet, CountedAs.MonitoringNotMet];

    private const string Columns =
        "consumer, call, started_at, campaign, party, is_dialled, is_conversation, permission, conduct, basis, proof, nature, hours_after_withdrawal, marks, reasons";

    private const string Conditions =
        """
        principal = $1 and ($2::text is null or campaign = $2) and ($3::text is null or party = $3) and ($4::text is null or party = $4)
          and started_at >= $5 and started_at < $6 and ($7::text[] is null or marks && $7) and ($8::text is null or proof = $8) and (not $9 or is_conversation)
          and ($10::timestamptz is null or (started_at, call) > ($10, $11))
        """;

    private const string AnyCalls = $"select {Columns} from vault.judged_call where {Conditions} order by started_at, call limit $12";

    // The counts tell in which months there are such calls at all: a rare result is not looked for in all the others.
    private const string CallsWithMarks =
        $"""
        select c.* from (
            select distinct month from vault.scorecard_count
            where principal = $1 and ($2::text is null or campaign = $2) and ($3::text is null or party = $3) and ($4::text is null or party = $4)
              and rule = $13 and rule || ' ' || result = any($7) and ($8::text is null or proof = $8) and attempts > 0
              and (month + interval '1 month') at time zone 'Europe/Amsterdam' > $5 and month::timestamp at time zone 'Europe/Amsterdam' < $6
              and ($10::timestamptz is null or (month + interval '1 month') at time zone 'Europe/Amsterdam' > $10)) m,
        lateral (
            select {Columns} from vault.judged_call
            where {Conditions} and started_at >= m.month::timestamp at time zone 'Europe/Amsterdam' and started_at < (m.month + interval '1 month') at time zone 'Europe/Amsterdam'
            order by started_at, call limit $12) c
        order by started_at, call limit $12
        """;

    // A consent counts once for each campaign and caller, in the month of the first call on it.
    private const string FirstCalls =
        $"""
        select c.* from (
            select distinct consumer, campaign, caller, first_call_at from vault.consent_in_use
            where principal = $1 and ($2::text is null or campaign = $2) and ($3::text is null or caller = $3) and ($4::text is null or caller = $4)
              and first_call_at >= $5 and first_call_at < $6 and (verified_by = '') = any($13)
              and ($10::timestamptz is null or first_call_at >= $10)) u,
        lateral (
            select {Columns} from vault.judged_call
            where {Conditions} and consumer = u.consumer and campaign = u.campaign and party = u.caller and started_at = u.first_call_at) c
        order by started_at, call limit $12
        """;

    /// <summary>The names of rules, and what else calls are counted as.</summary>
    public static IEnumerable<string> Rules => Rulebook.Rules.Select(r => r.Name).Concat(ResultsOf.Keys).Concat(OfAnyResult);

    public static readonly string[] Proofs = ["contemporaneous", "afterwards", "declared", Scorecard.NoProof];

    public async Task<IResult> Get(string principal, HttpContext http, CancellationToken ct)
    {
        var (paging, problem) = Paging.Read(http.Request);
        var (days, badDays) = Days.Read(http.Request);
        var (marks, badMarks) = Marks(http.Request);
        var (proof, badProof) = QueryWord.One(http.Request, "proof", Proofs);
        var (kind, badKind) = QueryWord.One(http.Request, "kind", "conversation");
        var (campaign, badCampaign) = Name(http.Request, "campaign", text => text.Length == 0 || JsonFields.IsUrlReference(text));
        var (party, badParty) = Name(http.Request, "party", JsonFields.IsSlug);
        if ((problem ?? badDays ?? badMarks ?? badProof ?? badKind ?? badCampaign ?? badParty) is { } wrong) return wrong.ToResult();
        var caller = http.Caller();
        var rows = await Rows(
            principal, campaign, party, caller.IsPrincipalStaff ? null : caller.Holder, days!, marks,
            proof == Scorecard.NoProof ? CallRow.None : proof, kind is not null, paging!, ct);
        var page = paging!.Page(rows, row => row.Key);
        var named = await refs.Of(principal, caller, [.. page.Items.Select(row => (row.View.Consumer, row.View.EventId))], ct);
        return Microsoft.AspNetCore.Http.Results.Json(
            new Page<CountedCallView>([.. page.Items.Select(row => row.View with { Ref = named.GetValueOrDefault(row.View.EventId) })], page.Next), VaultJson.Answers);
    }

    private static (string[]? Marks, Problem? Problem) Marks(HttpRequest request)
    {
        var (rule, badRule) = QueryWord.One(request, "rule", [.. Rules]);
        if (badRule is not null) return (null, badRule);
        if (rule is null) return request.Query["result"].Count == 0 ? default : (null, Invalid("result goes with a rule: say of which."));
        if (OfAnyResult.Contains(rule))
        {
            return request.Query["result"] is { Count: 1 } code && JsonFields.IsUrlReference(code.ToString())
                ? ([$"{rule} {code}"], null)
                : (null, Invalid("result is the code of what was listened for, as it was handed in."));
        }

        var results = ResultsOf.GetValueOrDefault(rule, Results);
        var (result, badResult) = QueryWord.One(request, "result", results);
        return badResult is not null ? (null, badResult) : ([.. results.Where(r => result is null || r == result).Select(r => $"{rule} {r}")], null);
    }

    private static (string? Value, Problem? Problem) Name(HttpRequest request, string name, Func<string, bool> isName)
    {
        if (request.Query[name] is not { Count: > 0 } given) return default;
        return given.Count == 1 && isName(given.ToString()) ? (given.ToString(), null) : (null, Invalid($"{name} is the reference of one, as it was set up."));
    }

    private static Problem Invalid(string detail) => new(StatusCodes.Status400BadRequest, ProblemCodes.InvalidParameter, detail);

    private async Task<List<(CountedCallView View, string Key)>> Rows(
        string principal, string? campaign, string? party, string? holder, Days days, string[]? marks, string? proof, bool conversations, Paging paging, CancellationToken ct)
    {
        var (at, after) = After(paging.After);
        var ofConsents = marks?[0].StartsWith($"{CountedAs.Consents} ", StringComparison.Ordinal) == true;
        await using var command = database.Source.CreateCommand(marks is null ? AnyCalls : ofConsents ? FirstCalls : CallsWithMarks);
        command.Parameters.Add(new() { Value = principal });
        foreach (var text in new[] { campaign, party, holder }) command.Parameters.Add(new() { Value = (object?)text ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = days.Start });
        command.Parameters.Add(new() { Value = days.End });
        command.Parameters.Add(new() { Value = ofConsents ? DBNull.Value : (object?)marks ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = (object?)proof ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = conversations });
        command.Parameters.Add(new() { Value = (object?)at ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        command.Parameters.Add(new() { Value = after });
        command.Parameters.Add(new() { Value = paging.Limit + 1 });
        if (ofConsents) command.Parameters.Add(new() { Value = Array.ConvertAll(marks!, m => m.EndsWith($" {CountedAs.NeverVerified}", StringComparison.Ordinal)) });
        else if (marks is not null) command.Parameters.Add(new() { Value = marks[0].Split(' ')[0] });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<(CountedCallView, string)>();
        while (await reader.ReadAsync(ct)) rows.Add(Read(principal, reader));
        return rows;
    }

    private static (CountedCallView, string) Read(string principal, NpgsqlDataReader r)
    {
        var (consumer, call, at) = (r.GetGuid(0), r.GetGuid(1), r.GetFieldValue<Instant>(2));
        var (marks, reasons) = (r.GetFieldValue<string[]>(13), r.GetFieldValue<string?[]>(14));
        var findings = marks.Zip(reasons, (mark, reason) => (Parts: mark.Split(' '), reason)).Where(m => !ResultsOf.ContainsKey(m.Parts[0]) && !OfAnyResult.Contains(m.Parts[0]))
            .Select(m => new CountedFindingView(m.Parts[0], m.Parts[1], m.reason)).ToList();
        return (
            new(
                null, consumer, call, at, OrNull(r.GetString(3)), r.GetString(4), r.GetBoolean(5) ? "outbound" : "inbound", r.GetBoolean(6), r.GetString(7), r.GetString(8),
                OrNull(r.GetString(9)), OrNull(r.GetString(10)), r.GetString(11), r.IsDBNull(12) ? null : r.GetInt32(12), findings,
                $"/v1/principals/{principal}/consumers/{consumer}/dossier"),
            $"{(at - NodaConstants.UnixEpoch).BclCompatibleTicks / 10}.{call}");
    }

    // The cursor is when a call began, and its event. One that somebody made up begins at the first page.
    private static (Instant? At, Guid Call) After(string cursor)
    {
        var dot = cursor.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && long.TryParse(cursor.AsSpan(0, dot), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var micros)
            && Math.Abs(micros) < 10_000_000_000_000_000 && Guid.TryParse(cursor.AsSpan(dot + 1), out var call)
            ? (Instant.FromUnixTimeTicks(micros * 10), call)
            : (null, Guid.Empty);
    }

    private static string? OrNull(string text) => text.Length == 0 ? null : text;
}

/// <summary>A call as it was last judged: codes and bare ids. In words it stands in its dossier.</summary>
public sealed record CountedCallView(
    string? Ref, Guid Consumer, Guid EventId, Instant StartedAt, string? Campaign, string Party, string Direction, bool Conversation, string Permission, string Conduct, string? Basis,
    string? Proof, string EffectiveNature, int? HoursAfterWithdrawal, IReadOnlyList<CountedFindingView> Findings, string Dossier);

/// <summary>What one rule found.</summary>
public sealed record CountedFindingView(string Rule, string Result, string? Reason);
