using System.CommandLine;
using AtRest.Cli.Commands.Policy.Checking;
using AtRest.Cli.Commands.Policy.Inputs;
using AtRest.Core.Aws;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Cli.Commands.Policy;

/// <summary><c>atrest policy check</c>: the rules about key policies, on a file.</summary>
internal sealed class PolicyCheckCommand
{
    private readonly Option<string> policy = PolicyOptions.Policy();
    private readonly Option<string> keyArn = PolicyOptions.KeyArn();
    private readonly Option<string[]> roleArns = PolicyOptions.RoleArns();
    private readonly Option<string> grants = PolicyOptions.Grants();
    private readonly Option<bool> json = PolicyOptions.Json();

    public static Command Create(CliEnvironment environment) => new PolicyCheckCommand().Build(environment);

    private Command Build(CliEnvironment environment)
    {
        var command = new Command("check", "Judge a key policy by the KPOL rules, before it is put anywhere.") { policy, keyArn, roleArns, grants, json };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, environment, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CliEnvironment environment, CancellationToken cancellationToken)
    {
        var key = KmsKeyArn.Parse(parsed.GetRequiredValue(keyArn));
        var input = await PolicyInput.ReadAsync(parsed.GetRequiredValue(policy), environment, cancellationToken);
        var result = PolicyCheck.Run(input.Text, new()
        {
            Key = key,
            Roles = PolicyOptions.Roles(parsed.GetRequiredValue(roleArns), key),
            Grants = parsed.GetValue(grants) is { } file ? await GrantsInput.ReadAsync(file, key, environment, cancellationToken) : null,
            Moment = environment.Time.GetUtcNow(),
        });
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
