using System.Security.Authentication;
using AtRest.Core.Endpoints.Evidence;
using AtRest.Core.Evidence;
using AtRest.Tests.Shared;

namespace AtRest.Collectors.Tests.Endpoints;

/// <summary>Handshakes with servers of each kind on loopback.</summary>
public sealed class TlsProbeTests
{
    private const string Host = "localhost";

    [Theory]
    [InlineData(SslProtocols.Tls12 | SslProtocols.Tls13, "Refused, Refused, Accepted, Accepted")]
    [InlineData(SslProtocols.Tls12, "Refused, Refused, Accepted, Refused")]
    [InlineData(SslProtocols.Tls13, "Refused, Refused, Refused, Accepted")]
    public async Task Probe_RealServer_HasTheAnswerToEachVersion(SslProtocols protocols, string answers)
    {
        await using var server = LoopbackServer.Tls(TestCertificates.For(Host), protocols);

        var probe = await ProbeAsync(server);

        string.Join(", ", probe.Versions.Select(version => version.Answer)).ShouldBe(answers);
        probe.Versions.Where(version => version.Answer == TlsAnswer.Refused).ShouldAllBe(version => version.Detail!.Contains("protocol_version", StringComparison.Ordinal));
        probe.IpAddress.ShouldBe("127.0.0.1");
        server.Received.ShouldBeEmpty("Nothing is sent after the handshake, and no client certificate.");
    }

    /// <summary>A ServerHello is the server's choice of the version, whatever this machine thinks of what follows.</summary>
    [Theory]
    [InlineData(0x0301, "TLS 1.0")]
    [InlineData(0x0302, "TLS 1.1")]
    public async Task Probe_ServerThatChoosesAnOldVersion_IsAccepted(int version, string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || OperatingSystem.IsMacOS(), "Only OpenSSL offers old versions, by named cipher suites.");
        await using var server = LoopbackServer.Answering(hello => (hello[9] << 8 | hello[10]) == version ? ServerHello(version) : Alert(70));

        var probe = await ProbeAsync(server);

