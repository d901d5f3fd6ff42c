using System.CommandLine;
using System.CommandLine.Parsing;
using AtRest.Cli.Serving;

namespace AtRest.Cli.Commands;

/// <summary><c>atrest serve</c>: the options and what they mean together.</summary>
internal sealed class ServeCommand
{
    private readonly Option<string> inventory = new("--inventory", "-i")
    {
        HelpName = "FILE",
        Description = "The inventory: organizations, their clusters, and what each is declared to be. Read again whenever it changes.",
    };

    private readonly Option<string> urls = new("--urls")
    {
        HelpName = "URL",
        Description = $"Where to listen; several are separated by semicolons (default: {ServeAddresses.Default}).",
    };

    private readonly Option<string> data = new("--data")
    {
        HelpName = "DIR",
        Description = $"The folder that reports, queues and the operator's key are kept in (default: {ServeSettings.DefaultFolder}).",
    };

    private readonly Option<string> settings = new("--settings")
    {
        HelpName = "FILE",
        Description = "Settings as JSON; variables of the environment and options count for more.",
    };

    private readonly Option<bool> demo = new("--demo") { Description = "Serve a made-up fleet on a fake cloud inside this process: no account needed." };

    public static Command Create(CliEnvironment environment) => new ServeCommand().Build(environment);

    private Command Build(CliEnvironment environment)
    {
        foreach (var option in new Option[] { inventory, urls, data, settings })
        {
            option.Validators.Add(CheckText);
        }

        var command = new Command("serve", "Serve the HTTP API, audit every night, and take the webhook's events, until Ctrl-C or SIGTERM.")
        {
            inventory, urls, data, settings, demo,
        };
        command.Validators.Add(CheckTogether);
        command.SetAction((parsed, cancellationToken) => ServeRun.RunAsync(Bind(parsed), environment, cancellationToken));
        return command;
    }

    private ServeOptions Bind(ParseResult parsed) => new()
    {
        Inventory = parsed.GetValue(inventory),
        Urls = parsed.GetValue(urls),
        Data = parsed.GetValue(data),
        Settings = parsed.GetValue(settings),
        Demo = parsed.GetValue(demo),
    };

    private static void CheckText(OptionResult result)
    {
        if (result.Tokens.Any(token => string.IsNullOrWhiteSpace(token.Value)))
        {
            result.AddError($"{result.Option.Name} is empty: give it a value, or leave the option out.");
        }
    }

    private void CheckTogether(CommandResult result)
    {
        if (result.GetResult(demo) is { Implicit: false } && result.GetResult(inventory) is { Implicit: false })
        {
            result.AddError("--demo brings its own inventory: leave out --inventory, or --demo.");
        }
    }
}
