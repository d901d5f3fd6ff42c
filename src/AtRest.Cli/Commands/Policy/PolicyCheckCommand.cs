using System.CommandLine;
using AtRest.Cli.CommandLine;
using AtRest.Cli.Commands.Policy.Checking;
using AtRest.Cli.Commands.Policy.Inputs;
using AtRest.Core.Aws;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Cli.Commands.Policy;

/// <summary><c>atrest policy check</c>: judges a policy file by the rules about key policies.</summary>
internal sealed class PolicyCheckCommand
{
    private readonly Option<string> policy = PolicyOptions.Policy();
    private readonly Option<string> keyArn = PolicyOptions.KeyArn();
    private readonly Option<string[]> roleArns = PolicyOptions.RoleArns();
    private readonly Option<string> grants = PolicyOptions.Grants();
    private readonly Option<bool> json = PolicyOptions.Json();

    public static Command Create(CliEnvironment environment) => new PolicyCheckCommand().Build(environment);

    private CliCommand Build(CliEnvironment environment)
    {
        var command = new CliCommand("check", "Judge a key policy by the KPOL rules before you deploy it.") { policy, keyArn, roleArns, grants, json };
        command.Examples = ["atrest policy check --policy policy.json --key-arn ARN --role-arn ARN"];
        command.Check(PolicyOptions.PartitionsOf(keyArn, roleArns));
        command.Check(PolicyOptions.InputsOf(policy, grants));
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
        if (parsed.GetValue(json))
        {
            await CheckOutput.WriteJsonAsync(result, environment, cancellationToken);
        }
        else
        {
            new CheckView(environment).Write(input, result);
        }

        return ExitCode.Of(result.Verdict);
    }
}
