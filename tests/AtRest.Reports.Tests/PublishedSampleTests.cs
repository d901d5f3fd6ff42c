using System.IO.Compression;
using System.Security.Cryptography;
using AtRest.Core.Audits;
using AtRest.Core.Rules;
using AtRest.Reports.Bundle;
using AtRest.Reports.Tests.Pdf;

namespace AtRest.Reports.Tests;

/// <summary>The files of <c>samples/reports</c> are what this version writes for the evidence beside them, without the bundle, which would have all of them once more. With the environment variable <c>ATREST_TESTS_REWRITE=1</c> the test writes them again.</summary>
public sealed class PublishedSampleTests
{
    private const string Rewrite = "ATREST_TESTS_REWRITE";

    private static readonly string Folder = Path.Combine(RepositoryFiles.Root, "samples", "reports");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Formats => [.. Published().Select(renderer => renderer.Format)];

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Sample_OfEachFormat_IsCurrent(string format)
    {
        var written = await Renderers.RenderAsync(format, await ReportAsync());
        var path = Path.Combine(Folder, Renderers.Of(format).FileName);
        if (Environment.GetEnvironmentVariable(Rewrite) is "1")
        {
            await File.WriteAllBytesAsync(path, written, Cancellation);
            return;
        }

        var sample = await File.ReadAllBytesAsync(path, Cancellation);
        var hint = $"{path} differs from what this version writes. Run this test with {Rewrite}=1 to write it again.";
        switch (Path.GetExtension(path))
        {
            // Compressors of other machines give other bytes.
            case ".zip":
                Contents(sample).ShouldBe(Contents(written), hint);
                break;
            case ".pdf":
                using (ReadPdf one = new(sample), other = new(written))
                {
                    one.Text.ShouldBe(other.Text, hint);
                }

                break;
            default:
                sample.ShouldBe(written, hint);
                break;
        }
    }

    [Fact]
    public void Folder_Always_HasTheFormatsAndTheEvidenceOnly() =>
        Directory.EnumerateFiles(Folder).Select(Path.GetFileName).ShouldBe([.. Published().Select(renderer => renderer.FileName), "evidence.json"], ignoreOrder: true);

    private static IEnumerable<IReportRenderer> Published() => Renderers.All().Where(renderer => renderer.Format != ReportBundle.Format);

    private static async Task<AuditReport> ReportAsync()
    {
        await using var evidence = File.OpenRead(Path.Combine(Folder, "evidence.json"));
        return new Auditor(RuleCatalog.All, new ToolInfo("AtRest", "0.1.0")).Audit(await EvidenceSerializer.ReadAsync(evidence, Cancellation));
    }

    /// <summary>The names of a ZIP file's entries, with the SHA-256 of their content.</summary>
    private static List<string> Contents(byte[] file)
    {
        using var zip = new ZipArchive(new MemoryStream(file));
        return [.. zip.Entries.Select(entry =>
        {
            using var stream = entry.Open();
            return $"{entry.Name}: {Convert.ToHexStringLower(SHA256.HashData(stream))}";
        })];
    }
}
