using System.CommandLine;
using System.CommandLine.Invocation;

namespace AtRest.Cli.CommandLine;

/// <summary>Prints the version, the commit and the runtime.</summary>
internal sealed class VersionAction(CliEnvironment environment) : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        foreach (var line in ProductVersion.Lines(ProductVersion.Commit))
        {
            environment.Output.WriteLine(line);
        }

        return ExitCode.Compliant;
    }
}
