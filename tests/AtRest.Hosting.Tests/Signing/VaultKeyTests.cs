using System.Text;
using AtRest.Hosting.Signing;
using AtRest.Reports.Signing;
using AtRest.Tests.Signing;
using Azure.Core.Pipeline;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace AtRest.Hosting.Tests.Signing;

/// <summary>Azure's SDK against a vault that speaks its protocol over HTTPS (https://learn.microsoft.com/rest/api/keyvault/).</summary>
public sealed class VaultKeyTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public async Task Read_OfACertificate_GivesItsKey(bool isPkcs12, bool withVersion)
    {
        await using var vault = await Vault.StartAsync(isPkcs12);

        using var key = await vault.Open(withVersion ? $"/{Vault.Version}" : "").ReadAsync(Cancellation);

        var data = "data"u8.ToArray();
        KeySet.Read(Encoding.ASCII.GetBytes(vault.Key.PublicPem)).Single().Verifies(data, key.Sign(data)).ShouldBeTrue();
        vault.Requests.ShouldContain($"GET /secrets/signer/{Vault.Version}");
        vault.Tokens.ShouldAllBe(token => token == "" || token == "Bearer test-token");
    }

    [Theory]
    [InlineData("not exportable", "is not exportable", false)]
    [InlineData("disabled", "is disabled", false)]
    [InlineData("404", "was not found", false)]
    [InlineData("403", "Key Vault Secrets User", false)]
    [InlineData("503", "the vault answered 503", true)]
    [InlineData("another key", "not an ECDSA key", false)]
    public async Task Read_OfACertificateThatCannotBeUsed_SaysWhy(string fault, string why, bool isTransient)
    {
        await using var vault = await Vault.StartAsync(isPkcs12: true);
        vault.Fault = fault;

        var exception = await Should.ThrowAsync<SigningKeyException>(() => vault.Open("").ReadAsync(Cancellation));

        exception.Message.ShouldContain(why);
        exception.IsTransient.ShouldBe(isTransient);
    }

    [Fact]
    public async Task Keys_OfAVault_AreReadAgainAfterAnHour()
    {
        await using var vault = await Vault.StartAsync(isPkcs12: true);
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        using var keys = new SigningKeys(new SigningSettings { Certificate = vault.Url("") }, time, _ => vault.Open(""));

        await keys.FindAsync(Cancellation);
        var read = vault.Requests.Count;
        await keys.FindAsync(Cancellation);
        vault.Requests.Count.ShouldBe(read);
        time.Advance(TimeSpan.FromHours(1));
        await keys.FindAsync(Cancellation);

        vault.Requests.Count.ShouldBeGreaterThan(read);
    }

    /// <summary>A small key vault with one certificate.</summary>
    private sealed class Vault : IAsyncDisposable
    {
        public const string Version = "0123456789abcdef0123456789abcdef";

        private readonly WebApplication app;
        private readonly TestKey server;
        private readonly bool isPkcs12;

        private Vault(WebApplication app, TestKey server, bool isPkcs12) => (this.app, this.server, this.isPkcs12) = (app, server, isPkcs12);

        public TestKey Key { get; } = new();

        public string Fault { get; set; } = "";

        public List<string> Requests { get; } = [];

        public List<string> Tokens { get; } = [];

        public static async Task<Vault> StartAsync(bool isPkcs12)
        {
            var server = new TestKey();
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseKestrelHttpsConfiguration();
            builder.WebHost.ConfigureKestrel(options => options.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.UseHttps(server.Certificate)));
            var app = builder.Build();
            var vault = new Vault(app, server, isPkcs12);
            app.Run(vault.AnswerAsync);
            await app.StartAsync(Cancellation);
            return vault;
        }

        public Uri Url(string version) => new($"{app.Urls.Single()}/certificates/signer{version}");

        public VaultKey Open(string version)
        {
            var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, certificate, _, _) => certificate?.Thumbprint == server.Certificate.Thumbprint };
            return new VaultKey(Url(version), new TestCredential(), new HttpClientTransport(handler));
        }

        public async ValueTask DisposeAsync()
        {
            await app.DisposeAsync();
            server.Dispose();
            Key.Dispose();
        }

        private async Task AnswerAsync(HttpContext context)
        {
            var token = context.Request.Headers.Authorization.ToString();
            lock (Requests)
            {
                Requests.Add($"{context.Request.Method} {context.Request.Path.Value!.TrimEnd('/')}");
                Tokens.Add(token);
            }

            var root = app.Urls.Single();
            if (token.Length == 0)
            {
                context.Response.StatusCode = 401;
                context.Response.Headers.WWWAuthenticate = "Bearer authorization=\"https://login.microsoftonline.com/11111111-2222-4333-8444-555555555555\", resource=\"https://vault.azure.net\"";
                return;
            }

            if (int.TryParse(Fault, System.Globalization.CultureInfo.InvariantCulture, out var status))
            {
                context.Response.StatusCode = status;
                await context.Response.WriteAsJsonAsync(new { error = new { code = "Fault", message = "A fault of the test." } });
                return;
            }

            object body = context.Request.Path.StartsWithSegments("/certificates", StringComparison.Ordinal)
                ? new
                {
                    id = $"{root}/certificates/signer/{Version}",
                    kid = $"{root}/keys/signer/{Version}",
                    sid = $"{root}/secrets/signer/{Version}",
                    cer = Convert.ToBase64String(Key.Certificate.RawData),
                    attributes = new { enabled = Fault != "disabled" },
                    policy = new { key_props = new { exportable = Fault != "not exportable", kty = "EC", crv = "P-256" } },
                }
                : new
                {
                    id = $"{root}/secrets/signer/{Version}",
                    contentType = isPkcs12 ? "application/x-pkcs12" : "application/x-pem-file",
                    value = Fault == "another key" ? Convert.ToBase64String(Rsa()) : isPkcs12 ? Convert.ToBase64String(Key.Pkcs12(null)) : Encoding.ASCII.GetString(Key.Pem),
                    attributes = new { enabled = true },
                };
            await context.Response.WriteAsJsonAsync(body);
        }

        private static byte[] Rsa()
        {
            using var rsa = System.Security.Cryptography.RSA.Create(2048);
            var request = new System.Security.Cryptography.X509Certificates.CertificateRequest("CN=RSA", rsa, System.Security.Cryptography.HashAlgorithmName.SHA256, System.Security.Cryptography.RSASignaturePadding.Pkcs1);
            using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
            return certificate.Export(System.Security.Cryptography.X509Certificates.X509ContentType.Pkcs12);
        }
    }
}
