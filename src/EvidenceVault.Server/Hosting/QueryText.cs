namespace EvidenceVault.Server.Hosting;

/// <summary>Refuses a query that holds the character NUL, wherever it stands: no text in PostgreSQL can hold it, so it matches nothing, and asking would be a fault of the database.</summary>
public static class QueryText
{
    private static readonly Problem Nul = new(
        StatusCodes.Status400BadRequest, ProblemCodes.InvalidParameter, "The query holds the character NUL (%00), which no parameter can.");

    public static void UseReadableQueries(this WebApplication app) => app.Use((context, next) => HasNul(context.Request) ? Nul.Write(context) : next(context));

    // As it came, escaped: the server takes no NUL that is not.
    private static bool HasNul(HttpRequest request) => request.QueryString.Value?.Contains("%00", StringComparison.Ordinal) == true;
}
