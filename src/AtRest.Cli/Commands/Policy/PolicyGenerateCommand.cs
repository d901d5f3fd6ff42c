using System.CommandLine;
using AtRest.KeyPolicies.Generation;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Cli.Commands.Policy;

/// <summary><c>atrest policy generate</c>: the smallest right policy.</summary>
internal sealed class PolicyGenerateCommand
{
    private readonly Option<string> account = new("--account") { HelpName = "ID", Required = true, Description = "The AWS account that owns the key: 12 digits." };
    private readonly Option<string[]> roleArns = PolicyOptions.RoleArns();

    public static Command Create(CliEnvironment environment) => new PolicyGenerateCommand().Build(environment);

    private Command Build(CliEnvironment environment)
    {
        account.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !Arn.IsAccountId(token.Value))
            {
                result.AddError($"--account: '{token.Value}' is not an AWS account id. Allowed: 12 digits.");
            }
        });
        var command = new Command("generate", "Print the smallest policy that gives clusters their key, as Camunda documents it.") { account, roleArns };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, environment, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CliEnvironment environment, CancellationToken cancellationToken)
    {
        var owner = parsed.GetRequiredValue(account);
        var roles = PolicyOptions.Roles(parsed.GetRequiredValue(roleArns));
        if (roles.Any(role => role.AccountId == owner))
        {
            await environment.Error.WriteLineAsync(
                $"Note: a role is in the key's own account {owner}. A cluster's role is in an account of Camunda: is it the role that the Console shows?");
        }

        if (roles.DistinctBy(role => role.Partition).Skip(1).Any())
        {
            throw new InvalidInputException("--role-arn: the roles are in different partitions; a key is in one of them.");
        }

        await environment.Output.WriteLineAsync(MinimalPolicy.For(owner, roles).AsMemory(), cancellationToken);
        return ExitCode.Compliant;
    }
}
