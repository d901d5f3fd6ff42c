using System.Text.Json;
using AtRest.Core.Camunda.Inventory;
using AtRest.Core.Inventory;

namespace AtRest.Cli.Commands.Importing;

/// <summary>The options of <c>inventory import</c>.</summary>
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

    /// <summary>Checks everything before Camunda is called.</summary>
    /// <exception cref="InvalidInputException">Something is wrong. It has every error.</exception>
    public void Check(CliEnvironment environment)
    {
        // The parser itself checks them, with a valid cluster.
        var cluster = new { id = "c", name = "c", provider = "gcp", region = "europe-west1", encryption = new { type = "Provider" } };
        var trial = JsonSerializer.SerializeToUtf8Bytes(new { organizations = new[] { new { id = OrganizationId, name = Name, clusters = new[] { cluster } } } });
        List<string> errors =
        [
            .. InventoryParser.Parse(trial).Errors.Select(error => $"--{(error.Path.EndsWith(".id", StringComparison.Ordinal) ? "organization" : "name")}: {error.Message}{(error.Allowed is null ? "" : $" Allowed: {error.Allowed}.")}"),
            .. new[] { ClientIdVariable, ClientSecretVariable }.Where(variable => !environment.IsSet(variable))
                .Select(variable => $"{variable} is not set. In the Camunda Console (Organization, Administration API), create an API client for the Administration API, and set the variable."),
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
            yield return "--output is empty: give a path, or omit the option.";
        }
        else if (Directory.Exists(path))
        {
            yield return $"--output: '{path}' is a folder. Name a file in it.";
        }
        else if (File.Exists(path) && !Force)
        {
            yield return $"--output: '{path}' exists. Choose another file, or add --force to replace it.";
        }
        else if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder))
        {
            yield return $"--output: '{path}' cannot be written: the folder '{folder}' does not exist. Create it, or choose another file.";
        }
    }
}
