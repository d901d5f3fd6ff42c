using System.Collections.Immutable;
using AtRest.KeyPolicies.Grants;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Cli.Commands.Policy.Inputs;

/// <summary>Reads the grants of a key from a file: a <c>ListGrants</c> response, or a list of its entries.</summary>
internal static class GrantsInput
{
    /// <summary>A mistake is often in every entry of a list, and a key can have thousands of grants.</summary>
    private const int MaxErrors = 20;

    /// <exception cref="InvalidInputException">It cannot be read, is not a list of grants, or has a grant of another key. It has every error.</exception>
    public static async Task<ImmutableArray<KeyGrant>> ReadAsync(string path, KmsKeyArn key, CliEnvironment environment, CancellationToken cancellationToken)
    {
        var (name, text, _) = await InputText.ReadAsync("list of grants", path, environment, cancellationToken);
        var result = GrantList.Parse(text, key);
        return result.Errors.IsEmpty
            ? result.Grants
            : throw new InvalidInputException([.. result.Errors.Take(MaxErrors).Select(error => $"{name}: {error}"), .. More(name, result.Errors.Length)]);
    }

    private static IEnumerable<string> More(string name, int errors) => errors > MaxErrors ? [$"{name}: {errors - MaxErrors} more errors are not shown."] : [];
}
