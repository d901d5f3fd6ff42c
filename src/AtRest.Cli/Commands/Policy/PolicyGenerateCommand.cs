using System.CommandLine;
using AtRest.Cli.CommandLine;
using AtRest.Cli.Presentation;
using AtRest.KeyPolicies.Generation;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Cli.Commands.Policy;

/// <summary><c>atrest policy generate</c>: prints the smallest valid policy.</summary>
internal sealed class PolicyGenerateCommand
{
    private readonly Option<string> account = new("--account") { HelpName = "ID", Required = true, Description = "The 12-digit ID of the AWS account that owns the key." };
    private readonly Option<string[]> roleArns = PolicyOptions.RoleArns();

    public static Command Create(CliEnvironment environment) => new PolicyGenerateCommand().Build(environment);

    private CliCommand Build(CliEnvironment environment)
    {
        account.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !Arn.IsAccountId(token.Value))
            {
                result.AddError($"--account: '{token.Value}' is not an AWS account ID. Allowed: 12 digits.");
            }
        });
        var command = new CliCommand("generate", "Print the smallest policy that lets clusters use their key, as Camunda documents it.") { account, roleArns };
        command.Check(parsed => PolicyOptions.RolesOf(parsed, roleArns).Select(role => role.Partition).Distinct().Skip(1).Any()
            ? ["--role-arn: the roles are in different partitions. A key is in one partition, and roles of other partitions cannot use it."]
            : []);
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, environment, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CliEnvironment environment, CancellationToken cancellationToken)
    {
        var owner = parsed.GetRequiredValue(account);
        var roles = PolicyOptions.Roles(parsed.GetRequiredValue(roleArns));
        if (roles.Any(role => role.AccountId == owner))
        {
            await environment.WriteMessageAsync(
                $"Note: a role is in account {owner}, which owns the key. The role of a cluster is usually in an account of Camunda. Check that it is the role that the Camunda Console shows.");
        }

        await environment.Output.WriteLineAsync(MinimalPolicy.For(owner, roles).AsMemory(), cancellationToken);
        return ExitCode.Compliant;
    }
}
