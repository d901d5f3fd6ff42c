using System.Text.Json;
using AtRest.Cli.Commands.Policy.Inputs;
using AtRest.KeyPolicies.Parsing;
using Microsoft.Extensions.Configuration;

namespace AtRest.Cli.Serving;

/// <summary>Reads the settings of <c>serve</c>. Options override environment variables, which override the settings file, which overrides the defaults.</summary>
internal static class ServeSettings
{
    public const string DefaultFolder = "./atrest-data";
    public const string Inventory = "AtRest:Inventory";
    public const string Folder = "AtRest:Storage:Folder";
    public const string ApiKeys = "AtRest:ApiKeys";
    public const string WebhookKeys = "AtRest:Webhook:Keys";
    private const string NoInventory = "Choose what to audit: --inventory FILE (or the setting AtRest__Inventory), or --demo to try it.";
    private const string Authority = "AtRest:Authentication:Authority";

    /// <exception cref="InvalidInputException">The settings file cannot be read.</exception>
    public static ConfigurationManager Read(ServeOptions options)
    {
        var configuration = new ConfigurationManager();
        if (options.Settings is { } file)
        {
            AddFile(configuration, file);
        }

        configuration.AddEnvironmentVariables();
        Set(configuration, Inventory, options.Inventory is { } inventory ? Path.GetFullPath(inventory) : null);
        Set(configuration, Folder, options.Data is { } data ? Path.GetFullPath(data) : HasStorage(configuration) ? null : Path.GetFullPath(DefaultFolder));
        return configuration;
    }

    /// <summary>What is wrong with the settings file, or that no inventory is chosen.</summary>
    public static IEnumerable<string> FaultsOf(ServeOptions options)
    {
        if (new[] { options.Inventory, options.Data, options.Settings }.Any(value => value is not null && string.IsNullOrWhiteSpace(value)))
        {
            // The option that is empty has its own fault.
            return [];
        }

        try
        {
            return options.Demo || !string.IsNullOrWhiteSpace(Read(options)[Inventory]) ? [] : [NoInventory];
        }
        catch (InvalidInputException exception)
        {
            return exception.Errors;
        }
    }

    /// <summary>Whether a credential is set that a caller could use.</summary>
    public static bool HasCredentials(IConfiguration configuration) =>
        configuration.GetSection(ApiKeys).GetChildren().Any() || !string.IsNullOrWhiteSpace(configuration[Authority]);

    /// <summary>Sets a value that overrides all others.</summary>
    public static void Set(ConfigurationManager configuration, string name, string? value)
    {
        if (value is not null)
        {
            configuration.AddInMemoryCollection([new(name, value)]);
        }
    }

    private static bool HasStorage(ConfigurationManager configuration) =>
        new[] { Folder, "AtRest:Storage:Connection", "AtRest:Storage:AccountUri" }.Any(name => !string.IsNullOrWhiteSpace(configuration[name]));

    private static void AddFile(ConfigurationManager configuration, string file)
    {
        byte[] bytes = [];
        try
        {
            bytes = File.ReadAllBytes(file);
            var content = new MemoryStream(bytes);
            configuration.AddJsonStream(content);
        }
        catch (JsonException exception)
        {
            var text = bytes.AsSpan().StartsWith("\uFEFF"u8) ? bytes.AsSpan(3) : bytes;
            throw new InvalidInputException($"--settings: '{file}' is not JSON (line {exception.LineNumber + 1}, column {exception.BytePositionInLine + 1}). {JsonSyntax.Explain(exception, text)}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InvalidInputException($"--settings: {InputText.Fault("settings file", file, exception)}");
        }
        catch (Exception exception) when (exception is InvalidDataException or FormatException)
        {
            throw new InvalidInputException($"--settings: '{file}' cannot be read: {exception.InnerException?.Message ?? exception.Message}");
        }
    }
}
