using AtRest.KeyPolicies.Grants;
using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using AtRest.Cli.Commands.Policy.Inputs;
using AtRest.Cli.Presentation;
using AtRest.KeyPolicies.Naming;
using AtRest.KeyPolicies.Fixing;
using Spectre.Console;

namespace AtRest.Cli.Commands.Policy;

/// <summary>
/// <c>atrest policy fix</c>: the policy on standard output, so that it can be piped into a file; what was changed, and the difference, on
/// standard error.
/// </summary>
internal sealed class PolicyFixCommand
{
    private readonly Option<string> policy = PolicyOptions.Policy();
    private readonly Option<string> keyArn = PolicyOptions.KeyArn();
    private readonly Option<string> roleArn = PolicyOptions.RoleArn();
    private readonly Option<string> grants = PolicyOptions.Grants();

    public static Command Create(CliEnvironment environment) => new PolicyFixCommand().Build(environment);

    private Command Build(CliEnvironment environment)
    {
        var command = new Command("fix", "Print the policy with the smallest change that makes KPOL-1 to KPOL-6 pass, and the difference on standard error.")
        {
            policy, keyArn, roleArn, grants,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, environment, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CliEnvironment environment, CancellationToken cancellationToken)
    {
        var key = KmsKeyArn.Parse(parsed.GetRequiredValue(keyArn));
        var input = await PolicyInput.ReadAsync(parsed.GetRequiredValue(policy), environment, cancellationToken).ConfigureAwait(false);
        var listed = parsed.GetValue(grants) is { } file ? await GrantsInput.ReadAsync(file, key, environment, cancellationToken).ConfigureAwait(false) : (ImmutableArray<Core.Evidence.KeyGrant>?)null;
        var role = parsed.GetRequiredValue(roleArn);
        var result = PolicyFixer.Fix(new PolicyFixRequest
        {
            Text = input.Text,
            Key = key,
            Role = Arn.TryParse(role, out var arn) ? arn : throw new InvalidInputException($"--role-arn: '{role}' is no ARN."),
            Grants = listed,
            Moment = environment.Time.GetUtcNow(),
        });

        await WriteAsync(input, result.Text, environment, cancellationToken).ConfigureAwait(false);
        Tell(input, result, Consoles.OnError(environment));
        return result.Outcome == PolicyFixOutcome.CannotMend ? ExitCode.Indeterminate : ExitCode.Compliant;
    }

    /// <summary>
    /// Exactly the policy, in UTF-8 whatever the terminal's own encoding is: neither a line end nor a byte order mark comes or goes, so that what is
    /// right already comes out byte for byte.
    /// </summary>
    private static async Task WriteAsync(PolicyInput input, string text, CliEnvironment environment, CancellationToken cancellationToken)
    {
        await environment.Output.FlushAsync(cancellationToken).ConfigureAwait(false);
        byte[] bytes = [.. input.HasMark ? Encoding.UTF8.Preamble : [], .. Encoding.UTF8.GetBytes(text)];
        var output = environment.OpenOutput();
        await using (output.ConfigureAwait(false))
        {
            await output.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
            await output.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static void Tell(PolicyInput input, PolicyFixResult result, IAnsiConsole console)
    {
        switch (result.Outcome)
        {
            case PolicyFixOutcome.AlreadyRight:
                Write(console, $"{input.Name} is right already: nothing was changed.");
                break;
            case PolicyFixOutcome.CannotMend:
                Write(console, $"{input.Name} cannot be mended by a change that takes nothing from others and leaves every Deny to them; nothing was changed. Still wrong:");
                WriteList(console, result.Reasons);
                break;
            default:
                Write(console, $"{input.Name} is mended, and was judged again:");
                WriteList(console, result.Changes);
                foreach (var line in PolicyDifference.Of(input.Text, result.Text).TrimEnd('\n').Split('\n'))
                {
                    Write(console, line, line[0] switch { '+' => "green", '-' => "red", '@' => "cyan", _ => "default" });
                }

                break;
        }
    }

    private static void WriteList(IAnsiConsole console, IEnumerable<string> items)
    {
        foreach (var item in items)
        {
            Write(console, $"  - {item}");
        }
    }

    private static void Write(IAnsiConsole console, string line, string colour = "default") =>
        console.Write(new Text(SafeText.Line(line) + "\n", Style.Parse(colour)));
}
