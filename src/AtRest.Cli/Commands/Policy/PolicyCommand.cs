using System.Collections.Immutable;
using System.CommandLine;
using AtRest.Cli.CommandLine;

namespace AtRest.Cli.Commands.Policy;

/// <summary><c>atrest policy</c>: the commands for key policies.</summary>
internal static class PolicyCommand
{
    private static readonly ImmutableArray<Func<CliEnvironment, Command>> Workbench =
    [
        PolicyCheckCommand.Create,
        PolicyAccessCommand.Create,
        PolicyGenerateCommand.Create,
        PolicySimulateCommand.Create,
        PolicyFixCommand.Create,
    ];

    public static Command Create(CliEnvironment environment)
    {
        var command = new CliCommand("policy", "Check, explain, write and fix key policies before you deploy them.");
        foreach (var create in Workbench)
        {
            command.Add(create(environment));
        }

        return command;
    }
}
