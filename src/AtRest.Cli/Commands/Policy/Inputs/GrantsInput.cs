using System.Collections.Immutable;
using AtRest.Core.Evidence;
using AtRest.Core.Evidence.Grants;

namespace AtRest.Cli.Commands.Policy.Inputs;

/// <summary>Reads the grants of a key from a file: a <c>ListGrants</c> response, or a list of its entries.</summary>
internal static class GrantsInput
{
    /// <exception cref="InvalidInputException">It cannot be read or holds something else: every error.</exception>
    public static async Task<ImmutableArray<KeyGrant>> ReadAsync(string path, CliEnvironment environment, CancellationToken cancellationToken)
    {
        var (name, text) = await InputText.ReadAsync("list of grants", path, environment, cancellationToken).ConfigureAwait(false);
        var result = GrantList.Parse(text);
        return result.Errors.IsEmpty
            ? result.Grants
            : throw new InvalidInputException([.. result.Errors.Select(error => $"{name}: {error}")]);
    }
}
