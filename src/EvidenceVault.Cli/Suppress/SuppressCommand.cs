using System.Text;
using System.Text.Json;
using EvidenceVault.Cli.Import;

namespace EvidenceVault.Cli.Suppress;

/// <summary><c>vault suppress</c>: takes out of a dial list whoever said no to calls.</summary>
public static class SuppressCommand
{
    private const int MostLinesNamed = 20;

    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error, CancellationToken ct)
    {
        if (args is ["--help" or "-h"])
        {
            await output.WriteLineAsync(SuppressOptions.Usage);
            return ImportCommand.Taken;
        }

        try
        {
            return await Run(SuppressOptions.Parse(args), output, ct);
        }
        catch (WrongCallException e)
        {
            await error.WriteLineAsync($"{e.Message} See vault suppress --help.");
            return ImportCommand.WrongCall;
        }
        catch (UnreachableException e)
        {
            await error.WriteLineAsync($"{e.Message} Nothing was acknowledged.");
            return ImportCommand.Unreachable;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            await error.WriteLineAsync("Stopped. Nothing was acknowledged.");
            return ImportCommand.Stopped;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync(e.Message);
            return ImportCommand.WrongCall;
        }
    }

    private static async Task<int> Run(SuppressOptions options, TextWriter output, CancellationToken ct)
    {
        using var vault = new VaultConnection(options.Url, options.Principal, options.Key, options.Patience, "vault-suppress");
        await vault.Meet(ct);
        var suppressed = await SuppressedNumbers.Follow(vault, options.Products, ct);
        var cleared = DialList.Clear(options.List, options.Out, options.Column, suppressed.Contains);
        await output.WriteLineAsync($"{cleared.Suppressed} taken out, {cleared.Kept} left, of {cleared.Suppressed + cleared.Kept + cleared.Unreadable.Count} rows; {suppressed.Count} numbers are suppressed.");
        if (cleared.Unreadable.Count > 0)
            await output.WriteLineAsync(
                $"{cleared.Unreadable.Count} rows left out because their number cannot be read: line {string.Join(", ", cleared.Unreadable.Take(MostLinesNamed))}{(cleared.Unreadable.Count > MostLinesNamed ? ", …" : "")}.");
        if (suppressed.Erased > 0) await output.WriteLineAsync($"{suppressed.Erased} suppressions name no number any more, because it was erased: ask for a clearance before you call.");
        if (options.Acknowledge)
        {
            await Acknowledge(vault, suppressed.Cursor, ct);
            await output.WriteLineAsync("Acknowledged.");
        }

        return cleared.Unreadable.Count > 0 ? ImportCommand.Refused : ImportCommand.Taken;
    }

    private static async Task Acknowledge(VaultConnection vault, string cursor, CancellationToken ct)
    {
        using var response = await vault.Send(
            () => new(HttpMethod.Post, "suppressions/acknowledgements") { Content = new StringContent(JsonSerializer.Serialize(new { cursor }), Encoding.UTF8, "application/json") }, ct);
        if (!response.IsSuccessStatusCode) throw new WrongCallException((await VaultProblem.Of(response, ct)).Detail);
    }
}
