namespace EvidenceVault.Server.Access;

/// <summary>Refuses to start a server with an endpoint that nobody thought about.</summary>
public static class AccessRuleCheck
{
    /// <summary>Checks that every endpoint states its access rule.</summary>
    /// <exception cref="InvalidOperationException">Some do not.</exception>
    public static void CheckAccessRules(this IEndpointRouteBuilder routes)
    {
        var without = routes.DataSources.SelectMany(source => source.Endpoints)
            .Where(endpoint => endpoint.Metadata.GetMetadata<AccessRule>() is null)
            .Select(endpoint => endpoint.DisplayName)
            .ToList();
        if (without.Count > 0)
            throw new InvalidOperationException($"Endpoints without an access rule: {string.Join(", ", without)}. Say Requires, RequiresKey, RequiresOperator or IsPublic.");
    }
}
