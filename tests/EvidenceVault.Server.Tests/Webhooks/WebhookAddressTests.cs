using System.Net;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Intake;
using EvidenceVault.Server.Webhooks;

namespace EvidenceVault.Server.Tests.Webhooks;

/// <summary>Where webhooks may go, and where not.</summary>
public sealed class WebhookAddressTests
{
    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("2a00:1450:400e::1", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.16.0.1", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.1.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("2002:a00:1::", false)]
    public void an_address_is_one_of_the_internet_or_not(string address, bool isPublic) => WebhookAddress.IsPublic(IPAddress.Parse(address)).ShouldBe(isPublic);

    [Theory]
    [InlineData("https://dialler.example/hook", true)]
    [InlineData("http://dialler.example/hook", false)]
    [InlineData("http://127.0.0.1:8080/hook", false)]
    [InlineData("https://127.0.0.1/hook", false)]
    [InlineData("https://localhost/hook", false)]
    [InlineData("https://[::1]/hook", false)]
    [InlineData("https://2130706433/hook", false)]
    [InlineData("https://169.254.169.254/latest", false)]
    [InlineData("https://user:secret@dialler.example/hook", false)]
    [InlineData("ftp://dialler.example/hook", false)]
    [InlineData("nonsense", false)]
    public async Task only_https_on_the_internet_is_taken(string url, bool isTaken)
    {
        var desk = await Desk.NewAsync();
        var answer = await desk.ByAgency.PutAsync($"{desk.P}/webhooks/dialler", new { url, events = new[] { "suppression.created" } });
        if (isTaken) answer.Status.ShouldBe(HttpStatusCode.Created, answer.Text);
        else answer.Errors.ShouldBe([$"/url {ProblemCodes.InvalidUrl}"]);
    }

    [Fact]
    public async Task a_name_that_leads_to_this_machine_is_not_connected_to()
    {
        await using var receiver = await Receiver.StartAsync();
        var port = new Uri(receiver.Url).Port;
        using var closed = WebhookAddress.Client(privateToo: false);
        using var open = WebhookAddress.Client(privateToo: true);
        await Should.ThrowAsync<HttpRequestException>(() => Post(closed));
        receiver.Messages.ShouldBeEmpty();
        (await Post(open)).ShouldBe(HttpStatusCode.OK);

        async Task<HttpStatusCode> Post(HttpMessageInvoker client)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"http://localhost:{port}/hook");
            using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
            return response.StatusCode;
        }
    }
}