        probe.Versions.Where(one => one.Answer == TlsAnswer.Accepted).Select(one => one.Version).ShouldBe([name]);
        probe.Certificate.ShouldBeNull();
    }

    /// <summary>TLS 1.3 has the number of TLS 1.2 in the field of the hellos, and its own in an extension.</summary>
    [Theory]
    [InlineData(new byte[0], TlsAnswer.Unclear)]
    [InlineData(new byte[] { 0, 6, 0, 43, 0, 2, 3, 4 }, TlsAnswer.Accepted)]
    [InlineData(new byte[] { 0, 11, 0, 23, 0, 1, 0, 0, 43, 0, 2, 3, 4 }, TlsAnswer.Accepted)]
    [InlineData(new byte[] { 0, 6, 0, 43, 0, 2, 3, 3 }, TlsAnswer.Unclear)]
    [InlineData(new byte[] { 0, 6, 0, 43, 0, 2 }, TlsAnswer.Unclear)]
    public async Task Probe_ServerHelloForTls13_IsItsChoiceOnlyByTheExtension(byte[] extensions, TlsAnswer expected)
    {
        await using var server = LoopbackServer.Answering(hello => (hello[9] << 8 | hello[10]) == 0x0303 ? ServerHello(0x0303, extensions) : Alert(70));

        var probe = await ProbeAsync(server);

        var version = probe.Versions.Single(one => one.Version == "TLS 1.3");
        version.Answer.ShouldBe(expected);
        version.Detail.ShouldBe(expected == TlsAnswer.Accepted ? null : "Offered TLS 1.3 alone, it chose another version.");
    }

    [Fact]
    public async Task Probe_ServerThatClosesConnections_RefusesAfterTwoOfThem()
    {
        await using var server = LoopbackServer.Answering(_ => []);

        var probe = await ProbeAsync(server);

        probe.Versions.ShouldAllBe(version => version.Answer == TlsAnswer.Refused && version.Detail!.Contains("closed the connection twice", StringComparison.Ordinal));
        server.Connections.ShouldBe(8);
    }

    [Theory]
    [InlineData("other alert", "TLS alert 40")]
    [InlineData("no answer", "did not respond")]
    [InlineData("not TLS", "not a TLS handshake")]
    public async Task Probe_AnswerWithAnotherReason_IsUnclearAndSaysIt(string kind, string words)
    {
        await using var server = LoopbackServer.Answering(_ => kind switch { "other alert" => Alert(40), "not TLS" => "HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray(), _ => null });

        var probe = await ProbeAsync(server, TimeSpan.FromSeconds(kind == "no answer" ? 0.2 : 20));

        probe.Versions.Length.ShouldBe(4);
        probe.Versions.ShouldAllBe(version => version.Answer == TlsAnswer.Unclear && version.Detail!.Contains(words, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Probe_GoodCertificate_IsForTheHostAndTrusted()
    {
        await using var server = LoopbackServer.Tls(TestCertificates.For(Host, daysLeft: 12), SslProtocols.Tls13);

        var certificate = (await ProbeAsync(server)).Certificate!;

        certificate.IsForHost.ShouldBeTrue();
        certificate.ChainProblems.ShouldBeEmpty();
        (certificate.Subject, certificate.Issuer).ShouldBe(("CN=localhost", "CN=AtRest test authority"));
        (certificate.NotAfter - TimeProvider.System.GetUtcNow()).TotalDays.ShouldBeInRange(11, 12);
    }

    [Fact]
    public async Task Probe_BadCertificates_HaveTheirProblem()
    {
        await using var other = LoopbackServer.Tls(TestCertificates.For("other.example.com"), SslProtocols.Tls13);
        await using var expired = LoopbackServer.Tls(TestCertificates.For(Host, daysLeft: -3), SslProtocols.Tls13);
        await using var unknown = LoopbackServer.Tls(TestCertificates.SelfSigned(Host), SslProtocols.Tls13);

        (await ProbeAsync(other)).Certificate!.ShouldSatisfyAllConditions(it => it.IsForHost.ShouldBeFalse(), it => it.ChainProblems.ShouldBeEmpty());
        (await ProbeAsync(expired)).Certificate!.ShouldSatisfyAllConditions(
            it => it.IsForHost.ShouldBeTrue(), it => it.ChainProblems.ShouldBeEmpty(), it => it.NotAfter.ShouldBeLessThan(TimeProvider.System.GetUtcNow()));
        (await ProbeAsync(unknown)).Certificate!.ChainProblems.ShouldHaveSingleItem();
    }

    /// <summary>.NET's own check accepts the first of these certificates.</summary>
    [Theory]
    [InlineData(Host, null, Host)]
    [InlineData(Host, "other.example.com", null)]
    [InlineData("other.example.com", null, null)]
    public async Task Probe_CertificateWithoutTheHostAsAlternativeName_IsNotForTheHost(string commonName, string? otherName, string? commonNameForHost)
    {
        await using var server = LoopbackServer.Tls(TestCertificates.WithCommonName(commonName, otherName), SslProtocols.Tls13);

        (await ProbeAsync(server)).Certificate!.ShouldSatisfyAllConditions(
            it => it.IsForHost.ShouldBeFalse(), it => it.CommonNameForHost.ShouldBe(commonNameForHost), it => it.ChainProblems.ShouldBeEmpty());
    }

    [Fact]
    public async Task Probe_CertificateNamesAUrlOfItsIssuer_ConnectsToNothingElse()
    {
        await using var other = LoopbackServer.Http("404 Not Found");
        await using var server = LoopbackServer.Tls(TestCertificates.OfIntermediate(Host, $"http://127.0.0.1:{other.Port}/issuer.crt"), SslProtocols.Tls13);

        var certificate = (await ProbeAsync(server)).Certificate!;

        other.Connections.ShouldBe(0);
        certificate.ChainProblems.ShouldBe(["PartialChain"]);
    }

    [Fact]
    public async Task Probe_NobodyListens_IsAbsentWithTheAddressesThatWereTried()
    {
        var evidence = (await ProbeWorld.CollectAsync(ProbeWorld.Options(FreePort.Next()), ProbeWorld.Cluster("c", $"localhost:{FreePort.Next()}"))).Endpoints().Single();

        evidence.Tls.Absence!.Kind.ShouldBe(AbsenceKind.Failed);
        evidence.Tls.Absence.Cause.ShouldContain("127.0.0.1: ConnectionRefused");
    }

    private static async Task<TlsProbe> ProbeAsync(LoopbackServer server, TimeSpan? timeout = null)
    {
        var options = ProbeWorld.Options(FreePort.Next()) with { Timeout = timeout ?? TimeSpan.FromSeconds(20) };
        var endpoint = (await ProbeWorld.CollectAsync(options, ProbeWorld.Cluster("c", $"{Host}:{server.Port}"))).Endpoints().Single();
        endpoint.Tls.Sha256.ShouldBe(EvidenceHash.OfValue(endpoint.Tls.Value!));
        return endpoint.Tls.Value!;
    }

    private static byte[] Alert(byte description) => [21, 3, 1, 0, 2, 2, description];

    /// <summary>A whole ServerHello with TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA and no certificate after it.</summary>
    private static byte[] ServerHello(int version, params byte[] extensions)
    {
        byte[] body = [(byte)(version >> 8), (byte)version, .. new byte[32], 0, 0xC0, 0x13, 0, .. extensions];
        byte[] message = [2, 0, 0, (byte)body.Length, .. body];
        return [22, (byte)(version >> 8), (byte)version, 0, (byte)message.Length, .. message];
    }
}
