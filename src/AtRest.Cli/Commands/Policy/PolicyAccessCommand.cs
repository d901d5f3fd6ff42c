using System.CommandLine;
using AtRest.Cli.CommandLine;
using AtRest.Cli.Commands.Policy.Access;
using AtRest.Cli.Commands.Policy.Inputs;
using AtRest.Cli.Presentation;
using AtRest.KeyPolicies;
using AtRest.KeyPolicies.Access;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Cli.Commands.Policy;

/// <summary><c>atrest policy access</c>: shows who can use a key.</summary>
internal sealed class PolicyAccessCommand
{
    private readonly Option<string> policy = PolicyOptions.Policy();
    private readonly Option<string> keyArn = PolicyOptions.KeyArn();
    private readonly Option<string> grants = PolicyOptions.Grants();
    private readonly Option<bool> json = PolicyOptions.Json();

    public static Command Create(CliEnvironment environment) => new PolicyAccessCommand().Build(environment);

    private CliCommand Build(CliEnvironment environment)
    {
        var command = new CliCommand("access", "Show who can use a key, for which actions, under which conditions, and through which statement or grant.") { policy, keyArn, grants, json };
        command.Examples = ["aws kms get-key-policy --key-id ARN | atrest policy access --policy - --key-arn ARN"];
        command.Check(PolicyOptions.InputsOf(policy, grants));
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, environment, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CliEnvironment environment, CancellationToken cancellationToken)
    {
        var key = KmsKeyArn.Parse(parsed.GetRequiredValue(keyArn));
        var (input, list) = await PolicyFiles.ReadAsync(parsed.GetRequiredValue(policy), parsed.GetValue(grants), key, "The access was not analyzed.", environment, cancellationToken);
        AccessTable table;
        try
        {
            table = KeyPolicyAnalysis.Of(input.Text, new() { Key = key, Grants = list, Moment = environment.Time.GetUtcNow() }).Table();
        }
        catch (PolicyTooComplexException)
        {
            await environment.WriteMessageAsync($"{input.Name}: the policy is too complex to find everyone who has access within the limit. Name the principals that need access, and use fewer conditions.");
            return ExitCode.Indeterminate;
        }

        if (parsed.GetValue(json))
        {
            await environment.Output.WriteLineAsync(AccessJson.Of(table).AsMemory(), cancellationToken);
        }
        else
        {
            new AccessView(environment).Write(table);
        }

        return ExitCode.Compliant;
    }
}
