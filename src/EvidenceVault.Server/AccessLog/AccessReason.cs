using EvidenceVault.Domain.AccessLog;
using EvidenceVault.Domain.Identity;
using EvidenceVault.Server.Hosting;

namespace EvidenceVault.Server.AccessLog;

/// <summary>Why somebody looks, as a short code in the header <c>Vault-Reason</c>, such as a ticket's number. It is kept with the access; who gives none, is let in as well.</summary>
public sealed class AccessReason : IEndpointFilter
{
    public const string Header = "Vault-Reason";

    private static readonly Problem Malformed = new(
        StatusCodes.Status400BadRequest, ProblemCodes.InvalidParameter,
        $"{Header} is {ReasonCode.Form}. It is no place for sentences.");

    private static readonly Problem Personal = new(
        StatusCodes.Status400BadRequest, ProblemCodes.PersonalDataInReference, $"{Header} reads as if a phone number or mail address stood in it. Give a code that says nothing about a person.");

    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        Fault(context.HttpContext.Request) is { } problem ? ValueTask.FromResult<object?>(problem.ToResult()) : next(context);

    /// <summary>The reason given with a request that passed; null: none.</summary>
    public static string? Of(HttpContext http) => http.Request.Headers[Header] is [{ Length: > 0 } reason] ? reason : null;

    private static Problem? Fault(HttpRequest request) => request.Headers[Header] switch
    {
        [] => null,
        [{ } one] when ReasonCode.IsCode(one) => PersonalData.ReadsAsPersonal(one) ? Personal : null,
        _ => Malformed,
    };
}

/// <summary>How endpoints say that they note who looks.</summary>
public static class AccessReasonExtensions
{
    /// <summary>Takes a reason with each request.</summary>
    public static TBuilder TakesReason<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.AddEndpointFilter<TBuilder, AccessReason>();
}
