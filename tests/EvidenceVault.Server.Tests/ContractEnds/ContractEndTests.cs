using System.Net;
using System.Security.Cryptography;
using System.Text;
using EvidenceVault.Server.ContractEnds;
using EvidenceVault.Server.Keys;
using EvidenceVault.Server.Retention;
using EvidenceVault.Server.Scorecards;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Intake;
using EvidenceVault.Server.Tests.Ledger;
using EvidenceVault.Server.Tests.Retention;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace EvidenceVault.Server.Tests.ContractEnds;

/// <summary>A contract ends: everything is taken along, then all of it goes, and the ledger can still be verified.</summary>
public sealed class ContractEndTests : IAsyncLifetime
{
    // The first instant after the last day, 31 October 2026, in Amsterdam: winter time began that month.
    private static readonly Instant Over = Instant.FromUtc(2026, 10, 31, 23, 0);

    private readonly RetentionHost _host = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string End => $"{_host.P}/contract-end";

    public ValueTask InitializeAsync() => _host.InitializeAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private Task<Answer> Ask(string endsOn = "2026-10-31", HttpClient? by = null) => (by ?? _host.Anna).PostAsync(End, new { endsOn, reason = "Opgezegd." });

    private Task<Answer> Agree(HttpClient? by = null, string? withoutExport = null, string endsOn = "2026-10-31") =>
        (by ?? _host.Bram).PostAsync($"{End}/approval", withoutExport is null ? new { endsOn } : new { endsOn, withoutExport });

    private async Task<string?> State() => (await _host.Anna.ReadAsync(End).Expect(HttpStatusCode.OK))["state"];

    private Task Work() => _host.Vault.Services.GetRequiredService<ContractEndWorker>().Run(Ct);

    private Task<IReadOnlyList<string>> Due() => _host.Vault.Query("select distinct consumer::text from vault.judging_due");

    private async Task Pass(Instant at)
    {
        _host.Clock.Reset(at);
        await Work();
        _host.Clock.Advance(ContractEndWorker.Closing);
        await Work();
    }

