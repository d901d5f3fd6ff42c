using System.CommandLine;
using System.CommandLine.Parsing;
using AtRest.Cli.CommandLine;
using AtRest.Cli.Serving;

namespace AtRest.Cli.Commands;

/// <summary><c>atrest serve</c>: the options and how they can be combined.</summary>
internal sealed class ServeCommand
{
    private readonly Option<string> inventory = new("--inventory", "-i")
    {
        HelpName = "FILE",
        Description = "The inventory: organizations, their clusters, and how each cluster is declared to be encrypted. The server reads it again when it changes.",
    };

    private readonly Option<string> urls = new("--urls")
    {
        HelpName = "URL",
        Description = $"The address to listen on. Separate several with semicolons. Default: {ServeAddresses.Default}.",
    };

    private readonly Option<string> data = new("--data")
    {
        HelpName = "DIR",
        Description = $"The folder for reports, queues and the operator's key. Default: {ServeSettings.DefaultFolder}.",
    };

    private readonly Option<string> settings = new("--settings")
    {
        HelpName = "FILE",
        Description = "Settings as JSON. Environment variables and options override them.",
    };

    private readonly Option<bool> demo = new("--demo") { Description = "Serve a made-up fleet in a fake cloud inside this process. You need no account." };

    public static Command Create(CliEnvironment environment) => new ServeCommand().Build(environment);

    private CliCommand Build(CliEnvironment environment)
    {
        urls.Validators.Add(result =>
        {
            foreach (var fault in result.Tokens.SelectMany(token => ServeAddresses.FaultsOf(token.Value)))
            {
                result.AddError($"--urls: {fault}");
            }
        });
        foreach (var option in new Option[] { inventory, urls, data, settings })
        {
            option.Validators.Add(CheckText);
        }

        var command = new CliCommand("serve", "Run the server until Ctrl-C or SIGTERM: the HTTP API, an audit every night, and the webhook.")
        {
            inventory, urls, data, settings, demo,
        };
        command.Examples = ["atrest serve --demo", "atrest serve --inventory inventory.json --data ./atrest-data"];
        command.Check(CheckTogether);
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
            result.AddError($"{result.Option.Name} is empty: give it a value, or omit the option.");
        }
    }

    private IEnumerable<string> CheckTogether(ParseResult parsed)
    {
        if (parsed.GetResult(demo) is { Implicit: false } && parsed.GetResult(inventory) is { Implicit: false })
        {
            yield return "--demo has its own inventory. Omit --inventory, or --demo.";
        }

        foreach (var fault in ServeSettings.FaultsOf(Bind(parsed)))
        {
            yield return fault;
        }
    }
}
