using System.CommandLine;
using System.Globalization;
using AtRest.Cli.Auditing;
using AtRest.Cli.CommandLine;
using AtRest.Cli.Presentation;
using Spectre.Console;

namespace AtRest.Cli.Commands;

/// <summary><c>atrest inventory validate FILE</c>: checks an inventory.</summary>
internal static class InventoryCommand
{
    private const int Indent = 2;

    public static Command Create(CliEnvironment environment)
    {
        var file = new Argument<string>("FILE") { Description = "The inventory to check." };
        var validate = new CliCommand("validate", "Check an inventory. All errors are reported, as file:line:column: path: message.") { file };
        validate.Examples = ["atrest inventory validate inventory.json"];
        validate.SetAction((parsed, cancellationToken) => ValidateAsync(parsed.GetRequiredValue(file), environment, cancellationToken));
        return new CliCommand("inventory", "Check and import inventories.") { validate, InventoryImportCommand.Create(environment) };
    }

    private static async Task<int> ValidateAsync(string path, CliEnvironment environment, CancellationToken cancellationToken)
    {
        var document = await InventoryFile.ReadAsync(path, "The inventory is not valid.", environment, cancellationToken);
        var clusters = document.Organizations.SelectMany(organization => organization.Clusters).ToList();
        if (clusters.Count == 0)
        {
            throw new InvalidInputException($"{path} declares no cluster, so there is nothing to audit. Declare clusters in the inventory.");
        }

        var types = clusters.GroupBy(cluster => cluster.Encryption.Type).OrderBy(group => group.Key).Select(group => $"{group.Count()} {group.Key}");
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{path} is valid: {Count(document.Organizations.Length, "organization")}, {Count(clusters.Count, "cluster")} ({string.Join(", ", types)}), {Count(document.Organizations.Sum(organization => organization.Waivers.Length), "waiver")}.");
        Lines.WriteWrapped(Consoles.OnOutput(environment), (0, Indent), SafeText.Line(text), Style.Plain);
        return ExitCode.Compliant;
    }

    private static string Count(int count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");
}