    [Fact]
    public async Task after_the_last_day_all_of_it_goes_and_nothing_of_anybody_else()
    {
        var phone = Desk.Phone();
        var consent = Desk.Consent(phone);
        consent["consumer"]!["name"] = "Willemijn Proefpersoon";
        consent["note"] = "Gesproken op het plein.";
        await _host.Desk.Accept(consent);
        var consumer = (await _host.Desk.Find(phone))!.Value;
        var recording = await _host.Recording(phone, purpose: "consent");
        var halfway = await Halfway();
        var pack = (await _host.Anna.PostAsync($"{_host.P}/packs", new { scope = new { consumer }, content = "facts", audience = "internal", language = "nl" }).Expect(HttpStatusCode.Accepted))["id"];
        await _host.Made(pack!);
        var blobs = await _host.Vault.Query("select data ->> 'blob' from vault.mt_events where type in ('exhibit.stored', 'pack.made') union all select blob from vault.exhibit_part");
        blobs.Count.ShouldBe(3);
        var other = await Desk.NewAsync(_host.Vault);
        var theirs = Desk.Phone();
        await other.Accept(Desk.Consent(theirs));
        await Ask().Expect(HttpStatusCode.Accepted);
        await _host.Anna.ReadAsync($"{_host.P}/export").Expect(HttpStatusCode.OK);
        (await Agree().Expect(HttpStatusCode.OK))["state"].ShouldBe("approved");
        await _host.Vault.Settled();
        var bodies = await Bodies();

        _host.Clock.Reset(Over - Duration.FromMilliseconds(1));
        await Work();
        (await State()).ShouldBe("approved");
        await _host.Desk.Accept(Desk.Call(phone));
        _host.Clock.Reset(Over);
        await Work();
        (await State()).ShouldBe("ending");
        await _host.Desk.Post(Desk.Call(phone)).Expect(HttpStatusCode.Gone, "contract-ended");
        await _host.Anna.ReadAsync($"{_host.P}/consumers/{consumer}/dossier").Expect(HttpStatusCode.Gone, "contract-ended");
        await _host.Anna.ReadAsync($"{_host.P}/export").Expect(HttpStatusCode.Gone, "contract-ended");
        await Work();
        (await HasKey()).ShouldBeTrue("what was let in before still comes to its end");

        _host.Clock.Advance(ContractEndWorker.Closing);
        await Work();
        var ended = await _host.Anna.ReadAsync(End).Expect(HttpStatusCode.OK);
        ended["state"].ShouldBe("ended");
        var certificate = ended.Body.GetProperty("certificate");
        (certificate.GetProperty("consumers").GetInt32(), certificate.GetProperty("exhibits").GetInt32(), certificate.GetProperty("packs").GetInt32()).ShouldBe((1, 1, 1));
        certificate.GetProperty("annexes").GetInt32().ShouldBeGreaterThan(0);
        (await HasKey()).ShouldBeFalse();
        var container = _host.Vault.Services.GetRequiredService<Azure.Storage.Blobs.BlobContainerClient>();
        foreach (var blob in blobs) (await container.GetBlobClient(blob).ExistsAsync(Ct)).Value.ShouldBeFalse();
        (await RowsLeft(_host.Desk.Principal)).ShouldBe(["api_key", "contract_end"]);
        (await _host.Vault.Query($"select 'x' from vault.mt_events where tenant_id = '{_host.Desk.Principal}' and headers <> '{{}}'")).ShouldBeEmpty();
        (await _host.Vault.Query($"select 'x' from vault.mt_events where data::text like '%Willemijn%' or data::text like '%{phone}%'")).ShouldBeEmpty();
        // The facts stay, as the ledger has them.
        (await Bodies())[..bodies.Count].ShouldBe(bodies);

        (await other.Dossier(theirs)).Consents.Count.ShouldBe(1);
        (await RowsLeft(other.Principal)).ShouldContain("identity_card");
        await _host.Vault.Operator().PutAsync($"/v1/principals/{_host.Desk.Principal}", new { name = "Nieuw", kvk = "12345678" }).Expect(HttpStatusCode.Gone, "contract-ended");
        using var page = await _host.Vault.Client().GetAsync(new Uri($"/mijn-toestemming?principal={_host.Desk.Principal}", UriKind.Relative), Ct);
        page.StatusCode.ShouldBe(HttpStatusCode.NotFound);

        async Task<string> Halfway()
        {
            var content = RandomNumberGenerator.GetBytes(1_000);
            var id = Desk.Ref("VL");
            await _host.Desk.Staff.PutAsync($"{_host.P}/exhibits/{id}", new
            {
                kind = "voicelog",
                purposes = new[] { "call" },
                contentType = "audio/ogg",
                size = 2_000,
                sha256 = Convert.ToHexStringLower(SHA256.HashData(content)),
                recordedAt = "2026-09-01T10:15:00+02:00",
            }).Expect(HttpStatusCode.Created);
            using var patch = new HttpRequestMessage(HttpMethod.Patch, $"{_host.P}/exhibits/{id}/content") { Content = new ByteArrayContent(content) };
            patch.Headers.Add("Upload-Offset", "0");
            using var answer = await _host.Desk.Staff.SendAsync(patch, Ct);
            answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
            return id;
        }
    }

