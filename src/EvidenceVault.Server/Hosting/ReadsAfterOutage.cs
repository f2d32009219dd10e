using EvidenceVault.Server.Keys;
using EvidenceVault.Server.Store;
using Marten;
using Npgsql;
using Weasel.Postgresql;

namespace EvidenceVault.Server.Hosting;

/// <summary>
/// Reads once more where a pooled connection turns out to be dead: after a restart of PostgreSQL every connection left from before it would
/// otherwise cost a reader an answer 503 while all is well.
/// </summary>
public static class ReadsAfterOutage
{
    public static void UseReadsAfterOutage(this WebApplication app)
    {
        var marten = (PostgresqlDatabase)app.Services.GetRequiredService<IDocumentStore>().Storage.Database;
        NpgsqlDataSource[] pools =
            [app.Services.GetRequiredService<VaultDatabase>().Source, app.Services.GetRequiredService<KeyDatabase>().Source, marten.DataSource];
        app.Use((context, next) => Handle(context, next, pools));
    }

    private static async Task Handle(HttpContext context, RequestDelegate next, NpgsqlDataSource[] pools)
    {
        try
        {
            await next(context);
        }
        catch (Exception e) when (MayReadAgain(context) && IsDeadConnection(e))
        {
            foreach (var pool in pools) pool.Clear();
            context.Response.Clear();
            await next(context);
        }
    }

    private static bool MayReadAgain(HttpContext context) =>
        (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
        && !context.Response.HasStarted
        && !context.RequestAborted.IsCancellationRequested;

    // One that could not be made is another matter: PostgreSQL is down, and trying again at once is of no use.
    private static bool IsDeadConnection(Exception? e) => e switch
    {
        null => false,
        PostgresException postgres => postgres.SqlState == PostgresErrorCodes.AdminShutdown,
        NpgsqlException { InnerException: IOException } => true,
        _ => IsDeadConnection(e.InnerException),
    };
}
