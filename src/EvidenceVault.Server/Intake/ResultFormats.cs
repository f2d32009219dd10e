using System.Buffers;
using System.Text.Json;
using EvidenceVault.Server.Hosting;

namespace EvidenceVault.Server.Intake;

/// <summary>How the results of an upload are written.</summary>
public interface IResultFormat : IDisposable
{
    /// <summary>Says in the headers of the answer what it is.</summary>
    void Describe(HttpResponse response);

    void Start(IBufferWriter<byte> answer);

    void Write(IBufferWriter<byte> answer, long line, string? reference, ItemOutcome outcome);

    void End(IBufferWriter<byte> answer, ResultTotals totals);
}

/// <summary>How many items became what.</summary>
public readonly record struct ResultTotals(long Accepted, long Duplicate, long Rejected);

/// <summary>Results as JSON, as lines or as an array; or only those rejected, and the totals last.</summary>
public sealed class JsonResults : IResultFormat
{
    private readonly bool _isArray;
    private readonly bool _problemsOnly;
    private Utf8JsonWriter? _json;
    private bool _begun;

    private JsonResults(bool isArray, bool problemsOnly) => (_isArray, _problemsOnly) = (isArray, problemsOnly);

    /// <summary>A result a line.</summary>
    public static JsonResults Lines(bool problemsOnly) => new(false, problemsOnly);

    /// <summary>An array of results.</summary>
    public static JsonResults Array(bool problemsOnly) => new(true, problemsOnly);

    public void Describe(HttpResponse response) => response.ContentType = _isArray ? "application/json; charset=utf-8" : "application/x-ndjson";

    public void Start(IBufferWriter<byte> answer)
    {
        _json = new Utf8JsonWriter(answer);
        if (_isArray) answer.Write("["u8);
    }

    public void Write(IBufferWriter<byte> answer, long line, string? reference, ItemOutcome outcome)
    {
        if (_problemsOnly && outcome.Status != ItemStatus.Rejected) return;
        WriteOne(answer, ItemResult.Of(line, reference, outcome));
    }

    public void End(IBufferWriter<byte> answer, ResultTotals totals)
    {
        if (_problemsOnly) WriteOne(answer, new { totals });
        if (_isArray) answer.Write("]"u8);
    }

    public void Dispose() => _json?.Dispose();

    private void WriteOne<T>(IBufferWriter<byte> answer, T value)
    {
        if (_isArray && _begun) answer.Write(","u8);
        _begun = true;
        _json!.Reset();
        JsonSerializer.Serialize(_json, value, VaultJson.Answers);
        if (!_isArray) answer.Write("\n"u8);
    }
}
