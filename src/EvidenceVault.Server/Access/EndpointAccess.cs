namespace EvidenceVault.Server.Access;

/// <summary>What an endpoint asks of the caller; enforced for every endpoint before its handler runs.</summary>
/// <param name="Scope">The scope the key must have; null: any valid key.</param>
/// <param name="Operator">Whether the operator's key is let in as well.</param>
/// <param name="OperatorOnly">Whether only the operator's key is let in.</param>
/// <param name="Anonymous">Whether no key is needed.</param>
/// <param name="OrScope">Another scope that does as well; null: none.</param>
public sealed record AccessRule(string? Scope = null, bool Operator = false, bool OperatorOnly = false, bool Anonymous = false, string? OrScope = null);

/// <summary>An endpoint that answers also when the principal's contract has ended.</summary>
public sealed record ReachesEnded;

/// <summary>How endpoints state and use their access rule.</summary>
public static class EndpointAccess
{
    private static readonly object CallerKey = new();

    /// <summary>The key must have this scope. An endpoint without a rule is refused at start.</summary>
    public static TBuilder Requires<TBuilder>(this TBuilder builder, string scope, bool orOperator = false)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new AccessRule(scope, Operator: orOperator));

    /// <summary>The key must have one of these scopes.</summary>
    public static TBuilder RequiresEither<TBuilder>(this TBuilder builder, string scope, string orScope)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new AccessRule(scope, OrScope: orScope));

    /// <summary>Any key that sees the principal in the address will do; the operator's does not reach a principal's data.</summary>
    public static TBuilder RequiresTenantKey<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new AccessRule());

    /// <summary>Any valid key will do, the operator's too.</summary>
    public static TBuilder RequiresKey<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new AccessRule(Operator: true));

    /// <summary>Only the operator.</summary>
    public static TBuilder RequiresOperator<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new AccessRule(Operator: true, OperatorOnly: true));

    /// <summary>No key needed.</summary>
    public static TBuilder IsPublic<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new AccessRule(Anonymous: true));

    /// <summary>It answers also when the principal's contract has ended; every other is refused then.</summary>
    public static TBuilder ReachesEndedContracts<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new ReachesEnded());

    /// <summary>Who makes this request.</summary>
    /// <exception cref="InvalidOperationException">The endpoint is public.</exception>
    public static Caller Caller(this HttpContext context) =>
        context.Items[CallerKey] as Caller ?? throw new InvalidOperationException("A public endpoint has no caller.");

    /// <summary>Who makes this request; null where that is not known.</summary>
    public static Caller? FindCaller(this HttpContext context) => context.Items[CallerKey] as Caller;

    /// <summary>Notes who makes this request.</summary>
    internal static void SetCaller(this HttpContext context, Caller caller) => context.Items[CallerKey] = caller;
}
