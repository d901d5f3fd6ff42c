using System.ComponentModel;
using System.Diagnostics;
using AtRest.EndToEnd.Tests.Support;

namespace AtRest.EndToEnd.Tests.Infrastructure;

/// <summary>AWS's own linter, which knows the schema of every resource (https://github.com/aws-cloudformation/cfn-lint). It comes with Python, so not everywhere.</summary>
public sealed class CfnLintTests
{
    [Fact]
    public async Task Templates_Always_SatisfyTheLinter()
    {
        var templates = Directory.GetFiles(Repository.PathOf("infra", "aws"), "*.yaml");
        templates.Length.ShouldBe(2);
        var start = new ProcessStartInfo("cfn-lint", ["--", .. templates]) { RedirectStandardOutput = true };

        using var linter = Start(start);
        Assert.SkipWhen(linter is null, "cfn-lint is not on the PATH.");
        var output = await linter!.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await linter.WaitForExitAsync(TestContext.Current.CancellationToken);

        linter.ExitCode.ShouldBe(0, output);
    }

    private static Process? Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
