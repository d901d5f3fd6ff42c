using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Cli.Commands.Policy;

/// <summary>The options that the commands of the workbench share: each mistake in them is told at once, as invalid input.</summary>
internal static class PolicyOptions
{
    public static Option<string> Policy() => new("--policy", "-p")
    {
        HelpName = "FILE",
        Required = true,
        Description = "The key policy (JSON), or what 'aws kms get-key-policy' prints; - reads it from standard input.",
    };

    public static Option<string> Grants() => new("--grants", "-g")
    {
        HelpName = "FILE",
        Description = "The key's grants: what 'aws kms list-grants' prints, or a list of such entries.",
    };

    public static Option<bool> Json() => new("--json") { Description = "Print JSON instead of text." };

    public static Option<string> KeyArn()
    {
        var option = new Option<string>("--key-arn") { HelpName = "ARN", Required = true, Description = "The key that the policy belongs to." };
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
            Description = "The cluster's \"Amazon Role ARN\" from the Camunda Console. Repeat it for each cluster of the organization that shares the key.",
        };
        option.Validators.Add(result => Check(result, ArnForms.RoleFault, ArnForms.Role));
        return option;
    }

    /// <summary>Each role once, in the order given.</summary>
    /// <exception cref="InvalidInputException">One of them is not an ARN.</exception>
    public static ImmutableArray<Arn> Roles(IEnumerable<string> texts) =>
    [
        .. texts.Distinct(StringComparer.Ordinal)
            .Select(text => Arn.TryParse(text, out var arn) ? arn : throw new InvalidInputException($"--role-arn: '{text}' is not a valid ARN.")),
    ];

    /// <summary>The same for roles that are to use a key.</summary>
    /// <exception cref="InvalidInputException">One of them is not an ARN, or is in another partition than the key.</exception>
    public static ImmutableArray<Arn> Roles(IEnumerable<string> texts, KmsKeyArn key)
    {
        var roles = Roles(texts);
        return roles.FirstOrDefault(role => role.Partition != key.Partition) is { Value: { } other }
            ? throw new InvalidInputException($"--role-arn: '{other}' is not in the partition '{key.Partition}' of the key; AWS keeps partitions apart, so it cannot use the key. Give the role's ARN as the Console shows it.")
            : roles;
    }

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
