using System.Collections.Immutable;
using AtRest.KeyPolicies.Grants;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Cli.Commands.Policy.Inputs;

/// <summary>Reads the files of a policy command.</summary>
internal static class PolicyFiles
{
    /// <summary>Reads the policy and, if they are given, the grants.</summary>
    /// <exception cref="InvalidInputException">One of them is wrong. It has every error of both.</exception>
    public static async Task<(PolicyInput Policy, ImmutableArray<KeyGrant>? Grants)> ReadAsync(string policy, string? grants, KmsKeyArn key, string consequence, CliEnvironment environment, CancellationToken cancellationToken)
    {
        var faults = new FaultCollector();
        var input = await faults.TryAsync(() => PolicyInput.ReadAsync(policy, consequence, environment, cancellationToken));
        ImmutableArray<KeyGrant>? list = grants is null ? null : await faults.TryAsync(() => GrantsInput.ReadAsync(grants, key, environment, cancellationToken));
        faults.ThrowIfAny();
        return (input!, list);
    }
}
