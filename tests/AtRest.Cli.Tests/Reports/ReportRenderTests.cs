using System.Text;
using AtRest.Cli.Tests.Support;

namespace AtRest.Cli.Tests.Reports;

/// <summary>What <c>report render</c> and <c>audit</c> say about a format that they cannot write.</summary>
public sealed class ReportRenderTests(ReportRenderTests.BigFleet fleet) : IClassFixture<ReportRenderTests.BigFleet>
{
    private const string Refusal = "is written for up to 500 clusters. This report has 501. Use 'pdf-executive', 'pages' or 'json', or audit some of the clusters.";

    [Fact]
    public async Task Render_PdfOfTooManyClusters_SaysWhatToDoAndWritesNothing()
    {
        using var folder = new TemporaryFolder();

        var run = await CliRun.OfAsync("report", "render", fleet.Evidence, "--format", "pdf", "--output", folder["report.pdf"]);

        run.ExitCode.ShouldBe(ExitCode.InvalidInput);
        run.Error.ShouldContain(Refusal);
        run.Output.ShouldBeEmpty();
        Directory.EnumerateFiles(folder.Path).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("pdf-executive", "%PDF-")]
    [InlineData("csv", "\uFEFFfindingId,")]
    public async Task Render_OtherFormatOfManyClusters_IsWritten(string format, string begin)
    {
        using var folder = new TemporaryFolder();

        var run = await CliRun.OfAsync("report", "render", fleet.Evidence, "--format", format, "--output", folder["report"]);

        run.ExitCode.ShouldBe(ExitCode.Compliant, run.Error);
        Encoding.UTF8.GetString(await File.ReadAllBytesAsync(folder["report"], TestContext.Current.CancellationToken)).ShouldStartWith(begin, Case.Sensitive);
    }

    [Fact]
    public void Audit_PdfOfTooManyClusters_WritesTheOtherFormatsAndSaysWhy()
    {
        fleet.Run.ExitCode.ShouldBe(ExitCode.InvalidInput, fleet.Run.Error);
        fleet.Run.Error.ShouldContain("The report of organization 'big' could not be written: The format 'pdf'");
        fleet.Run.Error.ShouldContain(Refusal);
        Directory.EnumerateFiles(Path.Combine(fleet.Path, "big")).Select(Path.GetFileName).Order().ShouldBe(["evidence.json", "report.csv"]);
    }

    [Theory]
    [InlineData("pdf")]
    [InlineData("pdf-executive")]
    [InlineData("pages")]
    [InlineData("bundle")]
    public async Task Render_BinaryFormatToATerminal_SaysWhatToDo(string format)
    {
        var run = await CliRun.OfAsync(environment => environment with { OutputIsTerminal = true }, "report", "render", fleet.Evidence, "--format", format);

        run.ExitCode.ShouldBe(ExitCode.InvalidInput);
        run.Error.ShouldContain(format == "pdf" ? Refusal : $"The format '{format}' is not text. Write it to a file with --output FILE.");
        run.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task Render_OutputIsAFolder_SaysSo()
    {
        using var folder = new TemporaryFolder();

        var run = await CliRun.OfAsync("report", "render", fleet.Evidence, "--format", "pdf-executive", "--output", folder.Path);

        run.ExitCode.ShouldBe(ExitCode.InvalidInput);
        run.Error.ShouldContain("it is a folder");
    }

    /// <summary>One cluster more than a full document can have. None of them needs a call to a cloud.</summary>
    public sealed class BigFleet : IAsyncLifetime
    {
        private readonly TemporaryFolder folder = new();

        internal CliRun Run { get; private set; } = null!;

        internal string Path => folder.Path;

        internal string Evidence => folder["big", "evidence.json"];

        public async ValueTask InitializeAsync()
        {
            var clusters = Enumerable.Range(0, 501).Select(number =>
                $$"""{ "id": "00000000-0000-4000-8000-{{number:d12}}", "name": "c-{{number}}", "provider": "gcp", "region": "europe-west1", "encryption": { "type": "Provider" } }""");
            using var inventory = new TemporaryFolder();
            var file = inventory.File("inventory.json", $$"""{ "organizations": [ { "id": "big", "name": "Big", "clusters": [ {{string.Join(", ", clusters)}} ] } ] }""");
            Run = await CliRun.OfAsync("audit", "--inventory", file, "--quiet", "--output", folder.Path, "--save-evidence", folder.Path, "--format", "pdf,csv");
        }

        public ValueTask DisposeAsync()
        {
            folder.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
