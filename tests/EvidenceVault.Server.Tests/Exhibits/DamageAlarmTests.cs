using System.Net;
using Azure.Storage.Blobs;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Packs;
using Microsoft.Extensions.DependencyInjection;

namespace EvidenceVault.Server.Tests.Exhibits;

public sealed class DamageAlarmTests
{
    [Fact]
    public async Task the_operator_is_alarmed_of_each_damaged_exhibit_once_however_often_it_is_asked_for()
    {
        var lines = new LogLines();
        await using var host = await VaultHost.StartAsync(services: lines.Replace);
        using var client = host.Client();
        var history = await History.HandIn(client, host.OperatorKey);
        using var staff = host.Client(await host.CreateKeyAsync(history.Principal));
        string[] damaged = ["b-form", "b-sms"];
        foreach (var id in damaged)
        {
            var blob = (await host.Query($"select data ->> 'blob' from vault.mt_events where tenant_id = '{history.Principal}' and stream_id = 'exhibit/{id}' and type = 'exhibit.stored'"))[0];
            (await host.Services.GetRequiredService<BlobContainerClient>().DeleteBlobIfExistsAsync(blob, cancellationToken: TestContext.Current.CancellationToken)).Value.ShouldBeTrue();
        }

        for (var i = 0; i < 3; i++)
            foreach (var id in damaged)
                await staff.ReadAsync($"/v1/principals/{history.Principal}/exhibits/{id}/content").Expect(HttpStatusCode.InternalServerError, "internal");
        foreach (var id in damaged) lines.All.Count(line => line.Contains("Alarm:", StringComparison.Ordinal) && line.Contains(id, StringComparison.Ordinal)).ShouldBe(1, id);
    }
}
