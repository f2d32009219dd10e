using System.Net;
using System.Security.Cryptography;
using System.Text;
using EvidenceVault.Server.Identity;
using EvidenceVault.Server.Intake;
using EvidenceVault.Server.Keys;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Intake;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace EvidenceVault.Server.Tests.Identity;

/// <summary>What identifies a person lies encrypted, each under a key of its own, bound to where it belongs.</summary>
public sealed class AtRestTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task cards_and_annexes_lie_encrypted_and_open_with_the_consumers_key()
    {
        var (desk, phone) = (await Desk.NewAsync(), Desk.Phone());
        var id = await desk.Accept(ItemCase.Of("complaint.received").Full(phone, desk.Agency));
        string[] secrets = [phone, phone[1..], $"0{phone[3..]}", "Marjolein van der Veen", "marjolein@post.example", "Ik wil dit niet.", "Een aantekening", "F-"];
        var (card, annex) = (await Card(desk, phone), Convert.FromBase64String(await Annex(desk, id)));
        foreach (var box in new[] { card, annex })
            foreach (var secret in secrets) Encoding.Latin1.GetString(box).ShouldNotContain(secret);

        var keys = await Keys(desk, phone);
        IdentityCard.Open(desk.Principal, keys, card).Phone.ShouldBe(phone);
        Encoding.UTF8.GetString(keys.Open(annex, $"annex/{id:N}")).ShouldContain("Ik wil dit niet.");
    }

    [Fact]
    public async Task a_card_opens_with_nobody_elses_key_and_for_nobody_else()
    {
        var (desk, phone, other) = (await Desk.NewAsync(), Desk.Phone(), Desk.Phone());
        await desk.Accept(Desk.Call(phone));
        await desk.Accept(Desk.Call(other));
        var (card, keys, others) = (await Card(desk, phone), await Keys(desk, phone), await Keys(desk, other));
        Should.Throw<CryptographicException>(() => IdentityCard.Open(desk.Principal, others, card));
        Should.Throw<CryptographicException>(() => IdentityCard.Open("andere-energie", keys, card));
        // The right key under the wrong name.
        Should.Throw<CryptographicException>(() => keys.Open(card, $"card/{desk.Principal}/{others.Consumer:N}"));
        foreach (var at in new[] { 0, 1, 14, card.Length - 1 })
        {
            var altered = (byte[])card.Clone();
            altered[at] ^= 1;
            Should.Throw<CryptographicException>(() => IdentityCard.Open(desk.Principal, keys, altered));
        }

        Should.Throw<CryptographicException>(() => IdentityCard.Open(desk.Principal, keys, card[..28]));
        IdentityCard.Open(desk.Principal, keys, card).Phone.ShouldBe(phone);
    }

    [Fact]
    public async Task an_annex_swapped_between_two_events_opens_at_neither()
    {
        var (desk, phone) = (await Desk.NewAsync(), Desk.Phone());
        var (one, two) = (await desk.Accept(Desk.Call(phone, "C-1")), await desk.Accept(Desk.Call(phone, "C-2")));
        var (first, second, keys) = (await Annex(desk, one), await Annex(desk, two), await Keys(desk, phone));
        AnnexCodec.Open(first, one, keys).Ref.ShouldBe("C-1");
        Should.Throw<CryptographicException>(() => AnnexCodec.Open(first, two, keys));
        Should.Throw<CryptographicException>(() => AnnexCodec.Open(second, one, keys));
    }

    [Fact]
    public async Task the_database_of_keys_holds_no_key_that_opens_anything_by_itself()
    {
        await using var host = await VaultHost.StartAsync();
        var (desk, phone) = (await Desk.NewAsync(host), Desk.Phone());
        await desk.Accept(Desk.Call(phone));
        var principal = await host.Services.GetRequiredService<KeyStore>().OfPrincipal(desk.Principal, Ct);
        var consumer = (await desk.Find(phone))!.Value;
        var source = host.Services.GetRequiredService<KeyDatabase>().Source;
        var ofPrincipal = await Wrapped(source, "select wrapped from principal_key where principal = $1", desk.Principal);
        var ofConsumer = await Wrapped(source, "select wrapped from consumer_key where principal = $1", desk.Principal);
        // As it lies there, neither half of it opens the card.
        var card = await Card(desk, phone);
        foreach (var wrapped in new[] { ofPrincipal, ofConsumer })
            foreach (var part in new[] { wrapped[..32], wrapped[^32..], wrapped[29..] })
                Should.Throw<CryptographicException>(() => IdentityCard.Open(desk.Principal, new ConsumerKeys(consumer, part), card));
        Should.Throw<CryptographicException>(() => new FileKeyEncryptionKey(RandomNumberGenerator.GetBytes(32)).Unwrap(ofPrincipal, $"principal/{desk.Principal}"));
        // Unwrapped by the chain of keys it does; and only under its own name.
        Should.Throw<CryptographicException>(() => principal.Unwrap(ofConsumer, Guid.NewGuid().ToString("N")));
        var key = principal.Unwrap(ofConsumer, consumer.ToString("N"));
        IdentityCard.Open(desk.Principal, new ConsumerKeys(consumer, key), card).Phone.ShouldBe(phone);
        var kek = host.Services.GetRequiredService<IKeyEncryptionKey>();
        Should.Throw<CryptographicException>(() => kek.Unwrap(ofPrincipal, "principal/andere-energie"));
        var plain = kek.Unwrap(ofPrincipal, $"principal/{desk.Principal}");
        foreach (var secret in new[] { key, plain })
        {
            ofPrincipal.AsSpan().IndexOf(secret).ShouldBe(-1);
            ofConsumer.AsSpan().IndexOf(secret).ShouldBe(-1);
        }
    }

    [Fact]
    public async Task without_the_consumers_key_the_facts_stay_and_nobody_can_tell_whose()
    {
        await using var host = await VaultHost.StartAsync();
        var (desk, phone) = (await Desk.NewAsync(host), Desk.Phone());
        await desk.Accept(Desk.Call(phone, "C-1"));
        var id = (await desk.Find(phone))!.Value;
        await using (var gone = host.Services.GetRequiredService<KeyDatabase>().Source.CreateCommand("update consumer_key set wrapped = null")) await gone.ExecuteNonQueryAsync(Ct);
        // A server that has never held the key.
        await using var fresh = await VaultHost.StartAsync(beside: host);
        var there = desk with { Host = fresh, Staff = fresh.Client(await host.CreateKeyAsync(desk.Principal)) };
        var dossier = new DossierAnswer((await there.Staff.ReadAsync($"{desk.P}/consumers/{id}/dossier")).Body);
        dossier.Consumer.GetProperty("erased").GetBoolean().ShouldBeTrue();
        dossier.Consumer.GetProperty("phone").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        dossier.Refs.ShouldBe([null]);
        dossier.Timeline[0].GetProperty("type").GetString().ShouldBe("call.attempted");
        (await there.Upload([Desk.Call(phone), Desk.Call(Desk.Phone())])).Select(r => r.Told).ShouldBe(["consumer-erased", "accepted"]);
        (await there.Post(Desk.Call(phone)).Expect(HttpStatusCode.Conflict, "consumer-erased"))["detail"]!.ShouldContain("Do not send this again");
        var exhibit = ItemCase.Of("exhibit.announced").Full(phone, desk.Agency).Without("/type").Without("/id");
        await there.Staff.PutAsync($"{desk.P}/exhibits/{Desk.Ref("X")}", exhibit).Expect(HttpStatusCode.Conflict, "consumer-erased");
    }

    [Fact]
    public void a_key_file_is_made_once_for_its_owner_alone_and_a_wrong_one_is_not_taken()
    {
        var directory = Directory.CreateTempSubdirectory("evidence-vault-keys-");
        try
        {
            var path = Path.Combine(directory.FullName, "sub", "kek.key");
            Should.Throw<InvalidOperationException>(() => FileKeyEncryptionKey.Read(path)).Message.ShouldContain("Vault__ApplySchema");
            KeyFile.CreateIfMissing(path);
            var first = File.ReadAllText(path);
            KeyFile.CreateIfMissing(path);
            File.ReadAllText(path).ShouldBe(first);
            if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
            Directory.GetFiles(Path.GetDirectoryName(path)!).ShouldHaveSingleItem();
            var wrapped = FileKeyEncryptionKey.Read(path).Wrap([1, 2, 3], "a");
            FileKeyEncryptionKey.Read(path).Unwrap(wrapped, "a").ShouldBe([1, 2, 3]);
            Should.Throw<CryptographicException>(() => FileKeyEncryptionKey.Read(path).Unwrap(wrapped, "b"));
            foreach (var wrong in new[] { "", "geen sleutel", Convert.ToBase64String(new byte[31]), Convert.ToBase64String(new byte[33]), Convert.ToBase64String(new byte[64]) })
            {
                File.WriteAllText(path, wrong);
                Should.Throw<InvalidOperationException>(() => FileKeyEncryptionKey.Read(path));
            }
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task a_name_and_an_address_are_kept_by_when_they_were_told_for_and_the_latest_is_shown()
    {
        var (desk, phone) = (await Desk.NewAsync(), Desk.Phone());
        await desk.Accept(Desk.Call(phone, occurredAt: "2026-03-02T10:00:00Z").With("/consumer/name", "Sanne Smit"));
        await desk.Accept(Desk.Call(phone, occurredAt: "2026-01-02T10:00:00Z").With("/consumer/name", "Sanne de Graaf").With("/consumer/email", "s@post.example"));
        (await desk.Dossier(phone)).Consumer.GetProperty("name").GetString().ShouldBe("Sanne Smit");
        await desk.Accept(Desk.Call(phone, occurredAt: "2026-04-02T10:00:00Z").With("/consumer/name", "Sanne Jansen"));
        var card = (await desk.Open(phone)).Card!;
        card.Names.Select(n => n.Value).ShouldBe(["Sanne de Graaf", "Sanne Smit", "Sanne Jansen"]);
        card.Email.ShouldBe("s@post.example");
        card.Numbers.ShouldHaveSingleItem();
    }

    private static async Task<byte[]> Card(Desk desk, string phone) => Convert.FromHexString((await desk.Host.Query(
        $"select encode(card, 'hex') from vault.identity_card where principal = '{desk.Principal}' and consumer = '{await desk.Find(phone)}'")).Single());

    private static async Task<string> Annex(Desk desk, Guid id) => (await desk.Host.Query($"select headers ->> 'annex' from vault.mt_events where id = '{id}'")).Single();

    private static async Task<ConsumerKeys> Keys(Desk desk, string phone)
    {
        var store = desk.Host.Services.GetRequiredService<KeyStore>();
        return (await store.OfConsumer(await store.OfPrincipal(desk.Principal, Ct), (await desk.Find(phone))!.Value, Ct))!;
    }

    private static async Task<byte[]> Wrapped(NpgsqlDataSource source, string sql, string principal)
    {
        await using var command = source.CreateCommand(sql);
        command.Parameters.Add(new() { Value = principal });
        return (byte[])(await command.ExecuteScalarAsync(Ct))!;
    }

    [Fact]
    public async Task names_on_a_number_stand_by_the_days_they_were_told_for_in_whatever_order_they_come()
    {
        var (desk, phone) = (await Desk.NewAsync(), Desk.Phone());
        foreach (var (name, day) in new[] { ("Sanne Smit", 20), ("Joris Bakker", 3), ("Sanne Smit", 12), ("Joris Bakker", 5) })
            await desk.Accept(Desk.Call(phone, occurredAt: $"2026-03-{day:00}T10:15:00Z").With("/consumer/name", name));

        var consumer = (await desk.Dossier(phone)).Consumer;
        consumer.GetProperty("name").GetString().ShouldBe("Sanne Smit");
        consumer.GetProperty("names").EnumerateArray()
            .Select(n => $"{n.GetProperty("name").GetString()} {n.GetProperty("since").GetString()![8..10]}-{n.GetProperty("lastToldFor").GetString()![8..10]}")
            .ShouldBe(["Joris Bakker 03-05", "Sanne Smit 12-20"]);
    }
}
