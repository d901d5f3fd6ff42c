using System.CommandLine;
using AtRest.Cli.Commands;
using AtRest.Cli.Commands.Policy;

namespace AtRest.Cli.CommandLine;

/// <summary>The tree of commands.</summary>
internal static class AtRestCommand
{
    private const string Description =
        """
        Audits the encryption at rest of Camunda 8 SaaS clusters against what was declared.

        Exit codes: 0 compliant, 1 non-compliant, 2 indeterminate, 3 invalid input, 4 unexpected failure, 130 interrupted.
        Try it without an account: atrest audit --demo
        """;

    /// <summary>Shows where a failure came from.</summary>
    public static Option<bool> Verbose { get; } = new("--verbose")
    {
        Description = "Show each failure whole, with what caused it: of calls to the clouds, and unexpected ones (as ATREST_DEBUG=1 does).",
        Recursive = true,
    };

    public static RootCommand Create(CliEnvironment environment) => new(Description)
    {
        Verbose,
        AuditCommand.Create(environment),
        PolicyCommand.Create(environment),
        InventoryCommand.Create(environment),
        RulesCommand.Create(environment),
        ApiKeyCommand.Create(environment),
        ServeCommand.Create(environment),
    };
}
