using System.CommandLine;
using AtRest.Cli.CommandLine;

namespace AtRest.Cli.Commands;

/// <summary><c>atrest report</c>: verifies and renders reports.</summary>
internal static class ReportCommand
{
    public static Command Create(CliEnvironment environment) => new CliCommand("report", "Verify reports, and render saved evidence.")
    {
        ReportVerifyCommand.Create(environment),
        ReportRenderCommand.Create(environment),
    };
}
