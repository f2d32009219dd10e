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
        report.GetProperty("findings").EnumerateArray().Select(f => f.GetProperty("kind").GetString()).Distinct().ShouldBe(["key-gone", "checkpoint-not-signed"]);
    }

    [Fact]
    public async Task tiles_that_were_lost_or_damaged_are_made_anew_bit_for_bit_and_never_otherwise_than_they_were_signed()
    {
        await using var copy = await filled.CopyAsync();
        const string Same = "select count(*) from vault.ledger_tile t full join vault.kept k using (level, number) where t.hashes is distinct from k.hashes";
        await Databases.ExecuteAsync(copy.Connection,
            """
            create table vault.kept as select * from vault.ledger_tile;
            delete from vault.ledger_tile where level = 1;
            update vault.ledger_tile set hashes = sha256('x') where number = 1;
            insert into vault.ledger_tile values (3, 7, sha256('x'));
            """);
        (await Number(copy.Connection, Same)).ShouldBe(3);
        (await Run(["ledger", "rebuild", "--database", copy.Connection, "--json"])).Code.ShouldBe(2, "what is written must be what was signed: a key is wanted");
        var rebuilt = await Run(["ledger", "rebuild", "--database", copy.Connection, "--key", filled.Key, "--json"]);
        rebuilt.Code.ShouldBe(0, rebuilt.Said);
        rebuilt.Said.ShouldContain("\"tilesChanged\":3");
        (await Number(copy.Connection, Same)).ShouldBe(0);
        (await Verify(copy.Connection)).Code.ShouldBe(0);

        await Databases.ExecuteAsync(copy.Connection, await copy.With("delete from vault.ledger_tile; update vault.mt_events set type = 'consent.granted' where seq_id = {40}"));
        var refused = await Run(["ledger", "rebuild", "--database", copy.Connection, "--key", filled.Key, "--json"]);
        refused.Code.ShouldBe(1);
        refused.Said.ShouldContain("tree-changed");
        (await Number(copy.Connection, "select count(*) from vault.ledger_tile")).ShouldBe(0, "nothing is written");
    }

    [Fact]
    public async Task what_a_receipt_was_given_for_and_never_came_into_the_ledger_is_told()
    {
        var folder = Directory.CreateTempSubdirectory("evidence-vault-receipts-");
        var (file, other) = (Path.Combine(folder.FullName, "results.ndjson"), Path.Combine(folder.FullName, "other"));
        await File.WriteAllLinesAsync(file, filled.Receipts.Select(r => $$"""{"status":"accepted","receipt":"{{r}}"}"""), Ct);
        var signer = new Verification.Ledger.NoteSigner(Verification.Ledger.NoteKey.Parse(filled.Key).Name, Verification.Ledger.NoteSignatureKind.Plain, new byte[32]);
        await File.WriteAllTextAsync(other, Verification.Ledger.Receipt.Of(signer, 1_700_000_000_000_000, [new byte[32]])(0).ToString(), Ct);

        await using var copy = await filled.CopyAsync();
        var (code, report) = await Verify(copy.Connection, "--receipts", file);
        code.ShouldBe(0, report.GetRawText());
        report.GetProperty("receiptsResolved").GetInt32().ShouldBe(filled.Receipts.Count);
        (await Kinds(copy.Connection, "--receipts", other)).ShouldBe(["receipt-not-signed", "receipt-unresolved"], ignoreOrder: true);
        (await Run(["ledger", "verify", "--database", copy.Connection, "--receipts", filled.KeyFile])).Code.ShouldBe(2, "a file without receipts");

        // Changed before it came into the ledger, which whoever has the ledger alone cannot see.
        await Databases.ExecuteAsync(copy.Connection,
            """
            update vault.ledger_tile set hashes = overlay(hashes placing sha256('x') from 40 * 32 + 1) where level = 0 and number = 0
            """);
        (await Kinds(copy.Connection, "--receipts", file)).ShouldContain("receipt-unresolved");
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task a_key_that_is_listed_no_more_is_told()
    {
        await using var copy = await filled.CopyAsync();
        (await Verify(copy.Connection, "--key", filled.Key)).Code.ShouldBe(0);
        (await Verify(copy.Connection, "--key", filled.KeyFile)).Code.ShouldBe(0);
        await Databases.ExecuteAsync(copy.Connection, "delete from vault.ledger_key");
        (await Kinds(copy.Connection, "--key", filled.Key)).ShouldContain("key-gone");
    }

    [Fact]
    public async Task what_is_as_it_should_be_stays_so_when_more_is_written_as_the_vault_writes_it()
    {
        await using var copy = await filled.CopyAsync();
        await Databases.ExecuteAsync(copy.Connection, await copy.With(TamperingEdits.Insert("now()")));
        var (code, report) = await Verify(copy.Connection);
        code.ShouldBe(0, report.GetRawText());
        report.GetProperty("waiting").GetInt64().ShouldBe(1);
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

    private static async Task<long> Number(string connection, string sql)
    {
        await using var source = Npgsql.NpgsqlDataSource.Create(connection);
        await using var read = source.CreateCommand(sql);
        return (long)(await read.ExecuteScalarAsync(Ct))!;
    }

    private static async Task<List<string?>> Kinds(string connection, params string[] more) =>
        [.. (await Verify(connection, more)).Report.GetProperty("findings").EnumerateArray().Select(f => f.GetProperty("kind").GetString()).Distinct()];

    private static async Task<(int Code, string Said)> Run(string[] args)
    {
        using var output = new StringWriter();
        return (await Commands.RunAsync(args, output, output, Ct), output.ToString());
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
