using System.Text.Json;
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
        try
        {
            var content = new MemoryStream(File.ReadAllBytes(file));
            configuration.AddJsonStream(content);
        }
        catch (JsonException exception)
        {
            var trailer = exception.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
            throw new InvalidInputException($"--settings: '{file}' is not valid JSON, in line {exception.LineNumber + 1}: {(trailer < 0 ? exception.Message : exception.Message[..trailer])}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException or FormatException or ArgumentException)
        {
            throw new InvalidInputException($"--settings: '{file}' cannot be read: {exception.InnerException?.Message ?? exception.Message}");
        }
    }
}
