using System.CommandLine;
using System.CommandLine.Parsing;
using AtRest.Cli.CommandLine;
using AtRest.Cli.Commands.Policy.Checking;
using AtRest.Cli.Commands.Policy.Inputs;
using AtRest.Cli.Presentation;
using AtRest.Core.Aws;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Cli.Commands.Policy;

/// <summary><c>atrest policy check</c>: judges a policy file by the rules about key policies.</summary>
internal sealed class PolicyCheckCommand
{
    private const string Json = "json";
    private const string Text = "text";

    private readonly Option<string> policy = PolicyOptions.Policy();
    private readonly Option<string> keyArn = PolicyOptions.KeyArn();
    private readonly Option<string[]> roleArns = PolicyOptions.RoleArns();
    private readonly Option<string> grants = PolicyOptions.Grants();
    private readonly Option<bool> json = PolicyOptions.Json();
    private readonly Option<string> format = new("--format", "-f") { HelpName = "FORMAT", Description = $"Print {string.Join(", ", CheckOutput.Formats)}. Default: text. SARIF has the line and column of each finding." };
    private readonly Option<string> junitUnknown = JUnitOption.Create();

    public static Command Create(CliEnvironment environment) => new PolicyCheckCommand().Build(environment);

    private CliCommand Build(CliEnvironment environment)
    {
        var command = new CliCommand("check", "Judge a key policy by the KPOL rules before you deploy it.") { policy, keyArn, roleArns, grants, json, format, junitUnknown };
        command.Examples = ["atrest policy check --policy policy.json --key-arn ARN --role-arn ARN", "atrest policy check --policy policy.json --key-arn ARN --role-arn ARN --format sarif > policy.sarif"];
        format.CompletionSources.Add([.. CheckOutput.Formats]);
        format.Validators.Add(CheckFormat);
        command.Check(PolicyOptions.PartitionsOf(keyArn, roleArns));
        command.Check(PolicyOptions.InputsOf(policy, grants));
        command.Check(CheckTogether);
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, environment, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CliEnvironment environment, CancellationToken cancellationToken)
    {
        var key = KmsKeyArn.Parse(parsed.GetRequiredValue(keyArn));
        var (input, list) = await PolicyFiles.ReadAsync(parsed.GetRequiredValue(policy), parsed.GetValue(grants), key, "The policy was not judged.", environment, cancellationToken);
        var result = PolicyCheck.Run(input.Text, new()
        {
            Key = key,
            Roles = PolicyOptions.Roles(parsed.GetRequiredValue(roleArns)),
            Grants = list,
            Moment = environment.Time.GetUtcNow(),
        }, input.FileName);
        var output = new CheckOutput(environment, JUnitOption.Of(parsed.GetValue(junitUnknown)));
        switch (FormatOf(parsed))
        {
            case Text:
                new CheckView(environment).Write(input, result);
                break;
            case Json:
                await output.WriteJsonAsync(result, cancellationToken);
                break;
            case var other:
                await output.WriteAsync(other, input, key, result, cancellationToken);
                break;
        }

        return ExitCode.Of(result.Verdict);
    }

    private string FormatOf(ParseResult parsed) => parsed.GetValue(format)?.ToLowerInvariant() ?? (parsed.GetValue(json) ? Json : Text);

    private static void CheckFormat(OptionResult result)
    {
        if (result.Tokens is [{ Value: var word }] && !CheckOutput.Formats.Contains(word.ToLowerInvariant()))
        {
            result.AddError($"--format: '{word}' is not a known format.{Suggestions.DidYouMean(word, CheckOutput.Formats)} Known formats: {string.Join(", ", CheckOutput.Formats)}.");
        }
    }

    private IEnumerable<string> CheckTogether(ParseResult parsed)
    {
        if (parsed.GetValue(json) && parsed.GetResult(format) is { Tokens: [{ Value: var word }] } && !string.Equals(word, Json, StringComparison.OrdinalIgnoreCase))
        {
            yield return $"--json is --format json. Omit --json, or --format {word}.";
        }

        if (parsed.GetResult(junitUnknown) is { Implicit: false } && FormatOf(parsed) != JUnitOption.Format)
        {
            yield return "--junit-unknown is about JUnit files. Add --format junit, or omit it.";
        }
    }
}
