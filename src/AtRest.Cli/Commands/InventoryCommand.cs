using System.CommandLine;
using System.Globalization;
using AtRest.Cli.Auditing;

namespace AtRest.Cli.Commands;

/// <summary><c>atrest inventory validate FILE</c>.</summary>
internal static class InventoryCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var file = new Argument<string>("FILE") { Description = "The inventory to check." };
        var validate = new Command("validate", "Check an inventory: every error at once, as file:line:column: path: message.") { file };
        validate.SetAction((parsed, cancellationToken) => ValidateAsync(parsed.GetRequiredValue(file), environment, cancellationToken));
        return new Command("inventory", "Work with inventories.") { validate, InventoryImportCommand.Create(environment) };
    }

    private static async Task<int> ValidateAsync(string path, CliEnvironment environment, CancellationToken cancellationToken)
    {
        var document = await InventoryFile.ReadAsync(path, environment, cancellationToken);
        var clusters = document.Organizations.SelectMany(organization => organization.Clusters).ToList();
        if (clusters.Count == 0)
        {
            throw new InvalidInputException($"{path}: no cluster is declared, so there is nothing to audit. Declare clusters in the inventory.");
        }

        var types = clusters.GroupBy(cluster => cluster.Encryption.Type).OrderBy(group => group.Key).Select(group => $"{group.Count()} {group.Key}");
        await environment.Output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{path} is right: organizations {document.Organizations.Length}, clusters {clusters.Count} ({string.Join(", ", types)}), waivers {document.Organizations.Sum(organization => organization.Waivers.Length)}."));
        return ExitCode.Compliant;
    }
}
