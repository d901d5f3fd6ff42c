using System.CommandLine;
using AtRest.Cli.Auditing;
using AtRest.Cli.CommandLine;
using AtRest.Cli.Commands.Importing;
using AtRest.Cli.Delivery;
using AtRest.Cli.Presentation;
using AtRest.Core.Audits;
using AtRest.Core.Camunda.Evidence;
using AtRest.Core.Evidence;
using AtRest.Core.Inventory;

namespace AtRest.Cli.Commands;

/// <summary><c>atrest inventory import</c>: writes an inventory from what the Camunda API reports.</summary>
internal sealed class InventoryImportCommand
{
    private readonly Option<string> organization = new("--organization") { HelpName = "ID", Description = "The ID of the organization in the inventory. Default: camunda.", DefaultValueFactory = _ => "camunda" };

    private readonly Option<string> name = new("--name") { HelpName = "NAME", Description = "The name of the organization. Default: its ID." };

    private readonly Option<string> plan = new("--plan") { HelpName = "PLAN", Description = "The Camunda plan of the organization, such as enterprise." };

    private readonly Option<string> output = new("--output", "-o") { HelpName = "FILE", Description = "Write the inventory to this file. Default: standard output." };

    private readonly Option<bool> force = new("--force") { Description = "Replace the file if it exists." };

    public static Command Create(CliEnvironment environment)
    {
        var import = new InventoryImportCommand();
        var command = new CliCommand("import", $"Write an inventory from what the Camunda API reports. Needs an API client, in {ImportSettings.ClientIdVariable} and {ImportSettings.ClientSecretVariable}.")
        {
            import.organization, import.name, import.plan, import.output, import.force,
        };
        command.Examples = ["atrest inventory import --organization acme --output inventory.json"];
        command.SetAction((parsed, cancellationToken) => RunAsync(import.Bind(parsed), environment, cancellationToken));
        return command;
    }

    private ImportSettings Bind(ParseResult parsed)
    {
        var id = parsed.GetRequiredValue(organization);
        return new ImportSettings
        {
            OrganizationId = id,
            Name = parsed.GetValue(name) is { Length: > 0 } given ? given : id,
            Plan = parsed.GetValue(plan) is { Length: > 0 } declared ? declared : null,
            Output = parsed.GetValue(output),
            Force = parsed.GetValue(force),
        };
    }

    private static async Task<int> RunAsync(ImportSettings settings, CliEnvironment environment, CancellationToken cancellationToken)
    {
        settings.Check(environment);
        var evidence = await ReadAsync(settings, environment, cancellationToken);
        if (!evidence.Clusters.TryGet(out var clusters, out var absence))
        {
            await environment.WriteMessageAsync($"{absence.Cause} {absence.Remedy}".TrimEnd());
            return absence is { Kind: AbsenceKind.Denied } or { Kind: AbsenceKind.NotAttempted, Call: null or { Kind: AbsenceKind.Denied } } ? ExitCode.InvalidInput : ExitCode.UnexpectedFailure;
        }

        var inventory = ImportedInventory.Of(settings, clusters, evidence.Regions, environment.Time.GetUtcNow());
        await WriteAsync(inventory.Text, settings, environment, cancellationToken);
        foreach (var note in inventory.Notes)
        {
            await environment.WriteMessageAsync(SafeText.Line(note));
        }

        return ExitCode.Compliant;
    }

    private static async Task<CamundaEvidence> ReadAsync(ImportSettings settings, CliEnvironment environment, CancellationToken cancellationToken)
    {
        var clouds = CloudAccess.Real(environment);
        await using (clouds)
        {
            var asked = new Organization { Id = settings.OrganizationId, Name = settings.Name, Camunda = ImportSettings.Access };
            var evidence = await clouds.Collector.CollectAsync(new CollectionRequest { AuditId = "import", Organizations = [asked] }, cancellationToken);
            return evidence[asked.Id].Camunda ?? throw new InvalidOperationException("The collector did not read Camunda.");
        }
    }

    private static async Task WriteAsync(string text, ImportSettings settings, CliEnvironment environment, CancellationToken cancellationToken)
    {
        if (settings.Output is not { } path)
        {
            await environment.Output.WriteAsync(text.AsMemory(), cancellationToken);
            return;
        }

        try
        {
            await AtomicFile.WriteAsync(Path.GetFullPath(path), (stream, token) => stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(text), token).AsTask(), cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new InvalidInputException($"--output: '{path}' cannot be written: {FileFault.Reason(exception)}.");
        }

        await environment.WriteMessageAsync(SafeText.Line($"Wrote {path}"));
    }
}
