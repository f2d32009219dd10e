using JasperFx;
using Marten.Exceptions;
using Npgsql;

namespace EvidenceVault.Server.Store;

/// <summary>Two who write the same at one moment: which of several constraints the second one meets first is a matter of luck.</summary>
public static class Collisions
{
    /// <summary>Whether what was to be saved was there already, by another who was quicker.</summary>
    public static bool Is(Exception exception) => exception switch
    {
        ExistingStreamIdCollisionException or ConcurrencyException => true,
        PostgresException postgres => postgres.SqlState == PostgresErrorCodes.UniqueViolation,
        AggregateException many => many.InnerExceptions.Any(Is),
        { InnerException: { } inner } => Is(inner),
        _ => false,
    };
}
