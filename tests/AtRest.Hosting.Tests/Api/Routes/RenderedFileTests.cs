using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using AtRest.Core.Audits;
using AtRest.Hosting.Reports;
using AtRest.Hosting.Tests.Api.Support;
using AtRest.Reports;
using AtRest.Reports.Signing;
using AtRest.Reports.Verifying;
using AtRest.Storage;
using AtRest.Tests.Signing;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Hosting.Tests.Api.Routes;

/// <summary>The formats that are made from the stored evidence when they are requested.</summary>
public sealed class RenderedFileTests(ApiFixture fixture)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Download_OfEachFormat_IsTheFileOfTheStoredReportAndNeverChanges()
    {
        var evidence = EvidenceSerializer.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes((await GetAsync("evidence")).Body)), Cancellation);
        var report = new Auditor(Core.Rules.RuleCatalog.All, ReportStore.Tool).Audit(await evidence);
        foreach (var renderer in fixture.Server.Renderers)
        {
            var reply = await BytesAsync(fixture.Server, PathOf(renderer.Format));

            reply.MediaType.ShouldBe(renderer.MediaType.Split(';')[0], renderer.Format);
            reply.Digest.ShouldBe($"sha-256=:{Convert.ToBase64String(SHA256.HashData(reply.Bytes))}:", renderer.Format);
            reply.Tag.ShouldBe($"\"{Convert.ToHexStringLower(SHA256.HashData(reply.Bytes))}\"", renderer.Format);
            reply.Name.ShouldNotBeNull().ShouldMatch($"^\"?atrest-acme-partial-[0-9]{{8}}-[0-9]{{6}}{ReportFileName.EndingOf(renderer.FileName).Replace(".", "\\.", StringComparison.Ordinal)}\"?$");
            if (renderer.IsReproducible)
            {
                using var expected = new MemoryStream();
                await renderer.RenderAsync(report, expected, Cancellation);
                reply.Bytes.ShouldBe(expected.ToArray(), renderer.Format);
            }

            (await BytesAsync(fixture.Server, PathOf(renderer.Format))).Bytes.ShouldBe(reply.Bytes, renderer.Format);
        }
    }

    [Fact]
    public async Task Bundle_Always_HasTheStoredFilesAndAllOtherFormats()
    {
        using var zip = new ZipArchive(new MemoryStream((await BytesAsync(fixture.Server, PathOf("bundle"))).Bytes));

        zip.Entries.Select(entry => entry.Name).ShouldBe(
            ["README.txt", "manifest.json", "evidence.json", .. fixture.Server.Renderers.Where(renderer => renderer.Format != "bundle").Select(renderer => ReportFileName.Of(renderer.FileName, ReportScope.Clusters))],
            ignoreOrder: true);
        using var json = new MemoryStream();
        await using (var entry = await zip.GetEntry("report-partial.json")!.OpenAsync(Cancellation))
        {
            await entry.CopyToAsync(json, Cancellation);
        }

        json.ToArray().ShouldBe((await BytesAsync(fixture.Server, PathOf("json"))).Bytes);
    }

    [Fact]
    public async Task List_Always_NamesTheFormatsThatCanBeDownloaded()
    {
        var report = (await fixture.Server.GetAsync("/api/organizations/acme/reports", Fleet.AcmeKey)).Json.GetProperty("reports").EnumerateArray().Single(one => one.GetProperty("id").GetString() == fixture.Acme.Report);

        report.GetProperty("formats").EnumerateArray().Select(format => format.GetString()).ShouldBe(fixture.Server.Renderers.Select(renderer => renderer.Format));
        report.GetProperty("files").EnumerateArray().Select(file => file.GetProperty("format").GetString()).ShouldBe(["json", "jsonl", "html", "pages"]);
    }

    [Fact]
    public async Task Download_SignedServer_HasASignatureOverTheRenderedFile()
    {
        using var key = new TestKey();
        await using var server = await ApiServer.StartAsync(Fleet.Settings(), services => services.AddSingleton<ISigningKeySource>(new FixedSigningKey(SigningKey.Read(key.Pem, password: null))));
        var made = await Things.MakeAsync(server, Fleet.Acme, Fleet.Payments, Fleet.AcmeKey);
        var files = new Dictionary<string, byte[]>();
        foreach (var (name, format) in new[] { ("report-partial.csv", "csv"), ("report.csv.dsse.json", "csv.signature"), ("evidence.json", "evidence") })
        {
            files.Add(name, (await BytesAsync(server, $"/api/organizations/acme/reports/{made.Report}/{format}")).Bytes);
        }

        GivenFile Of(string one) => new(one, one, () => new MemoryStream(files[one]), wanted => [.. files.Keys.Where(other => wanted is null || other == wanted).Select(Of)]);
        var request = new VerifyRequest { Files = [Of("report-partial.csv")], Trusted = KeySet.Read(Encoding.UTF8.GetBytes(key.CertificatePem)), Tool = ReportStore.Tool };
        var verified = (await server.Services.GetRequiredService<ReportVerifier>().VerifyAsync(request, Cancellation)).Single();

        verified.State.ShouldBe(ProofState.Proven, string.Join(" ", verified.Proofs.Select(proof => proof.Text)));
        (await fixture.Server.GetAsync(PathOf("csv.signature"), Fleet.AcmeKey)).ShouldBeProblem(404);
    }

    [Fact]
    public async Task Download_EvidenceIsGone_Is409AndStoredFormatsRemain()
    {
        await using var server = await ApiServer.StartAsync(Fleet.Settings());
        var made = await Things.MakeAsync(server, Fleet.Acme, Fleet.Payments, Fleet.AcmeKey);
        File.Delete(FileOf(server, "evidence.json"));

        var reply = await server.GetAsync($"/api/organizations/acme/reports/{made.Report}/csv", Fleet.AcmeKey);

        reply.ShouldBeProblem(409);
        reply.Json.GetProperty("detail").GetString()!.ShouldContain("no longer stored");
        ((int)(await server.GetAsync($"/api/organizations/acme/reports/{made.Report}/html", Fleet.AcmeKey)).Status).ShouldBe(200);
    }

    [Fact]
    public async Task Download_EvidenceWasChanged_Is500AndNothingIsStored()
    {
        await using var server = await ApiServer.StartAsync(Fleet.Settings());
        var made = await Things.MakeAsync(server, Fleet.Acme, Fleet.Payments, Fleet.AcmeKey);
        var file = FileOf(server, "evidence.json");
        var text = await File.ReadAllTextAsync(file, Cancellation);
        await File.WriteAllTextAsync(file, text.Replace("europe-west1", "europe-west3", StringComparison.Ordinal), Cancellation);

        (await server.GetAsync($"/api/organizations/acme/reports/{made.Report}/csv", Fleet.AcmeKey)).ShouldBeProblem(500);

        Directory.GetFiles(server.Data, "report.csv*", SearchOption.AllDirectories).ShouldBeEmpty();
        await File.WriteAllTextAsync(file, text, Cancellation);
        ((int)(await server.GetAsync($"/api/organizations/acme/reports/{made.Report}/csv", Fleet.AcmeKey)).Status).ShouldBe(200);
    }

    /// <summary>The evidence and its hash are as stored, but the report is by a program that judged it in another way.</summary>
    [Fact]
    public async Task Download_TheEvidenceGivesAnotherReport_Is409AndTheLogSaysSo()
    {
        await using var server = await ApiServer.StartAsync(Fleet.Settings());
        var made = await Things.MakeAsync(server, Fleet.Acme, Fleet.Payments, Fleet.AcmeKey);
        var blobs = server.Services.GetRequiredService<IBlobStore>();
        var entry = (await blobs.ReadJsonAsync<ReportEntry>(ReportBlobs.Entry("acme", made.Report), Cancellation)).ShouldNotBeNull() with { ToolVersion = "0.0.1" };
        foreach (var name in new[] { ReportBlobs.Entry("acme", made.Report), ReportBlobs.Index(entry).Name })
        {
            (await blobs.WriteJsonAsync(name, entry, WriteCondition.Any, Cancellation)).ShouldBeTrue();
        }

        var reply = await server.GetAsync($"/api/organizations/acme/reports/{made.Report}/csv", Fleet.AcmeKey);

        reply.ShouldBeProblem(409);
        reply.Json.GetProperty("detail").GetString()!.ShouldContain("does not make exactly the same report");
        server.Log.Text.ShouldContain("gives another report.json");
        Directory.GetFiles(server.Data, "report.csv*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task Download_RefusedFormat_Is409WithTheReasonAndTheOtherFormats()
    {
        await using var server = await StartAsync(new GatedRenderer("big") { Refusal = "Too many clusters. Use 'json'." });
        var made = await Things.MakeAsync(server, Fleet.Acme, Fleet.Payments, Fleet.AcmeKey);

        var reply = await server.GetAsync($"/api/organizations/acme/reports/{made.Report}/big", Fleet.AcmeKey);

        reply.ShouldBeProblem(409);
        reply.Json.GetProperty("detail").GetString().ShouldBe("Too many clusters. Use 'json'.");
        reply.Json.GetProperty("formats").EnumerateArray().Select(format => format.GetString()).ShouldNotContain("big");
    }

    [Fact]
    public async Task Download_AtOnce_IsRenderedOnceAndOthersAre503()
    {
        var (first, second, third) = (new GatedRenderer("first"), new GatedRenderer("second"), new GatedRenderer("third"));
        await using var server = await StartAsync(first, second, third);
        var made = await Things.MakeAsync(server, Fleet.Acme, Fleet.Payments, Fleet.AcmeKey);
        Task<Reply> GetOne(string format) => server.GetAsync($"/api/organizations/acme/reports/{made.Report}/{format}", Fleet.AcmeKey);
        var waiting = new[] { GetOne("first"), GetOne("first"), GetOne("second") };
        await Task.WhenAll(first.Begun, second.Begun).WaitAsync(Cancellation);

        var busy = await GetOne("third");
        busy.ShouldBeProblem(503);
        busy.Headers["Retry-After"].ShouldBe("5");
        third.Renderings.ShouldBe(0);

        first.Open();
        second.Open();
        third.Open();
        (await Task.WhenAll(waiting)).ShouldAllBe(reply => (int)reply.Status == 200);
        first.Renderings.ShouldBe(1);
        ((int)(await GetOne("third")).Status).ShouldBe(200);
        ((int)(await GetOne("first")).Status).ShouldBe(200);
        first.Renderings.ShouldBe(1);
    }

    private static Task<ApiServer> StartAsync(params GatedRenderer[] renderers) => ApiServer.StartAsync(Fleet.Settings(), services =>
    {
        foreach (var renderer in renderers)
        {
            services.AddSingleton<IReportRenderer>(renderer);
        }
    });

    private static string FileOf(ApiServer server, string name) => Directory.GetFiles(server.Data, $"{name}.blob", SearchOption.AllDirectories).Single();

    private static async Task<(byte[] Bytes, string? MediaType, string? Tag, string Digest, string? Name)> BytesAsync(ApiServer server, string path)
    {
        using var client = new HttpClient { BaseAddress = server.Url };
        client.DefaultRequestHeaders.Add("x-api-key", Fleet.AcmeKey);
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
        ((int)response.StatusCode).ShouldBe(200, path + server.Log.Text);
        return (await response.Content.ReadAsByteArrayAsync(Cancellation), response.Content.Headers.ContentType?.MediaType, response.Headers.ETag?.Tag,
            response.Headers.GetValues("Repr-Digest").Single(), response.Content.Headers.ContentDisposition?.FileName);
    }

    private string PathOf(string format) => $"/api/organizations/acme/reports/{fixture.Acme.Report}/{format}";

    private Task<Reply> GetAsync(string format) => fixture.Server.GetAsync(PathOf(format), Fleet.AcmeKey);

    /// <summary>Waits in the middle of a file until it may go on.</summary>
    private sealed class GatedRenderer(string format) : IReportRenderer
    {
        private readonly TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource open = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int renderings;

        public string? Refusal { get; init; }

        public int Renderings => renderings;

        public Task Begun => begun.Task;

        public string Format => format;

        public string FileName => $"report.{format}";

        public string MediaType => "text/plain";

        public string? RefusalOf(int clusters) => Refusal;

        public void Open() => open.SetResult();

        public async Task RenderAsync(AuditReport report, Stream stream, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref renderings);
            begun.TrySetResult();
            await open.Task.WaitAsync(cancellationToken);
            await stream.WriteAsync(Encoding.UTF8.GetBytes(report.ReportId), cancellationToken);
        }
    }
}
