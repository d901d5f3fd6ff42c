using System.Text.Json;
using AtRest.Core.Camunda.Inventory;
using AtRest.Core.Inventory;

namespace AtRest.Cli.Commands.Importing;

/// <summary>What the caller of <c>inventory import</c> chose.</summary>
internal sealed record ImportSettings
{
    /// <summary>The names that Camunda's own SDKs use.</summary>
    public const string ClientIdVariable = "CAMUNDA_CONSOLE_CLIENT_ID";
    public const string ClientSecretVariable = "CAMUNDA_CONSOLE_CLIENT_SECRET";

    public static CamundaAccess Access { get; } = new() { ClientIdVariable = ClientIdVariable, ClientSecretVariable = ClientSecretVariable };

    public required string OrganizationId { get; init; }

    public required string Name { get; init; }

    public string? Plan { get; init; }

    /// <summary>Null: standard output.</summary>
    public string? Output { get; init; }

    public bool Force { get; init; }

    /// <summary>Finds out before Camunda is asked.</summary>
    /// <exception cref="InvalidInputException">Something is wrong; all of it is named.</exception>
    public void Check(CliEnvironment environment)
    {
        // Judged by the parser itself, with a cluster that is right.
        var cluster = new { id = "c", name = "c", provider = "gcp", region = "europe-west1", encryption = new { type = "Provider" } };
        var trial = JsonSerializer.SerializeToUtf8Bytes(new { organizations = new[] { new { id = OrganizationId, name = Name, clusters = new[] { cluster } } } });
        List<string> errors =
        [
            .. InventoryParser.Parse(trial).Errors.Select(error => $"--{(error.Path.EndsWith(".id", StringComparison.Ordinal) ? "organization" : "name")}: {error.Message}{(error.Allowed is null ? "" : $" Allowed: {error.Allowed}.")}"),
            .. new[] { ClientIdVariable, ClientSecretVariable }.Where(variable => !environment.IsSet(variable))
                .Select(variable => $"{variable} is not set: create an API client for the Administration API in the Camunda Console (Organization, Administration API) and set it."),
        ];
        if (Output is { } path)
        {
            errors.AddRange(PathErrors(path));
        }

        if (errors.Count > 0)
        {
            throw new InvalidInputException(errors);
        }
    }

    private IEnumerable<string> PathErrors(string path)
    {
        if (string.IsNullOrWhiteSpace(path))
        {
            yield return "--output is empty: name the file, or leave the option out.";
        }
        else if (Directory.Exists(path))
        {
            yield return $"--output: '{path}' is a folder: name the file in it.";
        }
        else if (File.Exists(path) && !Force)
        {
            yield return $"--output: '{path}' exists. Choose another file, or add --force to replace it.";
        }
        else if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder))
        {
            yield return $"--output: '{path}' cannot be written: there is no folder '{folder}'. Make it first, or choose another.";
        }
    }
}
