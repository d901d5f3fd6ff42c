using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using AtRest.Cli.CommandLine;
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
/// <c>atrest policy fix</c>: writes the fixed policy to standard output, so that it can be redirected to a file, and the changes and the
/// difference to standard error.
/// </summary>
internal sealed class PolicyFixCommand
{
    private static readonly Style Added = new(Color.Green);
    private static readonly Style Removed = new(Color.Red);
    private static readonly Style Place = new(Color.Aqua);

    private readonly Option<string> policy = PolicyOptions.Policy();
    private readonly Option<string> keyArn = PolicyOptions.KeyArn();
    private readonly Option<string[]> roleArns = PolicyOptions.RoleArns();
    private readonly Option<string> grants = PolicyOptions.Grants();

    public static Command Create(CliEnvironment environment) => new PolicyFixCommand().Build(environment);

    private CliCommand Build(CliEnvironment environment)
    {
        var command = new CliCommand("fix", "Print the policy with the smallest change that makes KPOL-1 to KPOL-6 pass. The difference goes to standard error.")
        {
            policy, keyArn, roleArns, grants,
        };
        command.Examples = ["atrest policy fix --policy policy.json --key-arn ARN --role-arn ARN > fixed.json"];
        command.Check(PolicyOptions.PartitionsOf(keyArn, roleArns));
        command.Check(PolicyOptions.InputsOf(policy, grants));
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, environment, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CliEnvironment environment, CancellationToken cancellationToken)
    {
        var key = KmsKeyArn.Parse(parsed.GetRequiredValue(keyArn));
        var (input, list) = await PolicyFiles.ReadAsync(parsed.GetRequiredValue(policy), parsed.GetValue(grants), key, "The policy was not fixed.", environment, cancellationToken);
        var subject = new KeySubject
        {
            Key = key,
            Roles = PolicyOptions.Roles(parsed.GetRequiredValue(roleArns)),
            Grants = list,
            Moment = environment.Time.GetUtcNow(),
        };
        var result = KeyPolicyAnalysis.Of(input.Text, subject).Fix();

        await WriteAsync(input, result.Text, environment, cancellationToken);
        Tell(input, result, subject, Consoles.OnError(environment));
        return result.Outcome == PolicyFixOutcome.CannotFix ? ExitCode.Indeterminate : ExitCode.Compliant;
    }

    /// <summary>
    /// Writes exactly the policy, in UTF-8 whatever the encoding of the terminal is. No line end or byte order mark is added or removed, so a policy
    /// that already passes comes out byte for byte.
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
            case PolicyFixOutcome.AlreadyCompliant:
                WriteSentence(console, $"{input.Name} already passes. Nothing was changed.");
                break;
            case PolicyFixOutcome.CannotFix:
                TellWhatIsWrong(input, result, subject, console);
                break;
            default:
                WriteSentence(console, $"{input.Name} is fixed. The changes, checked again:");
                WriteList(console, result.Changes);
                var mark = input.HasMark ? "\uFEFF" : "";
                foreach (var line in PolicyDiff.OfFile(mark + input.Text, mark + result.Text, input.FileName).TrimEnd('\n').Split('\n'))
                {
                    // As it is, with tabs and carriage returns, because 'patch' compares it with the file.
                    Lines.WriteVerbatim(console, line, line[0] switch { '+' => Added, '-' => Removed, '@' => Place, _ => Style.Plain });
                }

                break;
        }
    }

    /// <summary>The file is described as it is. If AtRest could change a part of it, that part is not what is left to the user.</summary>
    private static void TellWhatIsWrong(PolicyInput input, PolicyFixResult result, KeySubject subject, IAnsiConsole console)
    {
        WriteSentence(console, $"{input.Name} cannot be fixed by a change that keeps the access of others and every Deny for them. Nothing was changed.");
        WriteList(console, result.Reasons);
        var wrong = Wrong(result.Text, subject);
        WriteSentence(console, "What is wrong with the policy, as 'atrest policy check' shows it:");
        WriteList(console, wrong);
        if (result.Draft is { } draft && draft != result.Text && Wrong(draft, subject) is var left && !left.SequenceEqual(wrong))
        {
            WriteSentence(console, "AtRest can fix a part of it. After that, this would be left:");
            WriteList(console, left);
        }
    }

    /// <summary>A line for each finding of the rules that a fix is about.</summary>
    private static ImmutableArray<string> Wrong(string policy, KeySubject subject) =>
    [
        .. PolicyCheck.Run(policy, subject).Findings
            .Where(finding => finding.Status is FindingStatus.Fail or FindingStatus.Unknown && finding.RuleId != "KPOL-7")
            .Select(finding => $"{finding.RuleId} ({finding.Title}) {(finding.Status == FindingStatus.Fail ? "fails" : "could not be judged")}: {finding.Message}"),
    ];

    private static void WriteList(IAnsiConsole console, IEnumerable<string> items)
    {
        foreach (var item in items)
        {
            Lines.WriteWrapped(console, (2, 4), SafeText.Line($"- {item}"), Style.Plain);
        }
    }

    private static void WriteSentence(IAnsiConsole console, string text) => Lines.WriteWrapped(console, (0, 0), SafeText.Line(text), Style.Plain);
}
