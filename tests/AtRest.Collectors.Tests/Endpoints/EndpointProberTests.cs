using System.Net;
using System.Security.Authentication;
using AtRest.Collectors.Camunda;
using AtRest.Collectors.Endpoints;
using AtRest.Collectors.Tests.Support;
using AtRest.Core.Endpoints.Evidence;
using AtRest.Core.Evidence;
using AtRest.FakeClouds;
using AtRest.FakeClouds.Camunda;
using AtRest.Tests.Shared;

namespace AtRest.Collectors.Tests.Endpoints;

/// <summary>Which endpoints are connected to, and what they do with plain HTTP.</summary>
public sealed class EndpointProberTests
{
    [Fact]
    public async Task Collect_NotAskedTo_ConnectsToNothing()
    {
        await using var server = LoopbackServer.Answering(_ => []);

        var evidence = await ProbeWorld.CollectAsync(new TlsProbeOptions { AllowPrivateAddresses = true }, ProbeWorld.Cluster("c", $"localhost:{server.Port}"));

        evidence.Of<EndpointSlice>().Endpoints.ShouldBeNull();
        server.Connections.ShouldBe(0);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("[::ffff:127.0.0.1]")]
    [InlineData("[::1]")]
    public async Task Collect_PrivateAddress_IsRefusedWithoutAConnection(string host)
    {
        await using var server = LoopbackServer.Answering(_ => []);
        var options = ProbeWorld.Options(server.Port) with { AllowPrivateAddresses = false };

        var endpoint = (await ProbeWorld.CollectAsync(options, ProbeWorld.Cluster("c", $"{host}:{server.Port}"))).Endpoints().Single();

        endpoint.Tls.Absence!.Kind.ShouldBe(AbsenceKind.NotAttempted);
        endpoint.Tls.Absence.Cause.ShouldContain("is not on the public internet");
        endpoint.PlainHttp.Absence!.Kind.ShouldBe(AbsenceKind.NotAttempted);
        server.Connections.ShouldBe(0);
    }

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("35.186.0.1", true)]
    [InlineData("2606:4700::1111", true)]
    [InlineData("64:ff9b::808:808", true)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("0.0.0.0", false)]
    [InlineData("10.255.255.255", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("127.9.9.9", false)]
    [InlineData("168.63.129.16", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("172.31.0.1", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::", false)]
    [InlineData("::1", false)]
    [InlineData("::10.0.0.1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("64:ff9b::a9fe:a9fe", false)]
    [InlineData("64:ff9b:1::808:808", false)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("2001:0:1::", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData("fc00::1", false)]
    [InlineData("fd00:ec2::254", false)]
    [InlineData("fe80::1", false)]
    [InlineData("ff02::1", false)]
    public void PublicAddresses_Address_AreThoseOfTheInternet(string address, bool isPublic) => PublicAddresses.Contain(IPAddress.Parse(address)).ShouldBe(isPublic);

    [Theory]
    [InlineData("200 OK", PlainHttpAnswer.Serves)]
    [InlineData("401 Unauthorized\r\nWWW-Authenticate: Basic", PlainHttpAnswer.Serves)]
    [InlineData("302 Found\r\nLocation: http://other.example.com/x", PlainHttpAnswer.Serves)]
    [InlineData("302 Found\r\nLocation: /login", PlainHttpAnswer.Serves)]
    [InlineData("308 Permanent Redirect\r\nLocation: https://localhost/", PlainHttpAnswer.RedirectsToHttps)]
    [InlineData("426 Upgrade Required", PlainHttpAnswer.Refuses)]
    [InlineData("404 Not Found", PlainHttpAnswer.Error)]
    public async Task Collect_PlainHttp_HasTheAnswer(string head, PlainHttpAnswer answer)
    {
        await using var tls = LoopbackServer.Answering(_ => []);
        await using var http = LoopbackServer.Http(head);

        var probe = await PlainAsync(tls, http.Port);

        probe.Answer.ShouldBe(answer);
        probe.Status.ShouldBe(int.Parse(head[..3], System.Globalization.CultureInfo.InvariantCulture));
        var request = http.Received.ShouldHaveSingleItem();
        request.ShouldStartWith("GET / HTTP/1.1\r\nHost: localhost");
        request.ShouldNotContain("Authorization", Case.Insensitive);
        request.ShouldNotContain("Cookie", Case.Insensitive);
    }

    [Fact]
    public async Task Collect_PortWithoutHttp_IsClosedOrSilent()
    {
        await using var tls = LoopbackServer.Answering(_ => []);
        await using var mute = LoopbackServer.Answering(_ => []);

        (await PlainAsync(tls, FreePort.Next())).Answer.ShouldBe(PlainHttpAnswer.Closed);
        (await PlainAsync(tls, mute.Port)).Answer.ShouldBe(PlainHttpAnswer.Silent);
    }

    /// <summary>Camunda names the endpoints of a cluster. Its own Console is not one of them, and clusters that share a host share its evidence.</summary>
    [Fact]
    public async Task Collect_EndpointsThatCamundaReports_AreProbedOnce()
    {
        await using var server = LoopbackServer.Tls(TestCertificates.For("localhost"), SslProtocols.Tls13);
        var clusters = Enumerable.Range(1, 2).Select(number => $"u-{number}").Select(id => new FakeCamundaCluster
        {
            Uuid = id,
            Name = id,
            Replace = new() { ["links"] = new System.Text.Json.Nodes.JsonObject { ["operate"] = $"https://localhost:{server.Port}/{id}", ["zeebe"] = $"localhost:{server.Port}", ["console"] = "https://console.example.com", ["tasklist"] = 7, ["optimize"] = "https://\u05d0a.example" } },
        });
        await using var cloud = await FakeCloud.StartAsync(CamundaWorld.Of([.. clusters]).Build(), cancellationToken: TestContext.Current.CancellationToken);
        var options = new CollectorOptions
        {
            Tls = ProbeWorld.Options(FreePort.Next()),
            Camunda = new CamundaCollectorOptions { BaseUrl = cloud.Endpoint, OAuthUrl = new Uri(cloud.Endpoint, "oauth/token"), ReadVariable = name => name == "ID" ? "acme" : CamundaWorld.Secret },
        };

        var evidence = await ProbeWorld.CollectAsync(options, CamundaWorld.Acme with { Clusters = [ProbeWorld.Cluster("u-1"), ProbeWorld.Cluster("U-2")] });

        var endpoint = evidence.Endpoints().ShouldHaveSingleItem();
        endpoint.Clusters.ShouldBe(["U-2", "u-1"], ignoreOrder: true);
        endpoint.Tls.Value!.Answers().ShouldContain("TLS 1.3 Accepted");
        server.Connections.ShouldBe(4);
    }

    private static async Task<PlainHttpProbe> PlainAsync(LoopbackServer tls, int port) =>
        (await ProbeWorld.CollectAsync(ProbeWorld.Options(port), ProbeWorld.Cluster("c", $"localhost:{tls.Port}"))).Endpoints().Single().PlainHttp.Value!;
}
