using System.IO.Compression;
using AtRest.Core.Audits;
using AtRest.Core.Rules;
using AtRest.Reports.Tests.Pdf;

namespace AtRest.Reports.Tests;

/// <summary>The files of <c>samples/reports</c> are what this version writes for the evidence beside them. With the environment variable <c>ATREST_TESTS_REWRITE=1</c> the test writes them again.</summary>
public sealed class PublishedSampleTests
{
    private const string Rewrite = "ATREST_TESTS_REWRITE";

    /// <summary>They have the lengths and hashes of compressed files, and the commit of the build.</summary>
    private static readonly string[] Depending = ["manifest.json", "README.txt"];

    private static readonly string Folder = Path.Combine(RepositoryFiles.Root, "samples", "reports");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Formats => [.. Renderers.All().Select(renderer => renderer.Format)];

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
        Directory.EnumerateFiles(Folder).Select(Path.GetFileName).ShouldBe([.. Renderers.All().Select(renderer => renderer.FileName), "evidence.json"], ignoreOrder: true);

    private static async Task<AuditReport> ReportAsync()
    {
        await using var evidence = File.OpenRead(Path.Combine(Folder, "evidence.json"));
        return new Auditor(RuleCatalog.All, new ToolInfo("AtRest", "0.1.0")).Audit(await EvidenceSerializer.ReadAsync(evidence, Cancellation));
    }

    /// <summary>The names of a ZIP file's entries with their content, except those that depend on the machine.</summary>
    private static List<string> Contents(byte[] file)
    {
        using var zip = new ZipArchive(new MemoryStream(file));
        return [.. zip.Entries.Select(entry =>
        {
            using var content = new MemoryStream();
            using var stream = entry.Open();
            stream.CopyTo(content);
            var bytes = content.ToArray();
            return Path.GetExtension(entry.Name) switch
            {
                ".zip" => $"{entry.Name}: {string.Join(", ", Contents(bytes))}",
                ".pdf" => $"{entry.Name}: {TextOf(bytes)}",
                _ => Depending.Contains(entry.Name) ? entry.Name : $"{entry.Name}: {Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes))}",
            };
        })];
    }

    private static string TextOf(byte[] pdf)
    {
        using var read = new ReadPdf(pdf);
        return read.Text;
    }
}
