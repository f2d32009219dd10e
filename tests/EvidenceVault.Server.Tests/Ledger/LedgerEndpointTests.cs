using System.Buffers.Binary;
using System.Net;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Intake;
using EvidenceVault.Verification.Ledger;

namespace EvidenceVault.Server.Tests.Ledger;

/// <summary>What anybody can follow the ledger by, and what only some may read.</summary>
public sealed class LedgerEndpointTests(LedgerEndpointTests.Filled filled) : IClassFixture<LedgerEndpointTests.Filled>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task the_tree_follows_from_public_tiles_and_its_root_is_signed()
    {
        var checkpoint = await filled.Host.Settled();
        checkpoint.Size.ShouldBeGreaterThan(600);
        var tiles = await Tiles(checkpoint.Size);
        new ProofMaker(place => tiles[place]).Root(checkpoint.Size).ShouldBe(checkpoint.Root);
    }

    [Fact]
    public async Task the_operator_reads_leaves_that_hash_to_the_tiles_and_nobody_else_does()
    {
        var checkpoint = await filled.Host.Settled();
        using var client = filled.Host.Operator();
        var hashes = new List<byte>();
        for (var n = 0L; n * 256 < checkpoint.Size; n++)
        {
            var bundle = (await client.GetByteArrayAsync(new Uri($"/ledger/{TilePlace.EntriesPath(n, (int)Math.Min(256, checkpoint.Size - (n * 256)))}", UriKind.Relative), Ct)).AsMemory();
            while (bundle.Length > 0)
            {
                var length = BinaryPrimitives.ReadUInt16BigEndian(bundle.Span);
                hashes.AddRange(MerkleHash.OfLeaf(bundle.Span.Slice(2, length)));
                bundle = bundle[(2 + length)..];
            }
        }

        hashes.Count.ShouldBe((int)checkpoint.Size * MerkleHash.Size);
        MerkleHash.Root([.. hashes]).ShouldBe(checkpoint.Root);
        await filled.Desk.Staff.ReadAsync("/ledger/tile/entries/000").Expect(HttpStatusCode.Forbidden, ProblemCodes.ScopeMissing);
        using var anonymous = filled.Host.Client();
        await anonymous.ReadAsync("/ledger/tile/entries/000").Expect(HttpStatusCode.Unauthorized, ProblemCodes.Unauthenticated);
    }

    [Theory]
    [InlineData("0/999")]
    [InlineData("0/000.p/0")]
    [InlineData("0/000.p/256")]
    [InlineData("0/0")]
    [InlineData("00/000")]
    [InlineData("7/000")]
    [InlineData("99/000")]
    [InlineData("data/000")]
    [InlineData("0/x000/000")]
    public async Task a_tile_that_is_not_there_or_is_asked_for_by_another_name_is_not_found(string place)
    {
        using var client = filled.Host.Client();
        (await client.ReadAsync($"/ledger/tile/{place}")).Code.ShouldBe(ProblemCodes.NotFound);
    }

    [Fact]
    public async Task tiles_may_be_kept_for_ever_and_the_checkpoint_may_not()
    {
        await filled.Host.Settled();
        using var client = filled.Host.Client();
        (await client.ReadAsync("/ledger/tile/0/000")).Headers.CacheControl!.ToString().ShouldBe("public, max-age=31536000, immutable");
        var checkpoint = await client.ReadAsync("/ledger/checkpoint");
        checkpoint.ContentType.ShouldBe("text/plain");
        checkpoint.Headers.CacheControl!.MaxAge.ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task any_state_is_shown_to_be_the_beginning_of_any_later_one()
    {
        var checkpoint = await filled.Host.Settled();
        using var client = filled.Host.Client();
        foreach (var (from, to) in new[] { (0, 1), (1, 2), (1, 300), (255, 257), (256, 600), (3, 600), (600, 600) })
        {
            var answer = (await client.ReadAsync($"/ledger/consistency?from={from}&to={to}").Expect(HttpStatusCode.OK)).Body;
            ProofCheck.IsLater(from, Root(answer, "from"), to, Root(answer, "to"), [.. answer.GetProperty("hashes").EnumerateArray().Select(h => h.GetBytesFromBase64())]).ShouldBeTrue($"{from} {to}");
        }

        var latest = (await client.ReadAsync("/ledger/consistency?from=1").Expect(HttpStatusCode.OK)).Body;
        latest.GetProperty("to").GetProperty("size").GetInt64().ShouldBeGreaterThanOrEqualTo(checkpoint.Size);
        foreach (var query in new[] { "", "?from=-1", "?from=5&to=4", "?from=1&to=99999999", "?from=x", "?from=1&to=%2B2" })
            await client.ReadAsync($"/ledger/consistency{query}").Expect(HttpStatusCode.BadRequest, ProblemCodes.InvalidParameter);

        static byte[] Root(System.Text.Json.JsonElement answer, string which) => answer.GetProperty(which).GetProperty("root").GetBytesFromBase64();
    }

    [Fact]
    public async Task a_proof_needs_nothing_beside_it_but_the_key()
    {
        var id = (await filled.Desk.Staff.SendAsync(HttpMethod.Post, filled.Desk.Evidence, Desk.Call(Desk.Phone()).ToJsonString()).Expect(HttpStatusCode.Created))["eventId"]!;
        await filled.Host.Settled();
        var answer = await filled.Desk.Staff.ReadAsync($"{filled.Desk.Evidence}/{id}/proof").Expect(HttpStatusCode.OK);
        answer.ContentType.ShouldBe("text/plain");
        var proof = LedgerProof.Parse(answer.Text);
        using var client = filled.Host.Client();
        var keys = (await client.ReadAsync("/ledger/key")).Body;
        var key = NoteKey.Parse(keys.GetProperty("keys")[0].GetProperty("key").GetString()!);
        proof.Check(MerkleHash.OfLeaf(proof.Extra!), keys.GetProperty("origin").GetString()!, [key]).ShouldBeNull();
        System.Text.Json.JsonElement.Parse(proof.Extra).GetProperty("id").GetString().ShouldBe(id);
        proof.Extra![20] ^= 1;
        proof.Check(MerkleHash.OfLeaf(proof.Extra!), key.Name, [key]).ShouldBe(LedgerFault.NotIncluded);
    }

    [Fact]
    public async Task an_agency_has_proofs_of_what_it_handed_in_only()
    {
        var (_, another) = await filled.Desk.AnotherAgencyAsync();
        var id = (await filled.Desk.ByAgency.SendAsync(HttpMethod.Post, filled.Desk.Evidence, Desk.Call(Desk.Phone()).ToJsonString()).Expect(HttpStatusCode.Created))["eventId"]!;
        await filled.Host.Settled();
        await filled.Desk.ByAgency.ReadAsync($"{filled.Desk.Evidence}/{id}/proof").Expect(HttpStatusCode.OK);
        await filled.Desk.Staff.ReadAsync($"{filled.Desk.Evidence}/{id}/proof").Expect(HttpStatusCode.OK);
        await another.ReadAsync($"{filled.Desk.Evidence}/{id}/proof").Expect(HttpStatusCode.NotFound, ProblemCodes.NotFound);
        await filled.Desk.Staff.ReadAsync($"{filled.Desk.Evidence}/{Guid.NewGuid()}/proof").Expect(HttpStatusCode.NotFound, ProblemCodes.NotFound);
        await filled.Desk.Staff.ReadAsync($"{filled.Desk.Evidence}/nothing/proof").Expect(HttpStatusCode.NotFound, ProblemCodes.NotFound);
    }

    [Fact]
    public async Task of_an_event_that_waits_the_answer_is_to_ask_again_and_of_one_that_was_changed_it_is_not_a_proof()
    {
        await using var host = await VaultHost.StartAsync();
        var desk = await Desk.NewAsync(host);
        await host.Settled();
        string id;
        await using (var connection = await host.Ledger().OpenConnectionAsync(Ct))
        {
            await using var transaction = await connection.BeginTransactionAsync(Ct);
            await using var hold = new Npgsql.NpgsqlCommand("select size from vault.ledger_head for update", connection, transaction);
            await hold.ExecuteScalarAsync(Ct);
            id = (await desk.Staff.SendAsync(HttpMethod.Post, desk.Evidence, Desk.Call(Desk.Phone()).ToJsonString()).Expect(HttpStatusCode.Created))["eventId"]!;
            var answer = await desk.Staff.ReadAsync($"{desk.Evidence}/{id}/proof").Expect(HttpStatusCode.Conflict, ProblemCodes.NotInLedgerYet);
            answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        }

        await host.Settled();
        await desk.Staff.ReadAsync($"{desk.Evidence}/{id}/proof").Expect(HttpStatusCode.OK);
        await host.Do($$"""update vault.mt_events set data = jsonb_set(data, '{outcome}', '"answered"') where id = '{{id}}'""");
        await desk.Staff.ReadAsync($"{desk.Evidence}/{id}/proof").Expect(HttpStatusCode.Conflict, ProblemCodes.LedgerDamaged);
    }

    [Fact]
    public async Task a_dossier_says_how_large_the_ledger_was()
    {
        var phone = Desk.Phone();
        await filled.Desk.Staff.SendAsync(HttpMethod.Post, filled.Desk.Evidence, Desk.Call(phone).ToJsonString()).Expect(HttpStatusCode.Created);
        var consumer = (await filled.Desk.Staff.PostAsync($"{filled.Desk.P}/consumers/search", new { phone }).Expect(HttpStatusCode.OK))["id"]!;
        var size = (await filled.Host.Settled()).Size;
        var dossier = await filled.Desk.Staff.ReadAsync($"{filled.Desk.P}/consumers/{consumer}/dossier").Expect(HttpStatusCode.OK);
        dossier.Body.GetProperty("position").GetInt64().ShouldBeGreaterThanOrEqualTo(size);

        // That others' events came is no change of this dossier.
        await filled.Desk.Upload([Desk.Call(Desk.Phone())]);
        (await filled.Host.Settled()).Size.ShouldBeGreaterThan(size);
        var again = await filled.Desk.Staff.ReadAsync($"{filled.Desk.P}/consumers/{consumer}/dossier").Expect(HttpStatusCode.OK);
        again.Headers.ETag.ShouldBe(dossier.Headers.ETag);
    }

    [Fact]
    public async Task a_dossier_can_be_had_as_of_a_position()
    {
        var (desk, phone) = (filled.Desk, Desk.Phone());
        await desk.Staff.SendAsync(HttpMethod.Post, desk.Evidence, Desk.Call(phone).ToJsonString()).Expect(HttpStatusCode.Created);
        var consumer = (await desk.Staff.PostAsync($"{desk.P}/consumers/search", new { phone }).Expect(HttpStatusCode.OK))["id"]!;
        var first = (await filled.Host.Settled()).Size;
        await desk.Staff.SendAsync(HttpMethod.Post, desk.Evidence, Desk.Call(phone).ToJsonString()).Expect(HttpStatusCode.Created);
        var second = (await filled.Host.Settled()).Size;

        (await Calls(first)).ShouldBe(1);
        (await Calls(second)).ShouldBe(2);
        // The same for good, whatever comes after.
        await desk.Staff.SendAsync(HttpMethod.Post, desk.Evidence, Desk.Call(phone).ToJsonString()).Expect(HttpStatusCode.Created);
        var last = (await filled.Host.Settled()).Size;
        (await Calls(second)).ShouldBe(2);
        (await Calls(last)).ShouldBe(3);
        // Also where a lane stamped what it wrote before, and committed after.
        await Stamp("- interval '1 hour'");
        try
        {
            (await Calls(second)).ShouldBe(2);
            (await Calls(last)).ShouldBe(3);
        }
        finally
        {
            // Others hold these events against their leaves.
            await Stamp("+ interval '1 hour'");
        }

        await desk.Staff.ReadAsync($"{desk.P}/consumers/{consumer}/dossier?asOf={last + 100_000}").Expect(HttpStatusCode.UnprocessableEntity, ProblemCodes.PositionUnknown);

        Task<int> Stamp(string moved) =>
            filled.Host.Do($"update vault.mt_events e set timestamp = e.timestamp {moved} from vault.ledger_leaf l where l.seq_id = e.seq_id and l.leaf_index = {last - 1}");

        async Task<int> Calls(long position) =>
            (await desk.Staff.ReadAsync($"{desk.P}/consumers/{consumer}/dossier?asOf={position}").Expect(HttpStatusCode.OK)).Body.GetProperty("calls").GetArrayLength();
    }

    private async Task<Dictionary<TilePlace, byte[]>> Tiles(long size)
    {
        using var client = filled.Host.Client();
        var tiles = new Dictionary<TilePlace, byte[]>();
        var level = 0;
        for (var count = size; count > 0; count /= 256, level++)
            for (var n = 0L; n * 256 < count; n++)
            {
                var place = new TilePlace(level, n, (int)Math.Min(256, count - (n * 256)));
                tiles[place] = await client.GetByteArrayAsync(new Uri($"/ledger/{place.Path}", UriKind.Relative), Ct);
                tiles[place].Length.ShouldBe(place.Width * MerkleHash.Size);
            }

        return tiles;
    }

    /// <summary>A server with some hundred events.</summary>
    public sealed class Filled : IAsyncLifetime
    {
        public VaultHost Host { get; private set; } = null!;

        internal Desk Desk { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Host = await VaultHost.StartAsync();
            Desk = await Desk.NewAsync(Host);
            await Desk.Upload([.. Enumerable.Range(0, 640).Select(_ => (System.Text.Json.Nodes.JsonNode)Desk.Call(Desk.Phone()))]);
        }

        public async ValueTask DisposeAsync() => await Host.DisposeAsync();
    }
}
