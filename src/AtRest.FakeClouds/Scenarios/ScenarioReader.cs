using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace AtRest.FakeClouds.Scenarios;

/// <summary>Reads scenario files: JSON in which comments and trailing commas are allowed, and unknown properties are not.</summary>
public static class ScenarioReader
{
    internal static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        AllowDuplicateProperties = false,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    /// <exception cref="ScenarioException">The file does not exist, cannot be read, or is not a scenario.</exception>
    public static async Task<Scenario> ReadFileAsync(string path, CancellationToken cancellationToken = default)
    {
        try
        {
            await using FileStream stream = File.OpenRead(path);
            return await ReadAsync(stream, path, cancellationToken);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new ScenarioException($"The scenario {path} cannot be read: {unreadable.Message}", unreadable);
        }
    }

    /// <param name="stream">UTF-8 JSON.</param>
    /// <param name="name">The name of the scenario in messages, usually the file's name.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="ScenarioException">The text is not a scenario.</exception>
    public static async Task<Scenario> ReadAsync(Stream stream, string name, CancellationToken cancellationToken = default)
    {
        Scenario scenario;
        try
        {
            scenario = await JsonSerializer.DeserializeAsync<Scenario>(stream, Options, cancellationToken)
                ?? throw new ScenarioException($"The scenario {name} is null, but an object is required.");
        }
        catch (JsonException malformed)
        {
            throw new ScenarioException(JsonErrorText.Describe(name, malformed), malformed);
        }

        ScenarioValidator.Validate(scenario, name);
        return scenario;
    }
}
