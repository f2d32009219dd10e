using System.Text;

namespace EvidenceVault.Torture.Fuzzing;

/// <summary>Shows, before a run, that what is looked for would be found.</summary>
internal static class SelfCheck
{
    private static readonly FuzzRequest Plain = new("A", "GET", "/", [], [], Framing.None, MayBeRefusedUnread: false);

    public static void Run(Judge judge, Plant.Secrets secrets)
    {
        var random = new Random(1);
        Must(judge.Of(Plain, Answer(200, "{}")) is null, "a good answer passes");
        Must(judge.Of(Plain, null) is not null, "a missing answer");
        Must(judge.Of(Plain, Answer(500, "{}")) is not null, "a 500");
        Must(judge.Of(Plain, Answer(404, """{"code":"not-found","status":404,"detail":"x"}""")) is null, "a good problem passes");
        Must(judge.Of(Plain, Answer(404, """{"code":"nonsense","status":404,"detail":"x"}""")) is not null, "an unknown code");
        Must(judge.Of(Plain, Answer(404, "")) is not null, "an error without a problem document");
        Must(judge.Of(Plain, Answer(200, $"…{Encoding.UTF8.GetString(Plant.MarkOf("B"))}…")) is not null, "another principal's data");
        Must(judge.Of(Plain, Answer(200, $"…{Encoding.UTF8.GetString(Plant.MarkOf("A"))}…")) is null, "one's own data pass");
        Must(judge.Of(Plain, Answer(201, "{}", secrets.Number(random))) is not null, "a number in an address");
        foreach (var secret in (string[])[secrets.Number(random), secrets.Name(random), secrets.Mail(random), secrets.Reference(random)])
            Must(secrets.InLogs.Find($"{{\"@mt\":\"x\",\"Value\":\"{secret}\"}}").Count > 0, "a secret in a log line");
    }

    private static FuzzAnswer Answer(int status, string body, string? location = null) => new(
        status,
        new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["content-type"] = status < 400 ? "application/json" : "application/problem+json", ["location"] = $"/v1/{location}" },
        Encoding.UTF8.GetBytes(body));

    private static void Must(bool holds, string what)
    {
        if (!holds) throw new InvalidOperationException($"The fuzzer judges wrongly: {what}.");
    }
}
