using System.Text;
using AtRest.Cli.Tests.Support;

namespace AtRest.Cli.Tests.Reports;

/// <summary>What <c>report render</c> makes of saved evidence, with and without a signing key.</summary>
public sealed class SignedRenderTests(SignedDemo demo) : IClassFixture<SignedDemo>, IDisposable
{
    private const string Organization = "acme-bank";

    private readonly TemporaryFolder folder = new();

    private string Public => folder.File("public.pem", demo.Key.PublicPem);

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("json", "report.json")]
    [InlineData("html", "report.html")]
    [InlineData("pages", "report-pages.zip")]
    public async Task Render_OfSavedEvidence_GivesTheFileOfTheAudit(string format, string name)
    {
        var copy = Copy();
        var output = folder["rendered"];

        var run = await CliRun.OfAsync("report", "render", Path.Combine(copy, "evidence.json"), "--format", format, "--output", output);

        run.ExitCode.ShouldBe(0, run.Error);
        (await File.ReadAllBytesAsync(output, TestContext.Current.CancellationToken)).ShouldBe(await File.ReadAllBytesAsync(Path.Combine(copy, name), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Render_WithoutOutput_WritesToStandardOutput()
    {
        var copy = Copy();

        var run = await CliRun.OfAsync("report", "render", Path.Combine(copy, "evidence.json"), "--format", "json");

        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldBe(await File.ReadAllTextAsync(Path.Combine(copy, "report.json"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Render_OfABundle_IsWhatVerifyProves()
    {
        var bundle = folder["own.bundle.zip"];

        var run = await CliRun.OfAsync("report", "render", Path.Combine(Copy(), "evidence.json"), "--format", "bundle", "--output", bundle, "--sign", KeyFile());

        run.ExitCode.ShouldBe(0, run.Error);
        File.Exists($"{bundle}.dsse.json").ShouldBeFalse("it contains its signature");
        (await CliRun.OfAsync("report", "verify", bundle, "--key", Public)).ExitCode.ShouldBe(0);
    }

    /// <summary>A format that cannot contain a signature has it beside it, by a name that does not replace the signature of an audit.</summary>
    [Theory]
    [InlineData("csv", "own.csv")]
    [InlineData("json", "own.json")]
    [InlineData("md", "own.md")]
    [InlineData("pages", "own.zip")]
    public async Task Render_WithAKey_SignsBesideTheFile(string format, string name)
    {
        var copy = Copy();
        var output = Path.Combine(copy, name);

        var run = await CliRun.OfAsync("report", "render", Path.Combine(copy, "evidence.json"), "--format", format, "--output", output, "--sign", KeyFile());

        run.ExitCode.ShouldBe(0, run.Error);
        File.Exists($"{output}.dsse.json").ShouldBeTrue();
        var verified = await CliRun.OfAsync("report", "verify", $"{output}.dsse.json", "--key", Public);
        verified.Output.ShouldContain($"'{name}' has the SHA-256 that was signed.");
        (await CliRun.OfAsync("report", "verify", output, "--key", Public, "--signature-only")).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Render_ASignedFileByItsName_IsWhatVerifyProves()
    {
        var copy = Directory.CreateDirectory(folder["rendered"]).FullName;
        var evidence = Path.Combine(copy, "evidence.json");
        File.Copy(Path.Combine(demo.Reports, Organization, "evidence.json"), evidence);
        var output = Path.Combine(copy, "report.csv");
        await CliRun.OfAsync("report", "render", evidence, "--format", "csv", "--output", output, "--sign", KeyFile());

        var run = await CliRun.OfAsync("report", "verify", output, "--key", Public);

        run.ExitCode.ShouldBe(0, run.Output);
        await File.AppendAllTextAsync(output, "x", TestContext.Current.CancellationToken);
        (await CliRun.OfAsync("report", "verify", output, "--key", Public)).ExitCode.ShouldBe(1);
    }

    [Fact]
    public async Task Render_WithAKeyToStandardOutput_IsRefusedIfTheFormatCannotContainASignature()
    {
        var evidence = Path.Combine(Copy(), "evidence.json");

        var csv = await CliRun.OfAsync("report", "render", evidence, "--format", "csv", "--sign", KeyFile());
        var pdf = await CliRun.OfAsync("report", "render", evidence, "--format", "pdf-executive", "--sign", KeyFile());

        csv.ExitCode.ShouldBe(3);
        csv.Error.ShouldContain("--sign: The format 'csv' cannot contain a signature, so AtRest writes it to a file beside the report. Name the file of the report with --output FILE.");
        csv.Output.ShouldBeEmpty();
        pdf.ExitCode.ShouldBe(0, pdf.Error);
        pdf.Output.ShouldContain("/ByteRange[0 ");
    }

    /// <summary>Settings are for every command, so they do not stop one that cannot sign. It is no silent loss either.</summary>
    [Fact]
    public async Task Render_WithAKeyOfTheSettingsToStandardOutput_WarnsThatItIsNotSigned()
    {
        var evidence = Path.Combine(Copy(), "evidence.json");
        Dictionary<string, string> variables = new() { ["AtRest__Signing__File"] = KeyFile() };

        var run = await CliRun.OfAsync(environment => environment with { Variable = name => variables.GetValueOrDefault(name) }, "report", "render", evidence, "--format", "csv");

        run.ExitCode.ShouldBe(0);
        run.Error.ShouldContain("Warning: the report is not signed. The format 'csv' cannot contain a signature");
        run.Output.ShouldContain("findingId");
    }

    [Theory]
    [InlineData("evidence.json", "pdff", "is not a known format")]
    [InlineData("report.json", "html", "evidence")]
    [InlineData("missing.json", "html", "does not exist")]
    public async Task Render_OfSomethingElse_IsInvalidInput(string name, string format, string why)
    {
        var run = await CliRun.OfAsync("report", "render", Path.Combine(Copy(), name), "--format", format);

        run.ExitCode.ShouldBe(3);
        run.Error.ShouldContain(why);
    }

    private string KeyFile() => folder.File("key.pem", Encoding.ASCII.GetString(demo.Key.Pem));

    private string Copy()
    {
        var copy = folder[$"copy-{Guid.NewGuid():N}"];
        Directory.CreateDirectory(copy);
        foreach (var file in Directory.GetFiles(Path.Combine(demo.Reports, Organization)))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }

        return copy;
    }
}
