using EvidenceVault.Pdf;
using EvidenceVault.Server.Packs.Data;

namespace EvidenceVault.Server.Packs.Pages;

/// <summary>Complaints, compliments, and requests for proof.</summary>
internal static class MessagesPart
{
    internal static void Compose(PdfDocument document, PackContext pack)
    {
        var (data, t) = (pack.Data, pack.T);
        document.Heading(1, t["Klachten en verzoeken", "Complaints and requests"], Anchors.Messages);
        foreach (var m in data.Messages) document.KeepTogether(group => Message(group, pack, m));
    }

    internal static string Name(Tongue t, MessageKind kind) => kind switch
    {
        MessageKind.Complaint => t["Klacht", "Complaint"],
        MessageKind.Compliment => t["Compliment", "Compliment"],
        MessageKind.ProofRequested => t["Verzoek om bewijs", "Request for proof"],
        _ => t["Bewijs verstrekt", "Proof provided"],
    };

    private static void Message(Composer group, PackContext pack, MessageData m)
    {
        var t = pack.T;
        group.Heading(2, $"{Name(t, m.Kind)} {pack.Label(m.EventId)}");
        group.Facts(Facts(pack, m));
        if (m.Text is { } text) group.Quote(text, t["Letterlijk, zoals ontvangen", "Word for word, as received"]);
    }

    private static IEnumerable<Fact> Facts(PackContext pack, MessageData m)
    {
        var t = pack.T;
        yield return new(m.Kind == MessageKind.ProofProvided ? t["Verstrekt", "Provided"] : t["Ontvangen", "Received"],
            m.Via is { } via ? t[$"{t.At(m.At)}, per {t.Name(via)}", $"{t.At(m.At)}, by {t.Name(via)}"] : t.At(m.At));
        if (m.About is { } about) yield return new(t["Over", "About"], t.Of(about));
        if (pack.Call(m.Call) is { } call)
            yield return new(t["Gesprek", "Call"], t[$"belpoging {call.Number} van {t.At(call.StartedAt)}", $"call attempt {call.Number} of {t.At(call.StartedAt)}"]);
        if (m.Consent is { } consent) yield return new(t["Toestemming", "Consent"], pack.Label(consent));
        if (m.Kind == MessageKind.ProofProvided
            && pack.Data.Messages.LastOrDefault(r => r.Kind == MessageKind.ProofRequested && r.At <= m.At) is { } asked)
            yield return new(t["Na het verzoek", "After the request"], t.Elapsed(m.At - asked.At));
        yield return new(t["Vastgelegd", "Recorded"], pack.Recorded(m.At, m.RecordedAt, m.Party));
    }
}
