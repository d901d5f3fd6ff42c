using System.Diagnostics;
using AtRest.Tests.Shared.Processes;

namespace AtRest.FakeClouds.Tests.Hosting;

public sealed class ProcessTests
{
    [Fact]
    public async Task Process_Terminated_PrintsItsEndpointAndEndsCleanly()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM.");
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        string folder = AppContext.BaseDirectory;
        ProcessStartInfo start = new("dotnet", [Path.Combine(folder, "AtRest.FakeClouds.dll"), "--scenario", Path.Combine(folder, "Published", "scenario.json")])
        {
            RedirectStandardOutput = true,
        };
        using Process process = Process.Start(start)!;
        ProcessOutput output = new(process.StandardOutput);
        try
        {
            string endpoint = await output.LineAsync(line => true, cancellationToken);
            using HttpClient http = new();
            (await http.GetStringAsync($"{endpoint}_calls", cancellationToken)).ShouldContain("calls");

            using Process kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
            await process.WaitForExitAsync(cancellationToken).WaitAsync(TimeSpan.FromSeconds(30), cancellationToken);

            process.ExitCode.ShouldBe(0);
            await output.EndAsync();
            output.Text.ShouldBe($"{endpoint}{Environment.NewLine}");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }
}
