using System.Diagnostics;
using System.Text.Json;
using EvidenceVault.Server.Tests.Infrastructure;

namespace EvidenceVault.Server.Tests.ConsumerPages;

/// <summary>Looks at the pages in headless Chromium (<c>ops/pages/check.mjs</c>). <c>ops/test</c> installs what that needs.</summary>
public sealed class BrowserTests
{
    [Fact]
    public async Task the_pages_are_accessible_fit_a_phone_and_work_by_keyboard_without_scripts()
    {
        var messages = Directory.CreateTempSubdirectory("messages-");
        await using var host = await Visitor.StartAsync(new Dictionary<string, string> { ["Vault:MessageDirectory"] = messages.FullName });
        var visitor = await Visitor.HandIn(host);
        var given = new
        {
            url = host.Address.ToString().TrimEnd('/'),
            page = await visitor.Link(new { @for = "page" }),
            confirm = await visitor.Link(new { @for = "verification", consent = "one", method = "sms" }),
            principal = visitor.Principal,
            phone = visitor.Phone,
        };
        using var node = Process.Start(new ProcessStartInfo("node", [Path.Combine(Root(), "ops", "pages", "check.mjs"), JsonSerializer.Serialize(given)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (found, trouble) = (node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), node.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        try
        {
            await node.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            node.Kill(entireProcessTree: true);
            throw;
        }

        (await found).ShouldBeEmpty();
        node.ExitCode.ShouldBe(0, await trouble);
        messages.Delete(recursive: true);
    }

    private static string Root()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "EvidenceVault.sln"))) at = at.Parent;
        return at?.FullName ?? throw new InvalidOperationException("Run it inside the checkout.");
    }
}
