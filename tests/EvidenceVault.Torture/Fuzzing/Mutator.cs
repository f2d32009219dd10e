using System.Globalization;
using System.Text;

namespace EvidenceVault.Torture.Fuzzing;

/// <summary>Makes the request of a number: the same for the same seed.</summary>
internal sealed class Mutator(IReadOnlyList<Operation> all, Plant.Secrets secrets, int seed)
{
    // What takes a body has more that can be wrong.
    private readonly Operation[] _operations = [.. all, .. Enumerable.Repeat(all.Where(o => o.ContentType is not null), 3).SelectMany(o => o)];

    private static readonly string[] Callers = [
        "A", "A", "A", "A", "A", "A", "A", "A", "A-agency", "A-agency", "A-agency", "B", "B", "B", "B-agency", "operator", "operator", "stranger", "nobody",
    ];
    private static readonly string[] Methods = ["GET", "PUT", "POST", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "PROPFIND", "get", "GETGETGET"];
    private static readonly string[] Types =
    [
        "text/plain", "application/xml", "application/json; charset=utf-16", "application/json; charset=iso-8859-1", "application/json; charset=klingon", "application/x-ndjson", "text/csv", "text/csv; charset=windows-1252",
        "multipart/form-data; boundary=x", "application/json;;;", "", "*/*", "application/JSON", "application/problem+json", "application/json, text/csv", "a", "application/json; charset=\"",
    ];

    private static readonly string[] Segments =
    [
        "%00", "%2e%2e", "..", ".", "%2f", "%5c", "%", "%zz", "%ff%fe", "%c0%80", "%ed%a0%80", "0198f2c4-6f0e-7c3a-9d55-2b9c1c7d8e10", "{{B.consumer}}", "{{B.exhibit}}", "{{B.slug}}", "{{A.consumer}}", "{{A.exhibit}}",
        "{{A.pack}}", "{{B.pack}}", "null", "-1", "a b", "a%20b", "%0d%0aX-Injected:%201", "~", "é", "%F0%9F%98%80", "A", "a;b=c", "*", "'", "\"", "<script>", "{x}", "%7Bprincipal%7D", "consent.granted", "correction.made",
    ];

