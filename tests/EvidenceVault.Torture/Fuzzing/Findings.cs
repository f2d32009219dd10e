using System.Globalization;
using System.Text.Json;

namespace EvidenceVault.Torture.Fuzzing;

/// <summary>Requests that were answered wrongly, made small and kept as files.</summary>
internal sealed class Findings(string directory, Faults faults) : IDisposable
{
    private const int Most = 20;
    private const int Attempts = 80;

    private readonly HashSet<string> _seen = [];
    private readonly SemaphoreSlim _one = new(1);

    /// <summary>Keeps one; of those that look alike only the first.</summary>
    /// <param name="fault">Sends a request and says what is wrong with its answer.</param>
    public async Task Add(int number, FuzzRequest request, string what, Func<FuzzRequest, Task<string?>> fault)
    {
        await _one.WaitAsync();
        try
        {
            var kind = $"{request.Method} {request.Target.Split('?')[0]} {what[..Math.Min(40, what.Length)]}";
            if (!_seen.Add(kind) || _seen.Count > Most)
            {
                faults.Add($"request {number}: {what}");
                return;
            }

            var small = await Minimise(request, fault);
            Directory.CreateDirectory(directory);
            var path = Path.Combine(directory, $"{number.ToString(CultureInfo.InvariantCulture)}.json");
            await File.WriteAllTextAsync(path, JsonSerializer.Serialize(small));
            faults.Add($"request {number} as {request.Caller}, {small.Method} {small.Target}: {what} ({path})");
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private static async Task<FuzzRequest> Minimise(FuzzRequest request, Func<FuzzRequest, Task<string?>> fault)
    {
        var left = Attempts;
        async Task<bool> Fails(FuzzRequest candidate) => left-- > 0 && await fault(candidate) is not null;
        // What does not fail again by itself is kept as it was.
        if (!await Fails(request)) return request;
        foreach (var header in request.Headers)
        {
            var without = request with { Headers = [.. request.Headers.Where(h => h != header)] };
            if (await Fails(without)) request = without;
        }

        if (request.Target.Split('?') is [var path, _] && request with { Target = path } is var bare && await Fails(bare)) request = bare;
        for (var size = request.Body.Length / 2; size > 0; size /= 2)
            for (var at = 0; at + size <= request.Body.Length && left > 0;)
            {
                var smaller = request with { Body = [.. request.Body[..at], .. request.Body[(at + size)..]] };
                if (await Fails(smaller)) request = smaller;
                else at += size;
            }

        return request;
    }
}
