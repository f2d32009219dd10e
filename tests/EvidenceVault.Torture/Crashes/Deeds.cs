namespace EvidenceVault.Torture.Crashes;

/// <summary>One thing an agency does.</summary>
internal abstract record Deed;

/// <summary>One item by itself; <paramref name="Times"/> at the same time, to different servers.</summary>
internal sealed record PostOne(SentItem Item, int Times) : Deed;

/// <summary>Several items as one array.</summary>
internal sealed record PostArray(IReadOnlyList<SentItem> Items) : Deed;

/// <summary>Many items as NDJSON.</summary>
/// <param name="CutAfter">After how many lines the client itself breaks off the first attempt; null: it does not.</param>
internal sealed record Upload(IReadOnlyList<SentItem> Items, int? CutAfter) : Deed;

/// <summary>An exhibit, announced and then uploaded; by <paramref name="Times"/> at the same time.</summary>
internal sealed record Hand(SentExhibit Exhibit, int Times) : Deed;

/// <summary>An item of evidence with what became of it.</summary>
/// <param name="Principal">Whose evidence it is.</param>
/// <param name="Holder">Who hands it in.</param>
/// <param name="Ref">Its reference, unique to the holder.</param>
/// <param name="Type">Its type.</param>
/// <param name="Phones">The consumers it is about: two, for a correction that moves a call.</param>
/// <param name="Json">What is sent.</param>
internal sealed record SentItem(string Principal, string Holder, string Ref, string Type, IReadOnlyList<string> Phones, string OccurredAt, string Json)
{
    /// <summary>The event it was acknowledged as.</summary>
    public Guid? EventId { get; set; }

    /// <summary>What the vault vouches for it with; null where the answer that had it was lost.</summary>
    public string? Receipt { get; set; }

    /// <summary>How often it was acknowledged as new.</summary>
    public int Accepted { get; set; }
}

/// <summary>An exhibit with what became of it. Its content follows from its seed.</summary>
internal sealed record SentExhibit(string Principal, string Holder, string Id, int Size, int Seed)
{
    /// <summary>Whether its content was acknowledged.</summary>
    public bool Stored { get; set; }

    public byte[] Content()
    {
        var bytes = new byte[Size];
        new Random(Seed).NextBytes(bytes);
        return bytes;
    }
}
