using EvidenceVault.Server.Hosting;
using Microsoft.AspNetCore.Http.Features;

namespace EvidenceVault.Server.ConsumerPages;

/// <summary>
/// What holds for every page: nothing is kept, nothing is loaded from elsewhere or runs, no address leaks to others, no form comes in from another site; and
/// where storage fails, the person is told so in words.
/// </summary>
public sealed class PageFilter(PageLimits limits) : IEndpointFilter
{
    private const int LargestForm = 16 << 10;

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        Protect(http.Response);
        var t = PageLanguage.Of(http.Request);
        try
        {
            if (!HttpMethods.IsPost(http.Request.Method)) return await next(context);
            if (!IsOwnForm(http.Request)) return Pages.OldForm(t);
            if (limits.Count(http.Connection.RemoteIpAddress) is { } seconds) return Pages.TooMany(t, seconds);
            if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = LargestForm;
            // Read here, where what is wrong with it still has a page.
            await http.Request.ReadFormAsync(new FormOptions { ValueCountLimit = 20, KeyLengthLimit = 100, ValueLengthLimit = 1000 }, http.RequestAborted);
            return await next(context);
        }
        catch (Exception e) when (e is InvalidDataException or BadHttpRequestException { StatusCode: < 500 })
        {
            return Pages.OldForm(t);
        }
        catch (Exception e) when (!http.RequestAborted.IsCancellationRequested && !http.Response.HasStarted && ProblemHandling.IsOutage(e))
        {
            return Pages.Unavailable(t);
        }
    }

    private static void Protect(HttpResponse response)
    {
        var headers = response.Headers;
        headers.CacheControl = "no-store";
        headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        headers["Referrer-Policy"] = "no-referrer";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["X-Robots-Tag"] = "noindex, nofollow";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=()";
        if (response.HttpContext.Request.IsHttps) headers.StrictTransportSecurity = "max-age=31536000";
    }

    // Browsers say so themselves; one that does not still has to send the form's token. Origin is of no use here: without a referrer it is null.
    private static bool IsOwnForm(HttpRequest request) =>
        request.HasFormContentType && request.Headers["Sec-Fetch-Site"].ToString() is ("" or "same-origin" or "none");
}