    private static readonly string[] QueryValues =
        ["", "0", "-1", "1", "1001", "99999999999999999999", "null", "true", "%00", "%ff", "a%0d%0ab", "2026-01-01", "9999-12-31", "0000-00-00", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00+01:00", "1e9", "stored", "nl", "problems", "AAAA", "_w", "%F0%9F%98%80", "[]", "'"];

    public FuzzRequest Make(int number)
    {
        var random = new Random(unchecked((seed * 48_271) + number));
        var operation = _operations[random.Next(_operations.Length)];
        var caller = Callers[random.Next(Callers.Length)];
        var own = caller.StartsWith('B') ? "B" : "A";
        var (target, oddTarget) = Target(random, operation, own);
        var (body, type) = Body(random, operation, own);
        var (headers, oddHeaders) = Headers(random, type);
        // Else nobody would be somebody.
        if (caller == "nobody") headers = [.. headers.Where(h => h[0] != "Authorization")];
        var method = random.Next(40) == 0 ? Methods[random.Next(Methods.Length)] : operation.Method;
        var framing = body.Length == 0 && random.Next(20) != 0 ? Framing.None : random.Next(40) switch
        {
            0 => Framing.WrongLength,
            1 => Framing.BrokenChunk,
            2 => Framing.Both,
            < 8 => Framing.Chunked,
            _ => Framing.Length,
        };
        var odd = oddTarget || oddHeaders || framing is Framing.WrongLength or Framing.BrokenChunk or Framing.Both || method is "get" or "GETGETGET";
        return new(caller, method, target, headers, body, framing, odd);
    }

    private (string Target, bool Odd) Target(Random random, Operation operation, string own)
    {
        var odd = false;
        var segments = operation.Path.Split('/').Select(s => s switch
        {
            "{principal}" => random.Next(12) == 0 ? $"{{{{{(own == "A" ? "B" : "A")}.slug}}}}" : $"{{{{{own}.slug}}}}",
            "{party}" => random.Next(3) == 0 ? $"fuzz-{random.Next(50)}" : $"{{{{{own}.agency}}}}",
            "{reference}" => random.Next(3) == 0 ? $"fuzz-{random.Next(200)}" : $"{{{{{own}.reference}}}}",
            "{id}" => Id(random, operation, own),
            "{type}.csv" => "call.attempted.csv",
            _ => s,
        }).ToArray();
        if (random.Next(15) == 0)
        {
            odd = true;
            segments[random.Next(1, segments.Length)] = random.Next(6) switch
            {
                0 => new string('a', random.Next(2) == 0 ? 300 : 9_000),
                1 => Uri.EscapeDataString(secrets.Number(random)),
                2 => Uri.EscapeDataString(secrets.Mail(random)),
                _ => Segments[random.Next(Segments.Length)],
            };
        }

        var path = string.Join('/', segments);
        if (random.Next(60) == 0)
        {
            odd = true;
            path = random.Next(4) switch { 0 => path + "/", 1 => "/" + path, 2 => path + "/../" + segments[^1], _ => path.Replace("/v1", "/V1", StringComparison.Ordinal) };
        }

        return (Latin(path + Query(random, operation)), odd);
    }

    private string Query(Random random, Operation operation)
    {
        var parts = new List<string>();
        foreach (var (name, example) in operation.Query)
        {
            if (random.Next(3) != 0) continue;
            for (var times = random.Next(10) == 0 ? 2 : 1; times > 0; times--) parts.Add($"{name}={(random.Next(2) == 0 ? Uri.EscapeDataString(example) : QueryValue(random))}");
        }

        if (random.Next(40) == 0) parts.Add($"{(random.Next(2) == 0 ? "x" : "%00")}={QueryValue(random)}");
        return parts.Count == 0 ? "" : "?" + string.Join('&', parts);
    }

    private string QueryValue(Random random) => random.Next(8) switch
    {
        0 => new string('9', random.Next(1, 2_000)),
        1 => Uri.EscapeDataString(secrets.Number(random)),
        _ => QueryValues[random.Next(QueryValues.Length)],
    };

    private static string Id(Random random, Operation operation, string own)
    {
        // Keys that somebody works with are not to be revoked.
        if (operation.Path.StartsWith("/v1/keys", StringComparison.Ordinal)) return random.Next(3) == 0 ? "{{spare.id}}" : "abcdefghijklmnop";
        if (operation.Path.Contains("/consumers/", StringComparison.Ordinal)) return random.Next(6) == 0 ? "{{B.consumer}}" : $"{{{{{own}.consumer}}}}";
        if (operation.Path.Contains("/packs/", StringComparison.Ordinal)) return random.Next(6) == 0 ? "{{B.pack}}" : $"{{{{{own}.pack}}}}";
        return random.Next(6) switch { 0 => "{{B.exhibit}}", 1 or 2 => $"FUZZ-{random.Next(300)}", _ => $"{{{{{own}.exhibit}}}}" };
    }

    private (byte[] Body, string? Type) Body(Random random, Operation operation, string own)
    {
        var body = operation.Bodies[random.Next(operation.Bodies.Count)];
        var type = operation.ContentType;
        if (type == "application/json")
        {
            body = Own(JsonMutation.Personalise(random, body, secrets), own);
            if (random.Next(5) != 0) body = JsonMutation.Spoil(random, body, secrets);
            if (operation.Id == "postEvidence" && random.Next(6) == 0) body = Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Repeat(Encoding.UTF8.GetString(body), random.Next(1, 6)))}]");
        }
        else if (type == "application/x-ndjson")
        {
            var lines = Encoding.UTF8.GetString(body).Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonMutation.Spoil(random, Own(JsonMutation.Personalise(random, Encoding.UTF8.GetBytes(line), secrets), own), secrets))
                .Select(Encoding.UTF8.GetString);
            body = Encoding.UTF8.GetBytes(string.Join(random.Next(10) == 0 ? "\r\n\n" : "\n", lines));
        }
        else if (type == "text/csv")
        {
            body = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(body).Replace("06-12345678", secrets.Number(random), StringComparison.Ordinal).Replace("CALL-2026-0001", secrets.Reference(random), StringComparison.Ordinal));
        }

        return (body.Length > 0 && random.Next(8) == 0 ? SpoilBytes(random, body) : body, type);
    }

    private static byte[] Own(byte[] body, string own) => own == "A" ? body : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(body).Replace("{{A.", "{{B.", StringComparison.Ordinal));

    private static byte[] SpoilBytes(Random random, byte[] body)
    {
        var at = random.Next(body.Length);
        return random.Next(9) switch
        {
            0 => body[..at],
            1 => body[at..],
            2 => [.. body[..at], 0xFF, 0xFE, .. body[at..]],
            3 => [.. body[..at], 0xED, 0xA0, 0x80, .. body[at..]],
            4 => [.. body[..at], 0, .. body[at..]],
            5 => [.. body, .. body],
            6 => [0xEF, 0xBB, 0xBF, .. body],
            7 => Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(body)),
            _ => [.. body[..at], (byte)random.Next(256), .. body[Math.Min(body.Length, at + 1)..]],
        };
    }

    private (IReadOnlyList<string[]> Headers, bool Odd) Headers(Random random, string? type)
    {
        var headers = new List<string[]>();
        var odd = false;
        if (type is not null && random.Next(60) != 0) headers.Add(["Content-Type", random.Next(30) == 0 ? Types[random.Next(Types.Length)] : type]);
        if (random.Next(6) != 0) return (headers, odd);
        switch (random.Next(14))
        {
            case 0: headers.Add(["Content-Encoding", random.Next(2) == 0 ? "gzip" : "br"]); break;
            case 1: headers.Add(["Content-Type", "text/plain"]); break;
            case 2: headers.Add(["X-Correlation-ID", random.Next(2) == 0 ? secrets.Number(random) : secrets.Mail(random)]); break;
            case 3: headers.Add(["If-None-Match", random.Next(2) == 0 ? "*" : "\"" + new string('a', 500)]); break;
            case 4: headers.Add(["Range", new[] { "bytes=0-", "bytes=-1", "bytes=5-2", "bytes=0-0,2-3", "bytes=99999999999999999999-", "lines=1", "bytes=" }[random.Next(7)]]); break;
            case 5: headers.Add(["If-Range", "Tue, 99 Nov 2026"]); break;
            case 6: headers.Add(["Accept", random.Next(2) == 0 ? "text/csv" : new string('*', 200)]); break;
            case 7: headers.Add(["Idempotency-Key", random.Next(2) == 0 ? new string('k', 300) : secrets.Number(random)]); break;
            case 8: headers.Add(["User-Agent", secrets.Number(random)]); break;
            case 9: (odd, _) = (true, Add(headers, "X-Long", new string('x', 20_000))); break;
            case 10: (odd, _) = (true, Add(headers, "X-Bad\u0001", "1")); break;
            case 11: (odd, _) = (true, Add(headers, "Authorization", "Bearer {{key.B}}")); break;
            case 12: (odd, _) = (true, Add(headers, "Host", "elsewhere.example")); break;
            default:
                odd = true;
                for (var i = 0; i < 80; i++) headers.Add([$"X-{i.ToString(CultureInfo.InvariantCulture)}", "1"]);
                break;
        }

        return (headers, odd);
    }

    private static bool Add(List<string[]> headers, string name, string value)
    {
        headers.Add([name, value]);
        return true;
    }

    // As bytes: what is no ASCII goes as it would in UTF-8.
    private static string Latin(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));
}
