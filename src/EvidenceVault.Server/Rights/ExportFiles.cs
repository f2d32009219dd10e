using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Exhibits;
using EvidenceVault.Server.Access;
using EvidenceVault.Server.AccessLog;
using EvidenceVault.Server.Books;
using EvidenceVault.Server.Dossiers;
using EvidenceVault.Server.Exhibits;
using EvidenceVault.Server.Store;
using NodaTime;

namespace EvidenceVault.Server.Rights;

/// <summary>Writes the files of an export: the JSON first, then the wordings and recordings, and last what is in it.</summary>
public sealed class ExportFiles(ExhibitContents contents, FiledTexts texts, AccessRequests requests, VaultDatabase database)
{
    private const int MostLooks = 10_000;

    public async Task Write(
        string principal, OpenedDossier opened, Book book, IReadOnlyList<(Exhibit Exhibit, ExportedExhibit Exported)> exhibits, AccessRequest? request, Instant now, HttpContext http,
        CancellationToken ct)
    {
        var caller = http.Caller();
        var view = DossierViews.Of(opened, book, caller, asOf: null, now, all: false)!;
        // What answers a request goes to the person, who is shown all of it.
        if (request is not null) view = view with { Consumer = view.Consumer with { Phone = opened.Card!.Phone, PhoneMasked = null } };
        var masked = view.Consumer.PhoneMasked is not null;
        // Not disposed of where something fails: that would make a whole file of half of one.
        var archive = await ExportArchive.Begin(http.Response.Body, now, ct);
        await archive.AddText("README.txt", ExportReadme.Of(book.Descriptions[^1].Value.Name, now), ct);
        await archive.AddJson("data/identity.json", masked ? opened.Card!.WithMaskedNumbers() : opened.Card, ct);
        await archive.AddJson("data/facts.json", ExportedFact.Of(opened, masked).ToList(), ct);
        await archive.AddJson("data/consents.json", view.Consents, ct);
        await archive.AddJson("data/calls.json", view.Calls, ct);
        await archive.AddJson("data/findings.json", new { view.Findings, view.Contradictions }, ct);
        await archive.AddJson("data/dossier.json", view, ct);
        await archive.AddJson("data/exhibits.json", exhibits.Select(e => e.Exported).ToList(), ct);
        await archive.AddJson("data/who-looked.json", await Looks(principal, opened.Dossier.Consumer, ct), ct);
        await WriteWordings(archive, principal, opened, book, ct);
        foreach (var (exhibit, exported) in exhibits)
        {
            if (exported.File is not { } file || await contents.Open(principal, exhibit, 0, exhibit.Announced.Size, ct) is not { } content) continue;
            await using (content)
            {
                await contents.NoteRead(principal, exhibit, caller, AccessReason.Of(http), 0, exhibit.Announced.Size - 1, ct);
                await archive.AddContent(file, content, exhibit.Announced.Sha256, ct);
            }
        }

        // Answered once all of it went out but the end, without which the file does not open.
        if (request is not null) await requests.Answer(principal, request, caller, ct);
        await archive.AddContents(ct);
        await archive.DisposeAsync();
    }

    private async Task WriteWordings(ExportArchive archive, string principal, OpenedDossier opened, Book book, CancellationToken ct)
    {
        var wordings = ExportedWordings.Of(opened.Dossier).Where(book.Wordings.ContainsKey).Select(reference => book.Wordings[reference][^1].Value).ToList();
        var filed = await texts.Load(principal, wordings.SelectMany(w => Wordings.Texts(w)).ToHashSet(), ct);
        foreach (var wording in wordings)
        {
            if (filed.TryGetValue(wording.TextSha256, out var text)) await archive.AddText($"wordings/{wording.Ref}.txt", text, ct);
            if (wording.WithdrawalTextSha256 is { } hash && filed.TryGetValue(hash, out var withdrawal)) await archive.AddText($"wordings/{wording.Ref}-withdrawal.txt", withdrawal, ct);
        }
    }

    // To whom the data were given (AVG 15(1)(c)): the parties. Which of their people it was, is those people's data.
    private async Task<IReadOnlyList<object>> Looks(string principal, Guid consumer, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand($"select at, kind, party from {VaultStore.Schema}.access_log where principal = $1 and consumer = $2 order by at desc limit $3");
        command.Parameters.Add(new() { Value = principal });
        command.Parameters.Add(new() { Value = consumer });
        command.Parameters.Add(new() { Value = MostLooks });
        await using var row = await command.ExecuteReaderAsync(ct);
        var looks = new List<object>();
        while (await row.ReadAsync(ct)) looks.Add(new { At = row.GetFieldValue<Instant>(0), Kind = (Domain.AccessLog.AccessKind)row.GetInt32(1), Party = row.GetString(2) });
        return looks;
    }
}
