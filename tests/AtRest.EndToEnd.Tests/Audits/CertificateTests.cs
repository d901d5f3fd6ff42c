using AtRest.EndToEnd.Tests.Support;

namespace AtRest.EndToEnd.Tests.Audits;

/// <summary>Behind a proxy that inspects TLS the report names the certificate's issuer, and what makes it trusted.</summary>
public sealed class CertificateTests : CloudTest
{
    private const string Google = """
        {"organizations":[{"id":"acme","name":"Acme","clusters":[{"id":"c1","name":"claims","provider":"gcp","region":"europe-west1","encryption":{"type":"Software","cryptoKey":"projects/p/locations/europe-west1/keyRings/r/cryptoKeys/k"}}]}]}
        """;

    private const string Camunda = """
        {"organizations":[{"id":"acme","name":"Acme","camunda":{"clientIdVariable":"ID","clientSecretVariable":"SECRET"},"clusters":[{"id":"c1","name":"claims","provider":"gcp","region":"europe-west1","encryption":{"type":"Provider"}}]}]}
        """;

    [Theory]
    [InlineData("aws")]
    [InlineData("google")]
    [InlineData("google token")]
    [InlineData("camunda token")]
    public async Task Audit_UntrustedCertificate_NamesItsIssuerAndWhatToSet(string cloud)
    {
        await using var server = new UntrustedServer();

        var result = await AuditAsync(cloud, server, settings => settings);

        result.ExitCode.ShouldBe(2, result.ToString());
        result.Output.Replace("\\u0027", "'", StringComparison.Ordinal).ShouldContain($"The certificate of localhost, issued by 'CN={UntrustedServer.Issuer}' for 'CN=localhost', is not trusted: it was not issued by a certificate authority that this machine trusts.");
        result.Output.ShouldContain("SSL_CERT_FILE");
        result.Output.ShouldNotContain("see inner exception");
    }

    [Theory]
    [InlineData("aws")]
    [InlineData("google")]
    [InlineData("google token")]
    [InlineData("camunda token")]
    public async Task Audit_AuthorityInSslCertFile_IsTrusted(string cloud)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "SSL_CERT_FILE is OpenSSL's.");
        await using var server = new UntrustedServer();
        var file = await WriteAsync("authority.pem", server.AuthorityPem);

        var result = await AuditAsync(cloud, server, settings => settings.With("SSL_CERT_FILE", file));

        result.ExitCode.ShouldBe(2, result.ToString());
        result.Output.ShouldNotContain("is not trusted");
        result.Output.ShouldNotContain("SSL_CERT_FILE");
    }

    private async Task<ProcessResult> AuditAsync(string cloud, UntrustedServer server, Func<CliSettings, CliSettings> change)
    {
        var url = server.Address.ToString();
        var inventory = await WriteAsync("inventory.json", cloud switch { "aws" => AccessWorld.Inventory(), "camunda token" => Camunda, _ => Google });
        var settings = cloud switch
        {
            "aws" => CliSettings.For(server.Address),
            "camunda token" => new CliSettings().With("ID", "i").With("SECRET", "s").With("CAMUNDA_OAUTH_URL", url).With("CAMUNDA_CONSOLE_BASE_URL", url),
            "google" => await WithGoogleAsync(url, GoogleFleet.KeyFile(await TokenServerAsync())),
            _ => await WithGoogleAsync(url, GoogleFleet.KeyFile(server.Address)),
        };
        return await AtRestProcess.RunAsync(change(settings), "audit", "--inventory", inventory, "--organization", "acme", "--json");
    }

    private async Task<CliSettings> WithGoogleAsync(string url, string keyFile) =>
        new CliSettings().With("AtRest__Google__KmsEndpoint", url).With("GOOGLE_APPLICATION_CREDENTIALS", await WriteAsync("key.json", keyFile));

    private async Task<Uri> TokenServerAsync()
    {
        await ArrangeAsync(new GoogleFleet(key => key));
        return Cloud.Endpoint;
    }
}
