using System.CommandLine;
using System.Text;
using AtRest.Cli.Commands.Policy.Inputs;
using AtRest.Cli.Presentation;
using AtRest.Core.Aws;
using AtRest.Core.Rules;
using AtRest.KeyPolicies;
using AtRest.KeyPolicies.Fixing;
using AtRest.KeyPolicies.Naming;
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
    private readonly Option<string[]> roleArns = PolicyOptions.RoleArns();
    private readonly Option<string> grants = PolicyOptions.Grants();

    public static Command Create(CliEnvironment environment) => new PolicyFixCommand().Build(environment);

    private Command Build(CliEnvironment environment)
    {
        var command = new Command("fix", "Print the policy with the smallest change that makes KPOL-1 to KPOL-6 pass, and the difference on standard error.")
        {
            policy, keyArn, roleArns, grants,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, environment, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CliEnvironment environment, CancellationToken cancellationToken)
    {
        var key = KmsKeyArn.Parse(parsed.GetRequiredValue(keyArn));
        var input = await PolicyInput.ReadAsync(parsed.GetRequiredValue(policy), environment, cancellationToken);
        var subject = new KeySubject
        {
            Key = key,
            Roles = PolicyOptions.Roles(parsed.GetRequiredValue(roleArns), key),
            Grants = parsed.GetValue(grants) is { } file ? await GrantsInput.ReadAsync(file, key, environment, cancellationToken) : null,
            Moment = environment.Time.GetUtcNow(),
        };
        var result = KeyPolicyAnalysis.Of(input.Text, subject).Fix();

        await WriteAsync(input, result.Text, environment, cancellationToken);
        Tell(input, result, subject, Consoles.OnError(environment));
        return result.Outcome == PolicyFixOutcome.CannotFix ? ExitCode.Indeterminate : ExitCode.Compliant;
    }

    /// <summary>
    /// Exactly the policy, in UTF-8 whatever the terminal's own encoding is: neither a line end nor a byte order mark comes or goes, so that what is
    /// right already comes out byte for byte.
    /// </summary>
    private static async Task WriteAsync(PolicyInput input, string text, CliEnvironment environment, CancellationToken cancellationToken)
    {
        await environment.Output.FlushAsync(cancellationToken);
        byte[] bytes = [.. input.HasMark ? Encoding.UTF8.Preamble : [], .. Encoding.UTF8.GetBytes(text)];
        var output = environment.OpenOutput();
        await using (output)
        {
            await output.WriteAsync(bytes, cancellationToken);
            await output.FlushAsync(cancellationToken);
        }
    }

    private static void Tell(PolicyInput input, PolicyFixResult result, KeySubject subject, IAnsiConsole console)
    {
        switch (result.Outcome)
        {
            case PolicyFixOutcome.AlreadyRight:
                Write(console, $"{input.Name} is right already: nothing was changed.");
                break;
            case PolicyFixOutcome.CannotFix:
                Write(console, $"{input.Name} cannot be fixed by a change that takes nothing from others and keeps every Deny for them; nothing was changed. Still wrong:");
                WriteList(console, [.. result.Reasons, .. StillWrong(result, subject)]);
                break;
            default:
                Write(console, $"{input.Name} is fixed, and was judged again:");
                WriteList(console, result.Changes);
                foreach (var line in PolicyDiff.Of(input.Text, result.Text).TrimEnd('\n').Split('\n'))
                {
                    Write(console, line, line[0] switch { '+' => "green", '-' => "red", '@' => "cyan", _ => "default" });
                }

                break;
        }
    }

    /// <summary>What the rules say about the best policy that was found.</summary>
    private static IEnumerable<string> StillWrong(PolicyFixResult result, KeySubject subject) => result.Draft is not { } draft
        ? []
        : PolicyCheck.Run(draft, subject).Findings
            .Where(finding => finding.Status is FindingStatus.Fail or FindingStatus.Unknown && finding.RuleId != "KPOL-7")
            .Select(finding => $"{finding.RuleId}: {finding.Message}");

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
