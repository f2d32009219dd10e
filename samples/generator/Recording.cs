using System.Text.Json.Nodes;

namespace EvidenceVault.Samples.Generator;

/// <summary>A file among the samples: its size, hash and, for speech, its length and what is said where.</summary>
internal sealed record Recording(long Size, string Sha256, int? DurationMs, JsonArray? Segments)
{
    /// <summary>Everything under voicelogs/ and captures/, by its path inside samples/.</summary>
    public static IReadOnlyDictionary<string, Recording> ReadAll(string samples)
    {
        var recordings = new Dictionary<string, Recording>();
        var listing = JsonNode.Parse(File.ReadAllText(Path.Combine(samples, "voicelogs", "voicelogs.json")))!.AsArray();
        foreach (var entry in listing)
        {
            var file = $"voicelogs/{(string)entry!["file"]!}";
            var bytes = File.ReadAllBytes(Path.Combine(samples, file));
            var listed = (int)entry["durationMs"]!;
            var measured = OggDurationMs(bytes);
            if (Math.Abs(measured - listed) > 150)
                throw new InvalidDataException($"{file} plays {measured} ms; voicelogs.json says {listed} ms. Run voicelogs/make.");
            recordings[file] = new Recording(bytes.Length, World.Hash(bytes), listed, entry["segments"]!.DeepClone().AsArray());
        }

        foreach (var path in Directory.EnumerateFiles(Path.Combine(samples, "captures")).Order(StringComparer.Ordinal))
        {
            var bytes = File.ReadAllBytes(path);
            recordings[$"captures/{Path.GetFileName(path)}"] = new Recording(bytes.Length, World.Hash(bytes), null, null);
        }

        return recordings;
    }

    /// <summary>The granule position of the last Ogg page counts samples at 48 kHz, the pre-skip of the Opus header included.</summary>
    private static int OggDurationMs(ReadOnlySpan<byte> bytes)
    {
        var last = bytes.LastIndexOf("OggS"u8);
        var header = bytes.IndexOf("OpusHead"u8);
        var samples = BitConverter.ToInt64(bytes[(last + 6)..]) - BitConverter.ToUInt16(bytes[(header + 10)..]);
        return (int)(samples / 48);
    }
}