    [Fact]
    public async Task it_takes_two_persons_and_an_export_or_a_reason_and_can_be_called_off_until_the_last_day_is_over()
    {
        await Agree().Expect(HttpStatusCode.Conflict, "contract-end-not-requested");
        await _host.Anna.ReadAsync(End).Expect(HttpStatusCode.NotFound, "not-found");
        await Ask("2026-09-21").Expect(HttpStatusCode.UnprocessableEntity, "out-of-range");
        await Ask("2028-09-16").Expect(HttpStatusCode.UnprocessableEntity, "out-of-range");
        var asked = await Ask("2026-09-22").Expect(HttpStatusCode.Accepted);
        asked["goesAt"].ShouldBe("2026-09-22T22:00:00Z");
        (await Ask("2026-09-22", _host.Bram).Expect(HttpStatusCode.Accepted))["requestedBy"].ShouldBe("anna");
        await Ask("2026-09-23").Expect(HttpStatusCode.Conflict, "contract-end-stands");
        await Agree(_host.Anna, endsOn: "2026-09-22").Expect(HttpStatusCode.Forbidden, "second-person-required");
        await Agree(withoutExport: "Niet nodig.", endsOn: "2026-09-21").Expect(HttpStatusCode.Conflict, "contract-end-stands");
        await Agree(endsOn: "2026-09-22").Expect(HttpStatusCode.Conflict, "export-first");
        await Agree(withoutExport: "bel 0612345678", endsOn: "2026-09-22").Expect(HttpStatusCode.UnprocessableEntity, "personal-data-in-field");
        (await Agree(withoutExport: "Alles staat ook in het eigen archief.", endsOn: "2026-09-22").Expect(HttpStatusCode.OK))["withoutExport"].ShouldBe("Alles staat ook in het eigen archief.");
        await _host.Desk.ByAgency.ReadAsync(End).Expect(HttpStatusCode.Forbidden, "scope-missing");
        (await _host.Bram.PostAsync($"{End}/withdrawal", new { })).Status.ShouldBe(HttpStatusCode.NoContent);
        await _host.Bram.PostAsync($"{End}/withdrawal", new { }).Expect(HttpStatusCode.Conflict, "contract-end-not-requested");
        await Pass(Over);
        await _host.Anna.ReadAsync(End).Expect(HttpStatusCode.NotFound, "not-found");
        await _host.Desk.Accept(Desk.Call(Desk.Phone()));
        // Asked anew, the agreement of before counts for nothing.
        (await Ask("2026-12-31").Expect(HttpStatusCode.Accepted))["state"].ShouldBe("requested");
        _host.Clock.Reset(Instant.FromUtc(2026, 12, 24, 23, 0));
        await Agree(withoutExport: "Niet nodig.", endsOn: "2026-12-31").Expect(HttpStatusCode.Conflict, "notice-too-short");
        await Pass(Instant.FromUtc(2027, 1, 1, 0, 0));
        (await State()).ShouldBe("requested");
    }

    [Theory]
    [InlineData("hold")]
    [InlineData("inquiry")]
    [InlineData("request")]
    public async Task what_stands_against_it_keeps_it_from_beginning_and_is_told(string what)
    {
        var phone = Desk.Phone();
        await _host.Desk.Accept(Desk.Consent(phone));
        await Ask().Expect(HttpStatusCode.Accepted);
        await Agree(withoutExport: "Niet nodig.").Expect(HttpStatusCode.OK);
        switch (what)
        {
            case "hold":
                await _host.Hold("acm", new { parties = new[] { _host.Desk.Principal } }).Expect(HttpStatusCode.Created);
                break;
            case "inquiry":
                await _host.Anna.PutAsync($"{_host.P}/inquiries/acm-1", new { authority = "ACM", reference = "ACM/26/1", legalBasis = "Tw 15.1", scope = new { parties = new[] { _host.Desk.Principal } }, deadline = "2027-01-31" }).Expect(HttpStatusCode.Created);
                break;
            default:
                await _host.Anna.PutAsync($"{_host.P}/access-requests/avg-1", new { kind = "access", consumer = (await _host.Desk.Find(phone))!.Value, receivedAt = "2026-09-15T09:00:00+02:00" }).Expect(HttpStatusCode.Created);
                break;
        }

        await Pass(Over);
        (await State()).ShouldBe("approved");
        var obstacles = (await _host.Anna.ReadAsync(End).Expect(HttpStatusCode.OK)).Body.GetProperty("obstacles");
        obstacles.GetProperty(what switch { "hold" => "holds", "inquiry" => "inquiries", _ => "accessRequests" }).GetRawText().ShouldBe(what switch { "hold" => "[\"acm\"]", "inquiry" => "[\"acm-1\"]", _ => "1" });
        if (what != "hold") return;
        await _host.Anna.PostAsync($"{_host.P}/holds/acm/release", new { }).Expect(HttpStatusCode.Accepted);
        await _host.Bram.PostAsync($"{_host.P}/holds/acm/release/approval", new { }).Expect(HttpStatusCode.OK);
        await Pass(Over + Duration.FromHours(2));
        (await State()).ShouldBe("ended");
    }

