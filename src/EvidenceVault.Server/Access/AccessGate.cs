using EvidenceVault.Server.ContractEnds;
using EvidenceVault.Server.Hosting;

namespace EvidenceVault.Server.Access;

/// <summary>
/// Enforces every endpoint's <see cref="AccessRule"/> before its handler runs. In this order: is there a valid key (401), is it within its
/// rate (429), does it see the principal in the address (404), is that one's contract under way (410), may it do this (403).
/// </summary>
public sealed class AccessGate(RequestDelegate next, Authenticator authenticator, RateLimits rates, PublicRequests publicRequests, Visibility visibility, EndedContracts ended)
{
    private const string PrincipalInRoute = "principal";

    public async Task InvokeAsync(HttpContext context)
    {
        var endpoint = context.GetEndpoint();
        var rule = endpoint?.Metadata.GetMetadata<AccessRule>();
        if (rule is null && endpoint is RouteEndpoint)
            throw new InvalidOperationException($"The endpoint {endpoint.DisplayName} has no access rule.");

        // Without a route there is nothing to guard: routing's own 404, 405 and 415.
        if (rule is null or { Anonymous: true })
        {
            if (rule is not null && publicRequests.Count(context.Connection.RemoteIpAddress) is { } tooMany) await tooMany.Write(context);
            else await next(context);
            return;
        }

        if (await Refuse(context, rule, endpoint!.Metadata.GetMetadata<ReachesEnded>() is not null) is { } problem)
        {
            if (problem.Status == StatusCodes.Status401Unauthorized) context.Response.Headers.WWWAuthenticate = "Bearer";
            await problem.Write(context);
            return;
        }

        // Answers may hold personal data; what may be kept says so itself.
        context.Response.Headers.CacheControl = "no-store";
        await next(context);
    }

    private async ValueTask<Problem?> Refuse(HttpContext context, AccessRule rule, bool reachesEnded)
    {
        var (caller, refused) = await authenticator.Authenticate(
            context.Request.Headers.Authorization, context.Connection.RemoteIpAddress, context.RequestAborted);
        if (caller is null) return refused;
        context.SetCaller(caller);
        if (rates.Count(caller.KeyId, context.Response) is { } tooMany) return tooMany;
        if (context.GetRouteValue(PrincipalInRoute) is string principal)
        {
            if (!await visibility.Sees(caller, principal, context.RequestAborted)) return Problem.NotFound;
            if (!reachesEnded && await ended.Has(principal, context.RequestAborted)) return EndedContracts.Gone;
        }

        return Forbidden(caller, rule);
    }

    private static Problem? Forbidden(Caller caller, AccessRule rule)
    {
        if (caller.IsOperator)
            return rule.Operator ? null : Missing("The operator's key sets up principals, parties and keys; it does not reach a principal's own data.");
        if (rule.OperatorOnly) return Missing("Only the operator's key may do this.");
        if (rule.Scope is not { } scope || caller.Scopes.Contains(scope) || (rule.OrScope is { } other && caller.Scopes.Contains(other))) return null;
        return Missing(rule.OrScope is null ? $"This key lacks the scope {scope}." : $"This key lacks the scope {scope} or {rule.OrScope}.");
    }

    private static Problem Missing(string detail) => new(StatusCodes.Status403Forbidden, ProblemCodes.ScopeMissing, detail);
}
