using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AtRest.EndToEnd.Tests.Support;

namespace AtRest.EndToEnd.Tests.Documentation;

/// <summary>The commands of <c>docs/verifying.md</c>, run as they are with the real <c>openssl</c> and the real program.</summary>
public sealed class VerifyingTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("atrest-verifying-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Commands_OfTheDocumentation_MakeAKeyAndVerifyAReport()
    {
        (await ShellAsync(Block("openssl req -x509"))).ExitCode.ShouldBe(0);
        var audit = await RunAsync("audit", "--demo", "--output", "reports", "--save-evidence", "reports", "--format", "json,html,bundle", "--sign", "key.pem");
        audit.ExitCode.ShouldBe(1, audit.ToString());
        foreach (var file in Directory.GetFiles(Path.Combine(folder.FullName, "reports", "acme-bank")))
        {
            File.Copy(file, Path.Combine(folder.FullName, Path.GetFileName(file)));
        }

        var verified = await ShellAsync(Block("openssl x509 -in"));
        verified.Output.ShouldContain("Verified OK");
        var digests = await ShellAsync(Block("openssl dgst -sha256 -r report.json"));
        using var statement = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder.FullName, "statement.json"), Cancellation));
        var subjects = statement.RootElement.GetProperty("subject").EnumerateArray().ToDictionary(subject => subject.GetProperty("name").GetString()!, subject => subject.GetProperty("digest").GetProperty("sha256").GetString()!);
        foreach (var line in digests.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var (digest, name) = (line.Split(" *")[0], line.Split(" *")[1]);
            subjects[name].ShouldBe(digest);
            Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(folder.FullName, name), Cancellation))).ShouldBe(digest);
        }

        // The program agrees, with the certificate.
        var program = await RunAsync("report", "verify", "report.bundle.zip", "report.json", "--key", "certificate.pem");
        program.ExitCode.ShouldBe(0, program.ToString());

        // A changed statement is found by both.
        await File.WriteAllTextAsync(
            Path.Combine(folder.FullName, "report.dsse.json"),
            Changed(await File.ReadAllTextAsync(Path.Combine(folder.FullName, "report.dsse.json"), Cancellation)), Cancellation);
        (await ShellAsync(Block("openssl x509 -in"))).Output.ShouldContain("Verification failure");
        (await RunAsync("report", "verify", "report.json", "--key", "certificate.pem")).ExitCode.ShouldBe(1);
    }

    /// <summary>The instructions in the bundle are for the bundle's own folder.</summary>
    [Fact]
    public async Task Commands_OfTheBundlesReadme_VerifyIt()
    {
        (await ShellAsync(Block("openssl req -x509"))).ExitCode.ShouldBe(0);
        (await RunAsync("audit", "--demo", "--organization", "cumulus", "--output", "reports", "--format", "bundle", "--sign", "key.pem")).ExitCode.ShouldBeLessThan(3);
        await System.IO.Compression.ZipFile.ExtractToDirectoryAsync(Path.Combine(folder.FullName, "reports", "cumulus", "report.bundle.zip"), folder.FullName, Cancellation);
        var lines = (await File.ReadAllLinesAsync(Path.Combine(folder.FullName, "README.txt"), Cancellation)).Where(line => line.StartsWith("  sed", StringComparison.Ordinal) || line.StartsWith("  printf", StringComparison.Ordinal) || line.StartsWith("  openssl dgst -sha256 -verify", StringComparison.Ordinal));

        var verified = await ShellAsync("openssl x509 -in certificate.pem -pubkey -noout > public.pem\n" + string.Join('\n', lines));

        verified.Output.ShouldContain("Verified OK");
    }

    /// <summary>In a shell without the extensions of bash.</summary>
    [Fact]
    public async Task Commands_ForThePdf_VerifyItsSignature()
    {
        (await ShellAsync(Block("openssl req -x509"))).ExitCode.ShouldBe(0);
        (await RunAsync("audit", "--demo", "--organization", "cumulus", "--save-evidence", "saved")).ExitCode.ShouldBeLessThan(3);
        var render = await RunAsync("report", "render", Path.Combine("saved", "cumulus", "evidence.json"), "--format", "pdf-executive", "--output", "report.pdf", "--sign", "key.pem");
        render.ExitCode.ShouldBe(0, render.ToString());

        (await ShellAsync(Block("set -- $(sed"))).Output.ShouldContain("CMS Verification successful");

        var path = Path.Combine(folder.FullName, "report.pdf");
        var bytes = await File.ReadAllBytesAsync(path, Cancellation);
        bytes[1000] ^= 1;
        await File.WriteAllBytesAsync(path, bytes, Cancellation);
        (await ShellAsync(Block("set -- $(sed"))).Output.ShouldNotContain("CMS Verification successful");
        (await RunAsync("report", "verify", "report.pdf", "--key", "certificate.pem")).ExitCode.ShouldBe(1);
    }

    public void Dispose() => folder.Delete(recursive: true);

    private static string Changed(string envelope)
    {
        var start = envelope.IndexOf("\"payload\":\"", StringComparison.Ordinal) + 11;
        var text = Encoding.UTF8.GetString(Convert.FromBase64String(envelope[start..envelope.IndexOf('"', start)]));
        return envelope.Replace(envelope[start..envelope.IndexOf('"', start)], Convert.ToBase64String(Encoding.UTF8.GetBytes(text.Replace("acme-bank", "acme-bonk", StringComparison.Ordinal))), StringComparison.Ordinal);
    }

    /// <summary>The block of commands that begins with a text.</summary>
    private static string Block(string beginning) => File.ReadAllText(Repository.PathOf("docs", "verifying.md")).Split("```sh\n").Skip(1).Select(block => block[..block.IndexOf("```", StringComparison.Ordinal)])
        .Single(block => block.StartsWith(beginning, StringComparison.Ordinal));

    private Task<ProcessResult> RunAsync(params string[] arguments) => AtRestProcess.RunAsync(new CliSettings { WorkingDirectory = folder.FullName }, arguments);

    private async Task<(int ExitCode, string Output)> ShellAsync(string commands)
    {
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", commands]) { WorkingDirectory = folder.FullName, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = shell.StandardError.ReadToEndAsync(Cancellation);
        var output = await shell.StandardOutput.ReadToEndAsync(Cancellation);
        await shell.WaitForExitAsync(Cancellation);
        return (shell.ExitCode, output + await error);
    }
}
