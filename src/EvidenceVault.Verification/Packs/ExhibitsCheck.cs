using System.Text.Json;

namespace EvidenceVault.Verification.Packs;

/// <summary>The exhibits: announced, received and deleted as their events say.</summary>
internal static class ExhibitsCheck
{
    public static void Run(PackUnderCheck pack)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var exhibit in pack.Data.Items("exhibits"))
        {
            var id = exhibit.Id("eventId");
            if (exhibit.Text("id") is not { } name || !seen.Add(name)) pack.Fault("entry-doubled", "An exhibit stands in the list twice, or without its name.", id);
            Announced(pack, exhibit, id);
            Content(pack, exhibit, id);
        }
    }

    private static void Announced(PackUnderCheck pack, JsonElement? exhibit, Guid? id)
    {
        if (pack.LeafOf(exhibit) is not { Type: "exhibit.announced" } leaf)
        {
            pack.Fault("fact-unproven", "Nothing proves that the exhibit was announced.", id);
            return;
        }

        Fields.Compare(pack, exhibit, leaf.Body, "id=exhibit kind purposes contentType size sha256 recordedAt=occurredAt durationMs segments party uploadedBy", id);
        Fields.Compare(pack, exhibit, leaf.Leaf, "announcedAt=recordedAt", id);
    }

    // What is shown of its content is what the events of it say, and nothing is shown without one.
    private static void Content(PackUnderCheck pack, JsonElement? exhibit, Guid? id)
    {
        var (stored, deleted) = (pack.LeafOf(exhibit, "storedEventId"), pack.LeafOf(exhibit, "deletedEventId"));
        var state = exhibit.Text("state");
        var (isStored, isDeleted) = (stored is { Type: "exhibit.stored" }, deleted is { Type: "exhibit.deleted" });
        if (isStored != (state is "stored" or "held" or "deleted") || isDeleted != (state == "deleted"))
        {
            pack.Fault("exhibit-state-differs", "The exhibit is shown in another state than its proven events bring it to.", id);
            return;
        }

        if (stored is not null)
        {
            Fields.Compare(pack, exhibit, stored.Body, "id=exhibit size sha256", id);
            Fields.Compare(pack, exhibit, stored.Leaf, "storedAt=recordedAt", id);
        }

        if (deleted is not null && !JsonReading.IsSame(exhibit.Get("deletion"), deleted.Body)) pack.Fault("fact-differs", "pack.json shows another deletion than was recorded.", id);
    }
}
