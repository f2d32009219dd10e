using Microsoft.AspNetCore.Mvc;

namespace EvidenceVault.Server.Hosting;

/// <summary>An expected outcome that is no success: an RFC 9457 problem with a stable code.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">A stable kebab-case code, listed in <see cref="ProblemCodes"/>.</param>
/// <param name="Detail">What to do, for a person. Never holds a value that came from outside.</param>
/// <param name="Errors">The bad fields.</param>
public sealed record Problem(int Status, string Code, string Detail, IReadOnlyList<FieldError>? Errors = null)
{
    /// <summary>The one answer for what does not exist and for what belongs to somebody else: nobody can tell the two apart.</summary>
    public static readonly Problem NotFound =
        new(StatusCodes.Status404NotFound, ProblemCodes.NotFound, "There is nothing here by that name. Check the address and the key you use.");

    /// <summary>After how many seconds it may go better; null: not by waiting.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>A problem about bad fields: its code is the one thing wrong, or <c>several-problems</c>.</summary>
    public static Problem Of(IReadOnlyList<FieldError> errors)
    {
        var one = errors.Select(e => e.Code).Distinct().Count() == 1;
        return one
            ? new(StatusCodes.Status422UnprocessableEntity, errors[0].Code, errors[0].Detail, errors)
            : new(StatusCodes.Status422UnprocessableEntity, ProblemCodes.SeveralProblems, $"{errors.Count} fields are wrong; see errors.", errors);
    }

    /// <summary>As an answer.</summary>
    public IResult ToResult() => new ProblemResult(this);

    /// <summary>As a problem document.</summary>
    public ProblemDetails ToDetails()
    {
        var details = new ProblemDetails
        {
            Type = $"https://evidencevault.example/problems/{Code}",
            Title = Code.Replace('-', ' '),
            Status = Status,
            Detail = Detail,
            Extensions = { ["code"] = Code },
        };
        if (Errors is not null) details.Extensions["errors"] = Errors;
        return details;
    }

    /// <summary>Writes it as the answer, with the request's correlation id.</summary>
    public Task Write(HttpContext context)
    {
        var response = context.Response;
        response.StatusCode = Status;
        response.Headers.CacheControl = "no-store";
        if (RetryAfter is { } seconds) response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var details = ToDetails();
        details.Extensions["correlationId"] = context.TraceIdentifier;
        return response.WriteAsJsonAsync(details, VaultJson.Answers, "application/problem+json", context.RequestAborted);
    }

    private sealed class ProblemResult(Problem problem) : IResult, IStatusCodeHttpResult
    {
        public int? StatusCode => problem.Status;

        public Task ExecuteAsync(HttpContext httpContext) => problem.Write(httpContext);
    }
}

/// <summary>One bad field.</summary>
/// <param name="Pointer">JSON pointer to the field.</param>
/// <param name="Code">What is wrong, as a stable code.</param>
/// <param name="Detail">What to do, for a person.</param>
public sealed record FieldError(string Pointer, string Code, string Detail);
