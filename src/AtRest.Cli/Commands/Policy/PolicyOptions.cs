using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using AtRest.Cli.Commands.Policy.Inputs;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Cli.Commands.Policy;

/// <summary>The options that several policy commands share, with their checks.</summary>
internal static class PolicyOptions
{
    public static Option<string> Policy() => new("--policy", "-p")
    {
        HelpName = "FILE",
        Required = true,
        Description = "The key policy as JSON, or the output of 'aws kms get-key-policy'. With -, it is read from standard input.",
    };

    public static Option<string> Grants() => new("--grants", "-g")
    {
        HelpName = "FILE",
        Description = "The grants of the key: the output of 'aws kms list-grants', or a list of its entries.",
    };

    /// <summary>Checks that the policy and the grants are not both read from standard input.</summary>
    public static Func<ParseResult, IEnumerable<string>> InputsOf(Option<string> policy, Option<string> grants) => parsed =>
        new[] { policy, grants }.All(option => parsed.GetResult(option) is { Tokens: [{ Value: InputText.StandardInput }] })
            ? ["Only one of --policy and --grants can be read from standard input (-). Save the other one to a file."]
            : [];

    public static Option<bool> Json() => new("--json") { Description = "Print JSON instead of text." };

    public static Option<string> KeyArn()
    {
        var option = new Option<string>("--key-arn") { HelpName = "ARN", Required = true, Description = "The ARN of the key that the policy belongs to." };
        option.Validators.Add(result => Check(result, ArnForms.KeyFault, ArnForms.Key));
        return option;
    }

    public static Option<string[]> RoleArns()
    {
        var option = new Option<string[]>("--role-arn")
        {
            HelpName = "ARN",
            Required = true,
            Arity = ArgumentArity.OneOrMore,
            AllowMultipleArgumentsPerToken = false,
            Description = "The \"Amazon Role ARN\" that the Camunda Console shows for the cluster. Repeat the option for each cluster of the organization that shares the key.",
        };
        option.Validators.Add(result => Check(result, ArnForms.RoleFault, ArnForms.Role));
        return option;
    }

    /// <summary>Each role once, in the order given. The option's check has parsed them.</summary>
    public static ImmutableArray<Arn> Roles(IEnumerable<string> texts) => [.. texts.Distinct(StringComparer.Ordinal).Select(text => Parse(text) ?? throw new InvalidInputException($"--role-arn: '{text}' is not a valid ARN."))];

    /// <summary>Checks that the key and the roles are in one partition, such as <c>aws</c> or <c>aws-cn</c>.</summary>
    public static Func<ParseResult, IEnumerable<string>> PartitionsOf(Option<string> keyArn, Option<string[]> roleArns) => parsed =>
        parsed.GetResult(keyArn) is { Tokens: [{ Value: var text }] } && KmsKeyArn.TryParse(text, out var key)
            ? RolesOf(parsed, roleArns).Where(role => role.Partition != key.Partition)
                .Select(role => $"--role-arn: '{role.Value}' is not in the partition '{key.Partition}' of the key. Roles cannot use keys of other partitions. Give the role's ARN as the Camunda Console shows it.")
            : [];

    /// <summary>The roles that were given and are ARNs.</summary>
    public static IEnumerable<Arn> RolesOf(ParseResult parsed, Option<string[]> roleArns) =>
        (parsed.GetResult(roleArns)?.Tokens ?? []).Select(token => Parse(token.Value)).OfType<Arn>();

    private static Arn? Parse(string text) => Arn.TryParse(text, out var arn) ? arn : null;

    private static void Check(OptionResult result, Func<string, string?> fault, string form)
    {
        foreach (var token in result.Tokens)
        {
            if (fault(token.Value) is { } problem)
            {
                result.AddError($"{result.Option.Name}: '{token.Value}' {problem} Allowed: {form}.");
            }
        }
    }
}
