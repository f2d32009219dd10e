using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Intake;
using EvidenceVault.Verification.Ledger;

namespace EvidenceVault.Server.Tests.Ledger;

/// <summary>The page that checks proofs, in headless Chromium (<c>ops/pages/check-checker.mjs</c>). <c>ops/test</c> installs what that needs.</summary>
public sealed class CheckerTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task the_page_tells_good_files_from_forged_ones_served_and_from_a_disk()
    {
        var witness = new NoteSigner("witness.example/one", NoteSignatureKind.Cosignature, new byte[32]);
        await using var host = await VaultHost.StartAsync(new Dictionary<string, string> { ["Vault:Witnesses:0:Key"] = witness.Key.Text });
        var desk = await Desk.NewAsync(host);
        var results = await desk.Upload([.. Enumerable.Range(0, 5).Select(_ => (System.Text.Json.Nodes.JsonNode)Desk.Call(Desk.Phone()))]);
        await desk.Staff.PutAsync($"{desk.P}/exhibits/{Desk.Ref("vl")}", new
        {
            kind = "voicelog",
            purposes = new[] { "consent" },
            contentType = "audio/wav",
            size = 5,
            sha256 = Convert.ToHexStringLower(SHA256.HashData("voice"u8)),
            recordedAt = "2026-03-01T10:15:00+01:00",
        }).Expect(HttpStatusCode.Created);
        await host.Settled();
        using var client = host.Client();
        var note = SignedNote.Parse((await client.ReadAsync("/ledger/checkpoint")).Text);
        await client.SendAsync(HttpMethod.Post, "/ledger/cosignatures", note.With(witness.Sign(note.Text, 1_790_000_000)).ToString(), "text/plain").Expect(HttpStatusCode.NoContent);
        var exhibit = (await host.Query("select id::text from vault.mt_events where type = 'exhibit.announced'"))[0];
        var second = new NoteSigner(Checkpoint.Parse(note.Text).Origin, NoteSignatureKind.Plain, [.. Enumerable.Repeat((byte)5, 32)]);
        var given = new
        {
            secondKey = second.Key.Text,
            forgedCheckpoint = new SignedNote(note.Text, [second.Sign(note.Text)]).ToString(),
            url = host.Address.ToString().TrimEnd('/'),
            page = Checkout.PathOf("src", "EvidenceVault.Server", "Ledger", "Checker", "check.html"),
            texts = Checkout.PathOf("src", "EvidenceVault.Server", "Ledger", "Checker", "source", "30-texts.js"),
            key = await host.LedgerKey(),
            otherKey = new NoteSigner("another.example/evidence-vault", NoteSignatureKind.Plain, new byte[32]).Key.Text,
            witness = witness.Key.Text,
            keysAnswer = (await client.ReadAsync("/ledger/key")).Text,
            eventId = results[0].EventId,
            proof = (await desk.Staff.ReadAsync($"{desk.Evidence}/{results[0].EventId}/proof").Expect(HttpStatusCode.OK)).Text,
            exhibitProof = (await desk.Staff.ReadAsync($"{desk.Evidence}/{exhibit}/proof").Expect(HttpStatusCode.OK)).Text,
            exhibit = "voice",
            receipt = results[1].Json.GetProperty("receipt").GetString(),
            results = string.Concat(results.Select(r => r.Json.GetRawText() + "\n")),
            checkpoint = (await client.ReadAsync("/ledger/checkpoint")).Text,
        };
        await PageScript.Run("check-checker.mjs", JsonSerializer.Serialize(given));
    }

    [Fact]
    public Task the_page_is_what_its_sources_make() => PageScript.Run("build-checker.mjs", "--check");

    [Fact]
    public async Task the_page_is_served_with_its_own_policy_and_to_everybody()
    {
        using var client = (await VaultHost.SharedAsync()).Client();
        using var answer = await client.GetAsync(new Uri("/check", UriKind.Relative), Ct);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.ToString().ShouldBe("text/html; charset=utf-8");
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldStartWith("default-src 'none'; script-src 'sha256-");
        policy.ShouldEndWith("frame-ancestors 'none'");
        policy.ShouldNotContain("unsafe");
    }
}
