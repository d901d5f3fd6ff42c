using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using AtRest.Cli.CommandLine;
using AtRest.Cli.Presentation;
using AtRest.Hosting.Api.Authentication;

namespace AtRest.Cli.Commands;

/// <summary><c>atrest api-key new</c>: creates a key for the HTTP API.</summary>
internal sealed class ApiKeyCommand
{
    private const string Never = "never";

    private readonly Option<string> organization = new("--organization") { HelpName = "ID", Description = "The organization that the key is for." };
    private readonly Option<bool> isOperator = new("--operator") { Description = "Create a key that can read every organization." };
    private readonly Option<string> expires = new("--expires") { HelpName = "DATE", Description = "The last day on which the key is valid, such as 2027-03-31, or 'never'. Default: a year from today." };

    public static Command Create(CliEnvironment environment) => new CliCommand("api-key", "Create keys for the server's HTTP API.") { new ApiKeyCommand().Build(environment) };

    private CliCommand Build(CliEnvironment environment)
    {
        organization.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var id }] && !ApiKey.CanBelongTo(id))
            {
                result.AddError($"--organization: '{id}' is not a valid ID of an organization. Allowed: at most 63 lower-case letters, digits and hyphens, starting with a letter or digit.");
            }
        });
        expires.Validators.Add(result => CheckEnd(result, Today(environment)));
        var command = new CliCommand("new", "Create a key. The key goes to standard output, the server settings that accept it to standard error.")
        {
            organization, isOperator, expires,
        };
        command.Examples = ["atrest api-key new --organization acme --expires 2027-03-31"];
        command.Check(CheckOwner);
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, environment, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CliEnvironment environment, CancellationToken cancellationToken)
    {
        var owner = parsed.GetValue(organization) is { } id ? $"Organization={id}" : "Operator=true";
        var end = EndOf(parsed.GetValue(expires), Today(environment));
        var key = ApiKey.Create();
        string[] lines =
        [
            "The key is shown only once. Send it to its user over a channel that others cannot read. Set for the server:",
            $"AtRest__ApiKeys__0__{owner}",
            $"AtRest__ApiKeys__0__Hash={ApiKey.HashOf(key)}",
            .. end is { } day ? [$"AtRest__ApiKeys__0__Expires={day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}"] : Array.Empty<string>(),
            "0 is the first key. Use 1, 2 and so on for more keys. The hash is not a secret: the key cannot be computed from it.",
        ];
        foreach (var line in lines)
        {
            await environment.WriteMessageAsync(line);
        }

        await environment.Output.WriteLineAsync(key.AsMemory(), cancellationToken);
        return ExitCode.Compliant;
    }

    private IEnumerable<string> CheckOwner(ParseResult parsed)
    {
        if (parsed.GetResult(organization) is { Implicit: false } == parsed.GetResult(isOperator) is { Implicit: false })
        {
            yield return "Give either --organization ID, or --operator for a key that can read every organization.";
        }
    }

    private static void CheckEnd(OptionResult result, DateOnly today)
    {
        if (result.Tokens is not [{ Value: var text }] || text == Never)
        {
            return;
        }

        if (ParseDay(text) is not { } day)
        {
            result.AddError($"--expires: '{text}' is not a date. Allowed: a date such as 2027-03-31, or '{Never}'.");
        }
        else if (day < today)
        {
            result.AddError($"--expires: {text} is in the past.");
        }
    }

    private static DateOnly? EndOf(string? text, DateOnly today) => text switch
    {
        null => today.AddYears(1),
        Never => null,
        _ => ParseDay(text),
    };

    private static DateOnly? ParseDay(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static DateOnly Today(CliEnvironment environment) => DateOnly.FromDateTime(environment.Time.GetUtcNow().UtcDateTime);
}