    [Fact]
    public async Task a_hold_that_came_in_while_it_began_keeps_everything_as_it_was()
    {
        var recording = await _host.Recording(Desk.Phone(), purpose: "consent");
        await Ask().Expect(HttpStatusCode.Accepted);
        await Agree(withoutExport: "Niet nodig.").Expect(HttpStatusCode.OK);
        _host.Clock.Reset(Over);
        await Work();
        (await State()).ShouldBe("ending");
        // What was to be judged yet, and what a pass took that had not seen yet that it began.
        var due = $"insert into vault.judging_due (shard, principal, consumer, since) select get_byte(uuid_send(c.consumer), 3) % {JudgingDue.Shards}, c.principal, c.consumer, now() - interval '1 hour' from vault.identity_card c returning consumer::text";
        var dossiers = (await _host.Vault.Query(due)).Distinct().ToList();
        dossiers.ShouldNotBeEmpty();
        var pass = _host.Vault.Services.GetRequiredService<JudgingPass>();
        (await pass.Shards(Ct)).ShouldBeEmpty();
        for (var shard = 0; shard < JudgingDue.Shards; shard++) (await pass.Run(shard, Ct)).ShouldBe(0);
        (await Due()).ShouldBe(dossiers, ignoreOrder: true);
        // As by a server that had not seen yet that it began.
        await using (var insert = _host.Vault.Services.GetRequiredService<EvidenceVault.Server.Store.VaultDatabase>().Source.CreateCommand("insert into vault.hold_anchor (principal, anchor, hold) values ($1, '*', 'late')"))
        {
            insert.Parameters.Add(new() { Value = _host.Desk.Principal });
            await insert.ExecuteNonQueryAsync(Ct);
        }

        _host.Clock.Advance(ContractEndWorker.Closing);
        await Work();
        (await State()).ShouldBe("approved");
        await _host.Settle();
        (await Due()).ShouldBeEmpty();
        (await HasKey()).ShouldBeTrue();
        (await _host.Has(recording)).ShouldBe((true, true));
        (await _host.StateOf(recording)).ShouldBe("stored");
    }

    [Fact]
    public async Task what_a_backup_of_the_database_alone_brings_back_goes_again_by_the_key_that_is_gone()
    {
        await _host.Desk.Accept(Desk.Consent(Desk.Phone()));
        await _host.Vault.Services.GetRequiredService<KeyStore>().DestroyPrincipal(_host.Desk.Principal, Ct);
        await _host.Vault.Services.GetRequiredService<DestroyedKeys>().DestroyAgain(Ct);
        await Work();
        (await RowsLeft(_host.Desk.Principal)).ShouldBe(["api_key", "contract_end"]);
    }

