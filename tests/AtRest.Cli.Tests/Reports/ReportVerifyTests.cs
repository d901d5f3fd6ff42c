using System.Runtime.Versioning;
using System.Text;
using System.Text.RegularExpressions;
using AtRest.Cli.Tests.Support;
using AtRest.Reports.Signing;
using AtRest.Tests.Signing;

namespace AtRest.Cli.Tests.Reports;

/// <summary>Reports of the demo, signed and verified by the command line.</summary>
public sealed class ReportVerifyTests(SignedDemo demo) : IClassFixture<SignedDemo>, IDisposable
{
    private const string Organization = "acme-bank";

    private readonly TemporaryFolder folder = new();

    private string Public => folder.File("public.pem", demo.Key.PublicPem);

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("report.bundle.zip")]
    [InlineData("report.json")]
    [InlineData("report.jsonl")]
    [InlineData("report.html")]
    [InlineData("report-pages.zip")]
    [InlineData("evidence.json")]
    [InlineData("report.dsse.json")]
    public async Task Verify_OfAGenuineFile_ProvesEverything(string name)
    {
        var run = await VerifyAsync(Copy(), name, "--key", Public);

        run.ExitCode.ShouldBe(0, run.Output + run.Error);
        run.Output.ShouldContain("Everything is proven.");
        if (name != "evidence.json")
        {
            run.Output.ShouldContain("is what AtRest 0.1.0 says about this evidence");
        }
    }

    [Fact]
    public async Task Verify_WithTheKeysOfAServer_ProvesEverything()
    {
        var set = folder.File("keys.json", Encoding.UTF8.GetString(KeySet.Write(KeySet.Read(Encoding.ASCII.GetBytes(demo.Key.CertificatePem)))));

        (await VerifyAsync(Copy(), "report.html", "--key", set)).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Verify_WithoutAKey_IsNotProven()
    {
        var run = await VerifyAsync(Copy(), "report.html");

        run.ExitCode.ShouldBe(2);
        run.Output.ShouldContain("nothing shows whose key that is");
    }

    [Fact]
    public async Task Verify_WithAnotherKey_IsNotProven()
    {
        using var other = new TestKey();

        var run = await VerifyAsync(Copy(), "report.bundle.zip", "--key", folder.File("other.pem", other.CertificatePem));

        run.ExitCode.ShouldBe(2);
        run.Output.ShouldContain("not one of the keys that you gave");
    }

    [Theory]
    [InlineData("report.html")]
    [InlineData("report.json")]
    [InlineData("evidence.json")]
    [InlineData("report-pages.zip")]
    public async Task Verify_OfAnUnsignedFile_SaysSo(string name)
    {
        var copy = Copy();
        File.Delete(Path.Combine(copy, "report.dsse.json"));

        var run = await VerifyAsync(copy, name, "--key", Public);

        run.ExitCode.ShouldBe(2);
        run.Output.ShouldContain("The file is not signed");
    }

    [Theory]
    [InlineData("report.html")]
    [InlineData("report.json")]
    [InlineData("evidence.json")]
    [InlineData("report.dsse.json")]
    public async Task Verify_OfAChangedFile_SaysSo(string name)
    {
        var copy = Copy();
        var path = Path.Combine(copy, name);
        var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);

        var run = await VerifyAsync(copy, name, "--key", Public);

        run.ExitCode.ShouldBe(1, run.Output);
        run.Output.ShouldContain("WRONG");
    }

    /// <summary>The signer itself changed the report: only the evidence shows it.</summary>
    [Fact]
    public async Task Verify_OfAReportThatTheEvidenceDoesNotGive_NamesClusterAndRule()
    {
        var copy = Copy();
        File.Delete(Path.Combine(copy, "report.dsse.json"));
        var path = Path.Combine(copy, "report.json");
        var text = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        var fail = Regex.Match(text, "\"ruleId\":\"(KPOL-[0-9])\"((?!\"ruleId\")[^\n])*?\"status\":\"fail\"");
        fail.Success.ShouldBeTrue();
        await File.WriteAllTextAsync(path, text[..fail.Index] + fail.Value.Replace("\"fail\"", "\"pass\"", StringComparison.Ordinal) + text[(fail.Index + fail.Length)..], TestContext.Current.CancellationToken);

        var run = await VerifyAsync(copy, "report.json", "--key", Public);

        run.ExitCode.ShouldBe(1);
        run.Output.ShouldContain("report.json is not what AtRest 0.1.0 says about this evidence.");
        run.Output.ShouldContain($"{fail.Groups[1].Value}: the report says pass, and the evidence gives fail.");
        Regex.IsMatch(run.Output, @"cluster [a-z-]+ \([0-9a-f-]{36}\): KPOL-").ShouldBeTrue(run.Output);
    }

    [Fact]
    public async Task Verify_OfAReportByAnotherVersion_SaysSoAndComparesTheRest()
    {
        var copy = Copy();
        File.Delete(Path.Combine(copy, "report.dsse.json"));
        var path = Path.Combine(copy, "report.json");
        await File.WriteAllTextAsync(path, (await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)).Replace("\"version\": \"0.1.0\"", "\"version\": \"0.0.9\"", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        var same = await VerifyAsync(copy, "report.json", "--key", Public);
        await File.AppendAllTextAsync(path, "\n", TestContext.Current.CancellationToken);
        var different = await VerifyAsync(copy, "report.json", "--key", Public);

        same.Output.ShouldContain("is what AtRest 0.0.9 says about this evidence, and AtRest 0.1.0 says the same");
        different.Output.ShouldContain("AtRest 0.0.9 wrote it, and this is AtRest 0.1.0");
        different.ExitCode.ShouldBe(2);
    }

    [Fact]
    public async Task Verify_WithoutEvidence_IsNotProvenUnlessOnlyTheSignatureIsWanted()
    {
        var copy = Copy();
        File.Delete(Path.Combine(copy, "evidence.json"));

        var all = await VerifyAsync(copy, "report.html", "--key", Public);
        var signature = await VerifyAsync(copy, "report.html", "--key", Public, "--signature-only");

        all.ExitCode.ShouldBe(2);
        all.Output.ShouldContain("was not judged again");
        signature.ExitCode.ShouldBe(0, signature.Output);
    }

    [Fact]
    public async Task Verify_WithTheEvidenceOfAnotherReport_SaysSo()
    {
        var copy = Copy();
        File.Copy(Path.Combine(demo.Reports, "borealis", "evidence.json"), Path.Combine(copy, "evidence.json"), overwrite: true);

        foreach (var more in new string[][] { [], ["--signature-only"] })
        {
            var run = await VerifyAsync(copy, "report.html", ["--key", Public, .. more]);

            run.ExitCode.ShouldBe(1, run.Output);
            run.Output.ShouldContain("'evidence.json' beside it is not the evidence that was signed with it");
        }
    }

    [Fact]
    public async Task Verify_OfAnUnsignedReportWithTheEvidenceOfAnother_IsNotProven()
    {
        var copy = Copy();
        File.Delete(Path.Combine(copy, "report.dsse.json"));
        File.Copy(Path.Combine(demo.Reports, "borealis", "evidence.json"), Path.Combine(copy, "evidence.json"), overwrite: true);

        var run = await VerifyAsync(copy, "report.json", "--key", Public);

        run.ExitCode.ShouldBe(2);
        run.Output.ShouldContain("evidence of another report");
    }

    /// <summary>The signature in a PDF is over its bytes: neither another signature nor the evidence is necessary to find a change.</summary>
    [Fact]
    public async Task Verify_OfASignedPdf_ChecksItsOwnSignatureFirst()
    {
        var copy = Directory.CreateDirectory(folder["pdf"]).FullName;
        var evidence = Path.Combine(copy, "evidence.json");
        File.Copy(Path.Combine(demo.Reports, Organization, "evidence.json"), evidence);
        var path = Path.Combine(copy, "report-executive.pdf");
        var render = await CliRun.OfAsync("report", "render", evidence, "--format", "pdf-executive", "--output", path, "--sign", KeyFile());
        render.ExitCode.ShouldBe(0, render.Error);
        Directory.GetFiles(copy).Length.ShouldBe(2, "a PDF contains its signature");

        var all = await VerifyAsync(copy, "report-executive.pdf", "--key", Public);
        var stranger = await VerifyAsync(copy, "report-executive.pdf");
        File.Delete(evidence);
        var alone = await VerifyAsync(copy, "report-executive.pdf", "--key", Public);
        var signature = await VerifyAsync(copy, "report-executive.pdf", "--key", Public, "--signature-only");

        all.ExitCode.ShouldBe(0, all.Output);
        all.Output.ShouldContain("The signature in the PDF is valid, by a key that you trust");
        all.Output.ShouldContain("is what AtRest 0.1.0 says about this evidence");
        stranger.ExitCode.ShouldBe(2);
        stranger.Output.ShouldContain("nothing shows whose key that is");
        alone.ExitCode.ShouldBe(2);
        alone.Output.ShouldContain("was not judged again");
        signature.ExitCode.ShouldBe(0, signature.Output);
        foreach (var run in new[] { all, stranger, alone, signature })
        {
            run.Output.ShouldNotContain("not signed");
        }

        var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);
        foreach (var more in new string[][] { ["--key", Public], [], ["--key", Public, "--signature-only"] })
        {
            var run = await VerifyAsync(copy, "report-executive.pdf", more);

            run.ExitCode.ShouldBe(1, run.Output);
            run.Output.ShouldContain("WRONG       The signature in the PDF does not match its bytes: the file was changed.");
        }
    }

    [Fact]
    public async Task Verify_OfAnUnsignedPdf_SaysSo()
    {
        var copy = Copy();
        File.Delete(Path.Combine(copy, "report.dsse.json"));
        await CliRun.OfAsync("report", "render", Path.Combine(copy, "evidence.json"), "--format", "pdf-executive", "--output", Path.Combine(copy, "report-executive.pdf"));

        var run = await VerifyAsync(copy, "report-executive.pdf", "--key", Public);

        run.ExitCode.ShouldBe(2);
        run.Output.ShouldContain("The file is not signed");
        run.Output.ShouldContain("is what AtRest 0.1.0 says about this evidence");
    }

    [Fact]
    public async Task Verify_OfASignatureWithoutItsFiles_IsNotProven()
    {
        var copy = Copy();
        File.Delete(Path.Combine(copy, "report.html"));

        var run = await VerifyAsync(copy, "report.dsse.json", "--key", Public);

        run.ExitCode.ShouldBe(2);
        run.Output.ShouldContain("'report.html', which the signature names, is not beside it");
    }

    [Fact]
    public async Task Verify_OfADownloadedName_FindsTheSignatureByContent()
    {
        var copy = Copy();
        File.Move(Path.Combine(copy, "report.html"), Path.Combine(copy, "atrest-acme-bank-20261128-120000.html"));

        (await VerifyAsync(copy, "atrest-acme-bank-20261128-120000.html", "--key", Public)).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Verify_OfOtherFiles_IsNotProven()
    {
        var run = await CliRun.OfAsync("report", "verify", folder.File("notes.txt", "notes"));

        run.ExitCode.ShouldBe(2);
        run.Output.ShouldContain("not a file that AtRest writes");
    }

    [Theory]
    [InlineData("missing.json", "does not exist")]
    [InlineData(".", "is a folder")]
    public async Task Verify_OfNoFile_IsInvalidInput(string name, string why)
    {
        var run = await CliRun.OfAsync("report", "verify", folder[name]);

        run.ExitCode.ShouldBe(3);
        run.Error.ShouldContain(why);
    }

    [Fact]
    public async Task Verify_WithAPrivateKey_IsRefused()
    {
        var run = await VerifyAsync(Copy(), "report.html", "--key", folder.File("key.pem", Encoding.ASCII.GetString(demo.Key.Pem)));

        run.ExitCode.ShouldBe(3);
        run.Error.ShouldContain("Give only the public key");
    }

    [Fact]
    public async Task Sign_WithAKeyThatCannotBeUsed_IsRefusedBeforeTheAudit()
    {
        using var expired = new TestKey(until: new DateTimeOffset(2021, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var key = folder.File("expired.pem", Encoding.ASCII.GetString(expired.Pem));

        var run = await CliRun.OfAsync("audit", "--evidence", demo.Reports, "--output", folder["out"], "--sign", key);

        run.ExitCode.ShouldBe(3);
        run.Error.ShouldContain("--sign");
        run.Error.ShouldContain("expired on 2021-01-01");
        Directory.Exists(folder["out"]).ShouldBeFalse();
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Sign_BySettings_SignsToo()
    {
        var path = folder["key.p12"];
        await File.WriteAllBytesAsync(path, demo.Key.Pkcs12("secret"), TestContext.Current.CancellationToken);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        Dictionary<string, string> variables = new() { ["AtRest__Signing__File"] = path, ["AtRest__Signing__Password"] = "secret" };

        var run = await CliRun.OfAsync(environment => environment with { Variable = name => variables.GetValueOrDefault(name) }, "audit", "--evidence", demo.Reports, "--output", folder["out"], "--organization", Organization);

        run.Error.ShouldContain("every user of this machine can read or change the private key");
        File.Copy(Path.Combine(demo.Reports, Organization, "evidence.json"), folder["out", Organization, "evidence.json"]);
        (await VerifyAsync(folder["out", Organization], "report.html", "--key", Public)).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Sign_WithoutFiles_IsRefused()
    {
        var run = await CliRun.OfAsync("audit", "--demo", "--sign", "key.pem");

        run.ExitCode.ShouldBe(3);
        run.Error.ShouldContain("--sign signs files");
    }

    private static async Task<CliRun> VerifyAsync(string copy, string name, params string[] more) => await CliRun.OfAsync(["report", "verify", Path.Combine(copy, name), .. more]);

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

/// <summary>The demo's reports in every format, with evidence and signature in the same folder.</summary>
public sealed class SignedDemo : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();

    internal TestKey Key { get; } = new();

    internal string Reports => folder["reports"];

    public async ValueTask InitializeAsync()
    {
        var key = folder.File("key.pem", Encoding.ASCII.GetString(Key.Pem));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(key, UnixFileMode.UserRead);
        }

        var run = await CliRun.OfAsync("audit", "--demo", "--output", Reports, "--save-evidence", Reports, "--format", "json,jsonl,html,pages,bundle", "--sign", key);
        run.ExitCode.ShouldBe(1, run.Error);
        run.Error.ShouldNotContain("Warning");
    }

    public ValueTask DisposeAsync()
    {
        Key.Dispose();
        folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
