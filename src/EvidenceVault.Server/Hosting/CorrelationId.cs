using System.Diagnostics;
using System.Security.Cryptography;
using EvidenceVault.Domain.Identity;

namespace EvidenceVault.Server.Hosting;

/// <summary>
/// The id that ties an answer to what the server noted about it: the client's own <c>X-Correlation-ID</c> where that is a short token
/// that says nothing about a person, else one made here. It is the request's <see cref="HttpContext.TraceIdentifier"/>.
/// </summary>
public static class CorrelationId
{
    public const string Header = "X-Correlation-ID";

    private const int Most = 64;

    /// <summary>Gives each request its id, and each answer the same.</summary>
    public static void UseCorrelationId(this WebApplication app) => app.Use((context, next) =>
    {
        var id = Of(context.Request.Headers[Header]);
        context.TraceIdentifier = id;
        context.Response.OnStarting(() =>
        {
            context.Response.Headers[Header] = id;
            return Task.CompletedTask;
        });
        return next(context);
    });

    /// <summary>Whether a client's id may stand in logs and answers.</summary>
    public static bool IsSafe(string id) =>
        id.Length is > 0 and <= Most && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') && !HoldsNumber(id);

    private static string Of(Microsoft.Extensions.Primitives.StringValues sent)
    {
        if (sent is [{ } one] && IsSafe(one)) return one;
        return Activity.Current?.TraceId.ToHexString() ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
    }

    // Stricter than for references: a mobile number without its zero, or one glued to letters, has no place in a log either.
    private static bool HoldsNumber(string id)
    {
        if (Guid.TryParse(id, out _)) return false;
        if (PersonalData.ReadsAsPersonal(id)) return true;
        var run = 0;
        foreach (var c in id)
        {
            if (char.IsAsciiDigit(c)) run++;
            else if (c is not ('-' or '.' or '_')) run = 0;
            if (run >= 9) return true;
        }

        return false;
    }
}