    [Fact]
    public async Task what_a_backup_brings_back_goes_again()
    {
        var phone = Desk.Phone();
        await _host.Desk.Accept(Desk.Consent(phone));
        var recording = await _host.Recording(phone, purpose: "consent");
        await _host.Vault.Settled();
        // As after a backup of both databases from before the end was put back: the list alone knows of it.
        await _host.Vault.Services.GetRequiredService<DestructionList>().Add([new(_host.Desk.Principal, DestroyedKeyOf.Principal, _host.Desk.Principal)], Ct);
        (await _host.Vault.Services.GetRequiredService<DestroyedKeys>().DestroyAgain(Ct)).ShouldBe(1);
        (await HasKey()).ShouldBeFalse();
        await Work();
        await _host.Vault.Services.GetRequiredService<EndedContracts>().Look(Ct);
        (await State()).ShouldBe("ended");
        await _host.Anna.ReadAsync($"{_host.P}/exhibits/{recording}").Expect(HttpStatusCode.Gone, "contract-ended");
        (await RowsLeft(_host.Desk.Principal)).ShouldBe(["api_key", "contract_end"]);
        (await _host.Vault.Services.GetRequiredService<DestroyedKeys>().DestroyAgain(Ct)).ShouldBe(0);
        // A server that starts now is ready.
        await _host.Vault.Services.GetRequiredService<KeyStore>().Probe(Ct);
    }

    [Fact]
    public async Task an_agency_is_told_of_the_end_also_by_a_server_that_never_saw_its_mandate()
    {
        await _host.Desk.Accept(Desk.Consent(Desk.Phone()), _host.Desk.ByAgency);
        await Ask().Expect(HttpStatusCode.Accepted);
        await Agree(withoutExport: "Niet nodig.").Expect(HttpStatusCode.OK);
        await Pass(Over);
        (await State()).ShouldBe("ended");
        await using var another = await VaultHost.StartAsync(services: services => services.GoBy(_host.Clock), beside: _host.Vault);
        foreach (var host in new[] { _host.Vault, another })
        {
            using var agency = host.Client();
            agency.DefaultRequestHeaders.Authorization = _host.Desk.ByAgency.DefaultRequestHeaders.Authorization;
            await agency.ReadAsync($"{_host.P}/exhibits").Expect(HttpStatusCode.Gone, "contract-ended");
            (await agency.ReadAsync("/v1/principals").Expect(HttpStatusCode.OK)).Text.ShouldNotContain(_host.Desk.Principal);
            // Who never worked for it is told nothing of it.
            using var stranger = host.Client(await _host.Vault.CreateKeyAsync(null, await _host.Vault.CreatePartyAsync()));
            await stranger.ReadAsync($"{_host.P}/exhibits").Expect(HttpStatusCode.NotFound, "not-found");
        }
    }

    [Fact]
    public async Task two_that_destroy_at_once_record_it_once()
    {
        foreach (var _ in Enumerable.Range(0, 5)) await _host.Recording(Desk.Phone(), purpose: "consent");
        await Ask().Expect(HttpStatusCode.Accepted);
        await Agree(withoutExport: "Niet nodig.").Expect(HttpStatusCode.OK);
        _host.Clock.Reset(Over);
        await Work();
        var end = _host.Vault.Services.GetRequiredService<EndContract>();
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => end.Run(_host.Desk.Principal, Duration.FromHours(1), Ct)));
        (await _host.Vault.Query("select data ->> 'exhibits' from vault.mt_events where type = 'contract.ended'")).ShouldBe(["5"]);
    }

    private async Task<bool> HasKey() => await _host.Vault.Services.GetRequiredService<KeyStore>().HasPrincipal(_host.Desk.Principal, Ct);

    private async Task<List<string>> Bodies() => [.. await _host.Vault.Query($"select md5(data::text || type || stream_id || version) from vault.mt_events where tenant_id = '{_host.Desk.Principal}' order by seq_id")];

    // Every table with a column of that name, asked as anybody would.
    private async Task<List<string>> RowsLeft(string principal)
    {
        var left = new List<string>();
        foreach (var table in await _host.Vault.Query("select table_name::text from information_schema.columns where table_schema = 'vault' and column_name = 'principal' order by 1"))
            if ((await _host.Vault.Query($"select 'x' from vault.{table} where principal = '{principal}' limit 1")).Count > 0) left.Add(table);
        return left;
    }
}
