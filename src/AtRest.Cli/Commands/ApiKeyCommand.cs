using System.CommandLine;
using System.Globalization;
using AtRest.Hosting.Api.Authentication;

namespace AtRest.Cli.Commands;

/// <summary><c>atrest api-key new</c>: makes a key for the HTTP API.</summary>
internal sealed class ApiKeyCommand
{
    private const string Never = "never";

    private readonly Option<string> organization = new("--organization") { HelpName = "ID", Description = "The organization that the key is for." };
    private readonly Option<bool> isOperator = new("--operator") { Description = "The key may see every organization." };
    private readonly Option<string> expires = new("--expires") { HelpName = "DATE", Description = "The last day on which the key is good, such as 2027-03-31; or 'never'. Default: a year from today." };

    public static Command Create(CliEnvironment environment) => new Command("api-key", "Keys for the HTTP API of the server.") { new ApiKeyCommand().Build(environment) };

    private Command Build(CliEnvironment environment)
    {
        var command = new Command("new", "Make a key: the key on standard output, the settings that let it in on standard error.") { organization, isOperator, expires };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, environment, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CliEnvironment environment, CancellationToken cancellationToken)
    {
        var owner = ReadOwner(parsed);
        var end = ReadEnd(parsed.GetValue(expires), DateOnly.FromDateTime(environment.Time.GetUtcNow().UtcDateTime));
        var key = ApiKey.Create();
        string[] lines =
        [
            "The key is shown this once. Give it to whoever is to have it, by a way that nobody else reads, and set for the server:",
            $"AtRest__ApiKeys__0__{owner}",
            $"AtRest__ApiKeys__0__Hash={ApiKey.HashOf(key)}",
            .. end is { } day ? [$"AtRest__ApiKeys__0__Expires={day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}"] : Array.Empty<string>(),
            "0 is the first key; count on for the next ones. The hash is no secret: nobody gets the key from it.",
        ];
        foreach (var line in lines)
        {
            await environment.Error.WriteLineAsync(line.AsMemory(), cancellationToken);
        }

        await environment.Output.WriteLineAsync(key.AsMemory(), cancellationToken);
        return ExitCode.Compliant;
    }

    private string ReadOwner(ParseResult parsed) => (parsed.GetValue(organization), parsed.GetValue(isOperator)) switch
    {
        ({ } id, false) when ApiKey.CanBelongTo(id) => $"Organization={id}",
        ({ } id, false) => throw new InvalidInputException($"--organization: '{id}' cannot be the id of an organization. Allowed: lower-case letters, digits and hyphens, at most 63, beginning with a letter or digit."),
        (null, true) => "Operator=true",
        _ => throw new InvalidInputException("Say for whom the key is: either --organization ID, or --operator for a key that may see every organization."),
    };

    private static DateOnly? ReadEnd(string? text, DateOnly today)
    {
        if (text is null)
        {
            return today.AddYears(1);
        }

        if (text == Never)
        {
            return null;
        }

        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            throw new InvalidInputException($"--expires: '{text}' is no day. Allowed: a day such as 2027-03-31, or '{Never}'.");
        }

        return day >= today ? day : throw new InvalidInputException($"--expires: {text} is over.");
    }
}
