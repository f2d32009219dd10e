using System.Text.Json;
using EvidenceVault.Cli;
using EvidenceVault.Server.Tests.Infrastructure;

namespace EvidenceVault.Server.Tests.Ledger;

/// <summary>Edits of the database by whoever may do anything with it, each named by <c>vault ledger verify</c>.</summary>
public sealed class TamperingTests(TamperedDatabase filled) : IClassFixture<TamperedDatabase>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(TamperingEdits.All), MemberType = typeof(TamperingEdits))]
    public async Task an_edit_is_named_with_the_event_it_was_done_to(string edit, string kind, int? leaf)
    {
        await using var copy = await filled.CopyAsync();
        (await Verify(copy.Connection)).Code.ShouldBe(0);
        await Databases.ExecuteAsync(copy.Connection, await copy.With(edit));

        var (code, report) = await Verify(copy.Connection);
        code.ShouldBe(1);
        var named = report.GetProperty("findings").EnumerateArray().Where(f => f.GetProperty("kind").GetString() == kind).ToList();
        named.ShouldNotBeEmpty(report.GetRawText());
        if (leaf is not { } at) return;
        var finding = named.Single(f => f.GetProperty("leaf").GetInt64() == at);
        if (kind is "leaf-missing" or "tile-missing") return;
        finding.GetProperty("eventId").GetGuid().ShouldNotBe(Guid.Empty);
    }

    [Fact]
    public async Task who_removes_an_event_with_its_whole_ledger_is_caught_by_a_checkpoint_from_elsewhere()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, filled.Checkpoint, Ct);
        await using var copy = await filled.CopyAsync();
        (await Verify(copy.Connection, "--checkpoint", file)).Code.ShouldBe(0);
        await Databases.ExecuteAsync(copy.Connection,
            """
            update vault.mt_events set data = data || '{"outcome": "answered"}' where seq_id = (select seq_id from vault.ledger_leaf where leaf_index = 40);
            insert into vault.ledger_pending (seq_id, event_id) select seq_id, event_id from vault.ledger_leaf;
            truncate vault.ledger_leaf, vault.ledger_tile;
            delete from vault.ledger_checkpoint where size > 0;
            update vault.ledger_head set size = 0;
            """);
        (await Verify(copy.Connection)).Code.ShouldBe(0, "a ledger begun anew is like a young one: only what others hold shows it");
        var (code, report) = await Verify(copy.Connection, "--checkpoint", file);
        code.ShouldBe(1);
        report.GetProperty("findings")[0].GetProperty("kind").GetString().ShouldBe("rewound");
        File.Delete(file);
    }

    [Fact]
    public async Task a_ledger_signed_by_another_key_than_the_one_that_is_trusted_is_told()
    {
        var other = new Verification.Ledger.NoteSigner(Verification.Ledger.Checkpoint.Parse(Verification.Ledger.SignedNote.Parse(filled.Checkpoint).Text).Origin, Verification.Ledger.NoteSignatureKind.Plain, new byte[32]).Key.Text;
        var (code, report) = await Verify(filled.Connection, "--key", other);
        code.ShouldBe(1);
        report.GetProperty("findings").EnumerateArray().ShouldAllBe(f => f.GetProperty("kind").GetString() == "checkpoint-not-signed");
    }

    [Fact]
    public async Task a_wrong_call_or_no_database_is_told_apart_from_what_is_found()
    {
        foreach (var args in new[] { new[] { "ledger" }, ["ledger", "verify", "--nothing"], ["ledger", "verify", "--database", "Host=127.0.0.1;Port=1;Database=x;Username=x;Timeout=2"], ["ledger", "verify", "--key", "x", "--database", filled.Connection] })
        {
            using var error = new StringWriter();
            (await Commands.RunAsync(args, TextWriter.Null, error, Ct)).ShouldBe(2);
            error.ToString().ShouldNotBeEmpty();
        }
    }

    private static async Task<(int Code, JsonElement Report)> Verify(string connection, params string[] more)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await Commands.RunAsync(["ledger", "verify", "--database", connection, "--json", .. more], output, error, Ct);
        error.ToString().ShouldBeEmpty();
        return (code, JsonElement.Parse(output.ToString()));
    }
}
