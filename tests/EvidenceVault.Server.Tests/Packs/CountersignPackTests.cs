using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using EvidenceVault.Server.Access;
using EvidenceVault.Server.Exhibits;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Packs;
using EvidenceVault.Server.Packs.Sealing;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Ledger;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace EvidenceVault.Server.Tests.Packs;

/// <summary>A second person countersigns packs.</summary>
public sealed class CountersignPackTests(CountersignHost host) : IClassFixture<CountersignHost>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task a_second_person_countersigns_and_both_signatures_hold()
    {
        var id = await host.Pack();
        var before = await host.Download(id);
        var state = await host.Countersign(host.Base.Bram, id).Expect(HttpStatusCode.OK);
        state.Body.GetProperty("countersignedAt").ValueKind.ShouldBe(JsonValueKind.String);
        var after = await host.Download(id);
        after.AsSpan(0, before.Length).SequenceEqual(before).ShouldBeTrue("nothing that was sealed has changed");
        state.Body.GetProperty("size").GetInt64().ShouldBe(after.Length);
        state["sha256"].ShouldBe(Hash(after));
        (await host.Base.Anna.ReadAsync($"{host.P}/packs/{id}").Expect(HttpStatusCode.OK)).Text.ShouldBe(state.Text);

        var (code, output) = await host.Verify(after, "--seal", host.Pem("seal"), "--countersigner", host.Pem("bram"));
        code.ShouldBe(0, output);
        var answer = JsonElement.Parse(output);
        answer.GetProperty("sealedBy").GetString()!.ShouldContain(host.Signer("seal").Data.Sha256);
        answer.GetProperty("countersignedBy").GetString()!.ShouldContain(host.Signer("bram").Data.Sha256);
        (await host.Verify(after)).Output.ShouldContain("no --countersigner was given");
        (await host.Verify(before, "--seal", host.Pem("seal"))).Code.ShouldBe(0, "a copy from before is as good as it was");
        if (PdfSig.IsPossible)
        {
            var said = await host.PdfSigOf(after);
            said.Split("Signature is Valid").Length.ShouldBe(3, said);
            said.ShouldContain("Not total document signed");
            said.ShouldContain("  - Total document signed");
        }

        using var anyone = host.Vault.Client();
        var page = (await anyone.ReadAsync($"/controle/{id}")).Text;
        foreach (var known in new[] { Hash(before), Hash(after), host.Signer("bram").Data.Sha256 }) page.ShouldContain(known);
        page.ShouldNotContain("bram", Case.Insensitive);
        new ReadPack(id, after, null).Files.Keys.ShouldBe(new ReadPack(id, before, null).Files.Keys);
        (await host.Events(id)).ShouldBe(["pack.requested", "pack.made", "pack.countersigned"]);
    }

    [Fact]
    public async Task the_file_before_goes_a_day_later_and_the_new_one_stays()
    {
        var id = await host.Pack();
        var old = (await host.Load(id)).File!.Blob;
        await host.Countersign(host.Base.Bram, id).Expect(HttpStatusCode.OK);
        var uploads = host.Vault.Services.GetRequiredService<Uploads>();
        await uploads.Sweep(host.Base.Clock.GetCurrentInstant(), Ct);
        (await host.HasBlob(old)).ShouldBeTrue("somebody may be reading it");
        await uploads.Sweep(host.Base.Clock.GetCurrentInstant() + Duration.FromSeconds(1), Ct);
        (await host.HasBlob(old)).ShouldBeFalse();
        (await host.Vault.Query("select blob from vault.exhibit_upload")).ShouldBeEmpty();
        (await host.Verify(await host.Download(id))).Code.ShouldBe(0);
    }

    [Fact]
    public async Task asked_again_by_the_same_person_it_is_the_same_and_by_another_it_is_refused()
    {
        var id = await host.Pack();
        var first = await host.Countersign(host.Base.Bram, id).Expect(HttpStatusCode.OK);
        (await host.Countersign(host.Base.Bram, id).Expect(HttpStatusCode.OK)).Text.ShouldBe(first.Text);
        await host.Countersign(host.Carla, id).Expect(HttpStatusCode.Conflict, "pack-countersigned");
        (await host.Events(id)).Count.ShouldBe(3);
    }

    [Fact]
    public async Task of_two_at_once_one_countersigns()
    {
        var id = await host.Pack();
        var answers = await Task.WhenAll(host.Countersign(host.Base.Bram, id), host.Countersign(host.Carla, id));
        answers.Select(a => a.Status).ShouldBe([HttpStatusCode.OK, HttpStatusCode.Conflict], ignoreOrder: true);
        answers.Single(a => a.Status == HttpStatusCode.Conflict).Code.ShouldBe("pack-countersigned");
        (await host.Events(id)).ShouldBe(["pack.requested", "pack.made", "pack.countersigned"]);
        (await host.Verify(await host.Download(id))).Code.ShouldBe(0);
    }

    [Fact]
    public async Task whoever_is_no_second_person_with_a_certificate_is_told_why()
    {
        var id = await host.Pack();
        await host.Countersign(host.Base.Anna, id).Expect(HttpStatusCode.Forbidden, "second-person-required");
        await host.Countersign(host.Base.Desk.Staff, id).Expect(HttpStatusCode.Forbidden, "second-person-required");
        using var daan = host.Vault.Client(await host.Vault.CreateKeyAsync(host.Base.Desk.Principal, holder: "daan"));
        await host.Countersign(daan, id).Expect(HttpStatusCode.Conflict, "certificate-missing");
        using var reader = host.Vault.Client(await host.Vault.CreateKeyAsync(host.Base.Desk.Principal, scopes: [Scopes.EvidenceRead], holder: "bram"));
        await host.Countersign(reader, id).Expect(HttpStatusCode.Forbidden, "scope-missing");
        using var stranger = host.Vault.Client(await host.Vault.CreateKeyAsync(await host.Vault.CreatePrincipalAsync(), holder: "bram"));
        await host.Countersign(stranger, id).Expect(HttpStatusCode.NotFound, "not-found");
        await host.Countersign(host.Base.Bram, "abcdefghjkmnpqrstuvw").Expect(HttpStatusCode.NotFound, "not-found");
        (await host.Countersign(host.Base.Bram, id, new { withoutTimestamp = "yes", colour = "red" })).Errors.ShouldBe(["/withoutTimestamp wrong-type", "/colour unknown-field"], ignoreOrder: true);
        (await host.Events(id)).ShouldBe(["pack.requested", "pack.made"]);
    }

    [Fact]
    public async Task one_that_was_asked_for_by_nobody_in_particular_or_is_not_sealed_is_not_countersigned()
    {
        var shared = await VaultHost.SharedAsync();
        using var anonymous = shared.Client();
        var history = await History.HandIn(anonymous, shared.OperatorKey);
        using var anna = shared.Client(await shared.CreateKeyAsync(history.Principal, holder: "anna"));
        using var bram = shared.Client(await shared.CreateKeyAsync(history.Principal, holder: "bram"));
        var plain = await anna.Make(history.Principal, PackClient.Order(history.Consumer));
        await bram.PostAsync($"/v1/principals/{history.Principal}/packs/{plain.Id}/countersign", new { }).Expect(HttpStatusCode.Conflict, "pack-not-sealed");

        var phone = Intake.Desk.Phone();
        await host.Base.Desk.Accept(Intake.Desk.Consent(phone));
        var unnamed = await host.Base.Desk.Staff.Make(host.Base.Desk.Principal, PackClient.Order((await host.Base.Desk.Find(phone))!.Value));
        (await host.Countersign(host.Base.Bram, unnamed.Id).Expect(HttpStatusCode.Forbidden, "second-person-required"))["detail"]!.ShouldContain("names nobody");
    }

    [Fact]
    public async Task one_that_is_not_ready_or_failed_is_not_countersigned()
    {
        var phone = Intake.Desk.Phone();
        await host.Base.Desk.Accept(Intake.Desk.Consent(phone));
        var consumer = (await host.Base.Desk.Find(phone))!.Value;
        string id;
        await using (await host.Hold("lock table vault.exhibit_upload in access exclusive mode"))
        {
            id = await host.Base.Anna.Request(host.Base.Desk.Principal, PackClient.Order(consumer));
            await LedgerLook.Until(async () => (await host.Base.Anna.ReadAsync($"{host.P}/packs/{id}"))["state"] == "making", "it is being made");
            await host.Countersign(host.Base.Bram, id).Expect(HttpStatusCode.Conflict, "pack-not-ready");
            await host.Vault.Query($"delete from vault.identity_card where consumer = '{consumer}' returning 'x'");
        }

        (await host.Base.Anna.Outcome(host.Base.Desk.Principal, id))["state"].ShouldBe("failed");
        await host.Countersign(host.Base.Bram, id).Expect(HttpStatusCode.Conflict, "pack-failed");
    }

    [Fact]
    public async Task where_it_breaks_off_nothing_has_changed_and_it_can_be_done_again()
    {
        var id = await host.Pack();
        var blobs = await host.Blobs();
        await using (await host.Hold($"select from vault.pack where id = '{id}' for update"))
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(Ct);
            using var body = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
            var asking = host.Base.Bram.PostAsync(new Uri($"{host.P}/packs/{id}/countersign", UriKind.Relative), body, patience.Token);
            await LedgerLook.Until(async () => await host.Blobs() > blobs, "the new file is kept");
            await patience.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(() => asking);
            await LedgerLook.Until(async () => await host.Blobs() == blobs, "what was kept is gone again");
        }

        (await host.Events(id)).ShouldBe(["pack.requested", "pack.made"]);
        await host.Countersign(host.Base.Bram, id).Expect(HttpStatusCode.OK);
        (await host.Verify(await host.Download(id))).Code.ShouldBe(0);
    }

    [Fact]
    public async Task a_person_who_is_gone_by_then_is_signed_about_no_more()
    {
        var id = await host.Pack();
        var blobs = await host.Blobs();
        await host.Vault.Query($"delete from vault.identity_card where consumer = '{(await host.Load(id)).Requested.Consumer}' returning 'x'");
        await host.Countersign(host.Base.Bram, id).Expect(HttpStatusCode.Gone, "content-deleted");
        (await host.Events(id)).ShouldBe(["pack.requested", "pack.made"]);
        (await host.Blobs()).ShouldBe(blobs);
    }

    [Fact]
    public void certificates_that_cannot_be_read_or_are_one_are_said_at_the_start()
    {
        Should.Throw<InvalidOperationException>(() => PackSeal.Read(host.Pfx("bram"), "another", "Countersigners__0__Certificate", "Countersigners__0__Password")).Message.ShouldContain("Vault__Countersigners__0__Password");
        Check("bram", "carla");
        Should.Throw<InvalidOperationException>(() => Check("bram", "bram")).Message.ShouldContain("a certificate of its own");
        Should.Throw<InvalidOperationException>(() => Check("bram", "seal")).Message.ShouldContain("Vault__SealCertificate");
        Settings("bram", "carla").Fault().ShouldBeNull();
        (Settings("bram", "carla") with { SealCertificate = "" }).Fault()!.ShouldContain("Vault__SealCertificate");
        (Settings("bram", "carla") with { Countersigners = [Of("Anna", "bram"), Of("anna ", "carla")] }).Fault()!.ShouldContain("once");
        (Settings("bram", "carla") with { Countersigners = [Of(" ", "bram")] }).Fault()!.ShouldContain("Holder");
    }

    private void Check(string one, string other)
    {
        var settings = Settings(one, other);
        var seal = new SealCertificate(settings, SystemClock.Instance, Microsoft.Extensions.Logging.Abstractions.NullLogger<SealCertificate>.Instance);
        new Countersigners(settings, seal, SystemClock.Instance).Check();
    }

    private VaultSettings Settings(string one, string other) => new()
    {
        OperatorKey = new string('x', 40),
        KeyFile = "kek.key",
        SealCertificate = host.Pfx("seal"),
        SealPassword = CountersignHost.Password,
        Countersigners = [Of("one", one), Of("other", other)],
    };

    private CountersignerSettings Of(string holder, string whose) => new() { Holder = holder, Certificate = host.Pfx(whose), Password = CountersignHost.Password };

    private static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
