using System.CommandLine;
using AtRest.KeyPolicies.Naming;
using AtRest.KeyPolicies.Generation;

namespace AtRest.Cli.Commands.Policy;

/// <summary><c>atrest policy generate</c>: the smallest right policy.</summary>
internal sealed class PolicyGenerateCommand
{
    private readonly Option<string> account = new("--account") { HelpName = "ID", Required = true, Description = "The AWS account that owns the key: 12 digits." };
    private readonly Option<string> roleArn = PolicyOptions.RoleArn();

    public static Command Create(CliEnvironment environment) => new PolicyGenerateCommand().Build(environment);

    private Command Build(CliEnvironment environment)
    {
        account.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !Arn.IsAccountId(token.Value))
            {
                result.AddError($"--account: '{token.Value}' is no AWS account id. Allowed: 12 digits.");
            }
        });
        var command = new Command("generate", "Print the smallest policy that gives a cluster its key, as Camunda documents it.") { account, roleArn };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, environment, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CliEnvironment environment, CancellationToken cancellationToken)
    {
        var owner = parsed.GetRequiredValue(account);
        var text = parsed.GetRequiredValue(roleArn);
        var role = Arn.TryParse(text, out var arn) ? arn : throw new InvalidInputException($"--role-arn: '{text}' is no ARN.");
        if (role.AccountId == owner)
        {
            await environment.Error.WriteLineAsync(
                $"Note: the role lives in the key's own account {owner}. A cluster's role lives in an account of Camunda's: is it the role that the Console shows?").ConfigureAwait(false);
        }

        await environment.Output.WriteLineAsync(MinimalPolicy.For(owner, role).AsMemory(), cancellationToken).ConfigureAwait(false);
        return ExitCode.Compliant;
    }
}
