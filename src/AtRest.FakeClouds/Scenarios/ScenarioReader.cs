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

    /// <exception cref="ScenarioException">The file is not there or not readable, or what it holds is no scenario.</exception>
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
    /// <param name="name">What messages call the scenario: the file's name, as a rule.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ScenarioException">What was read is no scenario.</exception>
    public static async Task<Scenario> ReadAsync(Stream stream, string name, CancellationToken cancellationToken = default)
    {
        Scenario scenario;
        try
        {
            scenario = await JsonSerializer.DeserializeAsync<Scenario>(stream, Options, cancellationToken)
                ?? throw new ScenarioException($"The scenario {name} is null, where an object was expected.");
        }
        catch (JsonException malformed)
        {
            throw new ScenarioException(JsonErrorText.Describe(name, malformed), malformed);
        }

        ScenarioValidator.Validate(scenario, name);
        return scenario;
    }
}
