using System.Text;
using System.Text.Json;
using AtRest.Core.Audits;
using AtRest.Hosting.Serving;
using AtRest.Hosting.Tests.Api.Support;
using AtRest.Reports.Signing;
using AtRest.Reports.Verifying;
using AtRest.Tests.Signing;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Hosting.Tests.Signing;

public sealed class SignedReportTests : IDisposable
{
    private const string Reports = "/api/organizations/acme/reports";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("atrest-signing-");
    private readonly TestKey key = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Report_WithAKey_IsSignedAndVerifiable()
    {
        await using var server = await StartAsync(key.Pem);
        var entry = await AuditAsync(server);

        var files = new Dictionary<string, byte[]>();
        foreach (var file in entry.GetProperty("files").EnumerateArray().Append(entry.GetProperty("evidence")).Append(entry.GetProperty("signature")))
        {
            files.Add(NameOf(file.GetProperty("format").GetString()!), await DownloadAsync(server, file.GetProperty("href").GetString()!));
        }

        var keys = KeySet.Read(await DownloadAsync(server, "/.well-known/atrest-keys.json"));
        keys.Single().KeyId.ShouldBe(KeySet.Read(key.Pem.AsSpan()[key.Pem.AsSpan().IndexOf("-----BEGIN CERT"u8)..]).Single().KeyId);
        foreach (var name in files.Keys)
        {
            var verified = await VerifyAsync(server, files, name, keys);
            verified.State.ShouldBe(ProofState.Proven, $"{name}: {string.Join(" ", verified.Proofs.Select(proof => proof.Text))}");
        }

        files["report.partial.html"] = [.. files["report-partial.html"], 1];
        (await VerifyAsync(server, files, "report.partial.html", keys)).State.ShouldNotBe(ProofState.Proven);
    }

    [Fact]
    public async Task Report_WithoutAKey_HasNoSignature()
    {
        await using var server = await ApiServer.StartAsync(Fleet.Settings(), services => services.AddAtRestServing());
        var entry = await AuditAsync(server);

        entry.TryGetProperty("signature", out _).ShouldBeFalse();
        entry.GetProperty("evidence").GetProperty("format").GetString().ShouldBe("evidence");
        (await server.GetAsync($"{Reports}/{entry.GetProperty("id").GetString()}/signature", Fleet.AcmeKey)).ShouldBeProblem(404);
        (await server.GetAsync("/.well-known/atrest-keys.json")).Json.GetProperty("keys").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Keys_AfterARotation_AreTheNewAndTheOldOne()
    {
        using var old = new TestKey();
        var path = Path.Combine(folder.FullName, "old.pem");
        await File.WriteAllTextAsync(path, old.CertificatePem, Cancellation);
        await using var server = await StartAsync(key.Pem, ("AtRest:Signing:PublicKeys:0", path));

        var reply = await server.GetAsync("/.well-known/atrest-keys.json");

        reply.MediaType!.ShouldStartWith("application/jwk-set+json");
        reply.Headers["Cache-Control"].ShouldBe("public, max-age=300");
        KeySet.Read(Encoding.UTF8.GetBytes(reply.Body)).Select(one => Convert.ToHexString(one.Certificates[0])).ShouldBe([Convert.ToHexString(key.Certificate.RawData), Convert.ToHexString(old.Certificate.RawData)]);
        (await server.SendAsync(HttpMethod.Get, "/.well-known/atrest-keys.json", request => request.Headers.Add("If-None-Match", reply.Headers["ETag"]))).Status.ShouldBe(System.Net.HttpStatusCode.NotModified);
    }

    /// <summary>A certificate that expires while the server runs: the audit is not lost.</summary>
    [Fact]
    public async Task Report_WithAKeyThatHasExpiredMeanwhile_IsStoredUnsignedAndTheLogSaysWhy()
    {
        using var brief = new TestKey(until: TimeProvider.System.GetUtcNow().AddMinutes(5));
        await using var server = await StartAsync(brief.Pem, services: services => services.AddSingleton<ISigningKeySource>(provider =>
            new Hosting.Signing.ServerSigningKeys(provider.GetRequiredService<Hosting.Signing.SigningKeys>(), new Later(), provider.GetRequiredService<Microsoft.Extensions.Logging.ILogger<Hosting.Signing.ServerSigningKeys>>())));

        var entry = await AuditAsync(server);

        entry.TryGetProperty("signature", out _).ShouldBeFalse();
        server.Log.Text.ShouldMatch("Reports are not signed: .* expired on");
    }

    public void Dispose()
    {
        key.Dispose();
        folder.Delete(recursive: true);
    }

    private async Task<ApiServer> StartAsync(byte[] pem, (string Name, string Value)? more = null, Action<IServiceCollection>? services = null)
    {
        var path = Path.Combine(folder.FullName, "key.pem");
        await File.WriteAllBytesAsync(path, pem, Cancellation);
        var settings = Fleet.Settings();
        settings["AtRest:Signing:File"] = path;
        if (more is var (name, value))
        {
            settings[name] = value;
        }

        return await ApiServer.StartAsync(settings, all =>
        {
            all.AddAtRestServing();
            services?.Invoke(all);
        });
    }

    private static async Task<JsonElement> AuditAsync(ApiServer server)
    {
        ((int)(await server.SendAsync(HttpMethod.Post, $"/api/organizations/acme/clusters/{Fleet.Payments}/report", Fleet.AcmeKey)).Status).ShouldBe(200);
        return (await server.GetAsync(Reports, Fleet.AcmeKey)).Json.GetProperty("reports").EnumerateArray().First().Clone();
    }

    private static async Task<byte[]> DownloadAsync(ApiServer server, string path)
    {
        using var client = new HttpClient { BaseAddress = server.Url };
        client.DefaultRequestHeaders.Add("x-api-key", Fleet.AcmeKey);
        return await client.GetByteArrayAsync(new Uri(path, UriKind.Relative), Cancellation);
    }

    private static async Task<VerifiedFile> VerifyAsync(ApiServer server, Dictionary<string, byte[]> files, string name, System.Collections.Immutable.ImmutableArray<VerificationKey> keys)
    {
        GivenFile Of(string one) => new(one, one, () => new MemoryStream(files[one]), wanted => [.. files.Keys.Where(other => wanted is null ? other.EndsWith(".dsse.json", StringComparison.Ordinal) || other == "evidence.json" : other == wanted).Select(Of)]);
        var request = new VerifyRequest { Files = [Of(name)], Trusted = keys, Tool = new ToolInfo("AtRest", "0.1.0") };
        return (await server.Services.GetRequiredService<ReportVerifier>().VerifyAsync(request, Cancellation)).Single();
    }

    private static string NameOf(string format) => format switch
    {
        "evidence" => "evidence.json",
        "signature" => "report.dsse.json",
        "bundle" => "report-partial.bundle.zip",
        "pages" => "report-pages-partial.zip",
        _ => $"report-partial.{format}",
    };

    private sealed class Later : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddHours(1);
    }
}
