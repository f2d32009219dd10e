using System.Text.Json;
using EvidenceVault.Domain.Clearances;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Server.Access;
using EvidenceVault.Server.Books;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Intake;
using Microsoft.AspNetCore.Http.Features;
using NodaTime;

namespace EvidenceVault.Server.Clearances;

/// <summary><c>POST P/clearances</c>: may this party dial this number now? One question, or an array of them.</summary>
public static class RequestClearances
{
    /// <summary>The most questions in an array.</summary>
    public const int MostQuestions = 50_000;

    /// <summary>The most bytes of a body.</summary>
    public const int LargestBody = 16 << 20;

    private static readonly Problem TooMany = new(
        StatusCodes.Status413PayloadTooLarge, ProblemCodes.TooManyItems, $"At most {MostQuestions} questions in an array. Ask about the rest in another one.");

    private static readonly Problem Busy = new(
        StatusCodes.Status503ServiceUnavailable, ProblemCodes.Unavailable, "More questions wait than can be answered soon. None of these was taken; ask again as Retry-After says.")
    { RetryAfter = 5 };

    private static readonly Problem BadForm = new(
        StatusCodes.Status400BadRequest, ProblemCodes.InvalidParameter, "findings is codes, for findings without their words, or left out.");

    public static async Task<IResult> Post(
        string principal, HttpContext http, ClearanceDesk desk, PartyRules parties, BookStore books, CancellationToken ct)
    {
        var form = http.Request.Query["findings"];
        if (form.Count > 0 && form != "codes") return BadForm.ToResult();
        http.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = LargestBody;
        var (json, problem) = await JsonBody.Read(http.Request, ct, LargestBody);
        if (problem is not null) return problem.ToResult();
        var book = new BookAtHand(principal, books);
        var reader = new QuestionReader(principal, http.Caller(), parties.ContextFor(principal, http.Caller(), book), book);
        var words = form.Count == 0;
        if (json.ValueKind != JsonValueKind.Array)
        {
            var (one, wrong) = await reader.Read(json, ct);
            if (one is null) return wrong!.ToResult();
            if (!desk.TryAsk([one], bulk: false)) return Busy.ToResult();
            return Results.Json(ClearanceView.Of(await one.Answer, words), VaultJson.Answers);
        }

        if (json.GetArrayLength() > MostQuestions) return TooMany.ToResult();
        var asked = new List<(ClearanceRequest? Request, Problem? Problem)>(json.GetArrayLength());
        foreach (var question in json.EnumerateArray()) asked.Add(await reader.Read(question, ct));
        if (!desk.TryAsk([.. asked.Select(a => a.Request).OfType<ClearanceRequest>()], bulk: true)) return Busy.ToResult();
        return new ClearancesAnswer(asked, words);
    }

    /// <summary>Reads questions.</summary>
    private sealed class QuestionReader(string principal, Caller caller, Intake.Items.ItemContext context, BookAtHand book)
    {
        public async ValueTask<(ClearanceRequest? Request, Problem? Problem)> Read(JsonElement question, CancellationToken ct)
        {
            await context.Parties.Learn(question, ct);
            var errors = new List<FieldError>();
            var json = new JsonFields(question, errors);
            var phone = json.Phone("phone", required: true);
            var campaign = json.UrlReference("campaign", required: true);
            var named = json.Slug("party");
            var means = json.Word<CallMeans>("means") ?? CallMeans.Human;
            var basis = json.Word<Basis>("basis");
            json.Done();
            if (named is not null && context.Parties.Check(named) is var (code, detail)) json.Fault("party", code, detail);
            if (campaign is not null && !await IsCampaign(campaign, ct)) json.Fault("campaign", ProblemCodes.UnknownCampaign, "No campaign is known by this reference; have it set up by PUT P/campaigns/{ref} first.");
            return errors.Count > 0
                ? (null, Problem.Of(errors))
                : (new(principal, phone!, new(campaign!, named ?? caller.Holder, means, basis), caller.Holder, caller.KeyId, ct), null);
        }

        // A campaign once described stays: only for one that was not known yet is the book asked anew. What it says counts when it is decided.
        private async ValueTask<bool> IsCampaign(string campaign, CancellationToken ct) =>
            book.Book?.Campaigns.ContainsKey(campaign) == true || (await book.Fresh(ct))!.Campaigns.ContainsKey(campaign);
    }
}
