using System.Collections.Immutable;
using System.CommandLine;

namespace AtRest.Cli.Commands.Policy;

/// <summary><c>atrest policy</c>: the key policy workbench. One line per command.</summary>
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
        var command = new Command("policy", "Check, understand, write and mend key policies, before they are put anywhere.");
        foreach (var create in Workbench)
        {
            command.Add(create(environment));
        }

        return command;
    }
}
