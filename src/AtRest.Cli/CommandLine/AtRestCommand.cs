using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Help;
using AtRest.Cli.Commands;
using AtRest.Cli.Commands.Policy;

namespace AtRest.Cli.CommandLine;

/// <summary>The tree of commands.</summary>
internal static class AtRestCommand
{
    /// <summary>The name of the program, however it is started.</summary>
    public const string Name = "atrest";

    private const string Description =
        """
        Audits how Camunda 8 SaaS clusters are encrypted at rest, and compares it with what you declared.

        Try it without an account: 'atrest audit --demo'
        """;

    /// <summary>Shows where a failure came from.</summary>
    public static Option<bool> Verbose { get; } = new("--verbose")
    {
        Description = "Show every failure in full, with its inner exceptions. The same as ATREST_DEBUG=1.",
        Recursive = true,
    };

    public static RootCommand Create(CliEnvironment environment)
    {
        var root = new RootCommand(Description)
        {
            Verbose,
            AuditCommand.Create(environment),
            ReportCommand.Create(environment),
            PolicyCommand.Create(environment),
            InventoryCommand.Create(environment),
            RulesCommand.Create(environment),
            ApiKeyCommand.Create(environment),
            ServeCommand.Create(environment),
            CompletionCommand.Create(environment),
            HelpCommand.Create(environment),
        };
        var help = new HelpTextAction(environment);
        foreach (var option in root.Options)
        {
            if (option is HelpOption)
            {
                option.Action = help;
                option.Description = "Show this help.";
            }
            else if (option is VersionOption)
            {
                option.Action = new VersionAction(environment);
                option.Description = "Show the version, the commit and the runtime.";
            }
        }

        foreach (var directive in root.Directives.OfType<SuggestDirective>())
        {
            directive.Action = new SuggestAction(root, directive, environment);
        }

        SetHelp(root, help);
        SetFlags(root);
        return root;
    }

    /// <summary>A flag takes no value: in <c>--demo false</c>, the second word is an argument.</summary>
    private static void SetFlags(Command command)
    {
        foreach (var option in command.Options.Where(Flags.IsFlag))
        {
            option.Arity = ArgumentArity.Zero;
        }

        foreach (var subcommand in command.Subcommands)
        {
            SetFlags(subcommand);
        }
    }

    /// <summary>A group without a command prints its help, which is not a mistake.</summary>
    private static void SetHelp(Command command, HelpTextAction help)
    {
        if (command.Subcommands.Count > 0)
        {
            command.Action = help;
            foreach (var subcommand in command.Subcommands)
            {
                SetHelp(subcommand, help);
            }
        }
    }
}
