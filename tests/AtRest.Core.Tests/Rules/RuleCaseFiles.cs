using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AtRest.Core.Tests.Rules;

/// <summary>The cases beside the tests: <c>Cases/ID.json</c>, or <c>Cases/ID/topic.json</c> if a rule has many.</summary>
internal static class RuleCaseFiles
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        // A misspelled name would be an expectation that is never checked.
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        PropertyNameCaseInsensitive = false,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    private static readonly Lazy<ImmutableArray<RuleCase>> Cases = new(() => [.. Files.SelectMany(Read)]);

    private static readonly Lazy<ILookup<string, RuleCase>> ById = new(() => All.ToLookup(@case => @case.Id, StringComparer.Ordinal));

    /// <summary>Every case, by file.</summary>
    public static ImmutableArray<RuleCase> All => Cases.Value;

    public static IEnumerable<string> Ids => All.Select(@case => @case.Id);

    /// <summary>Paths of the files of cases.</summary>
    public static IEnumerable<string> Files =>
        Directory.EnumerateFiles(Path.Combine(Folder(), "Cases"), "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    /// <summary>The folder that holds the solution.</summary>
    public static string Repository => Path.GetFullPath(Path.Combine(Folder(), "..", "..", ".."));

    /// <summary>A case by its <see cref="RuleCase.Id"/>.</summary>
    public static RuleCase Case(string id) => ById.Value[id].Single();

    public static IEnumerable<RuleCase> Of(string rule) => All.Where(@case => @case.Rule == rule);

    /// <summary>The rule whose cases a file should hold, by its path.</summary>
    public static string RuleOf(string path) => Path.GetRelativePath(Path.Combine(Folder(), "Cases"), path).Split('/', '\\', '.')[0];

    public static IEnumerable<RuleCase> Read(string path)
    {
        var file = Read<RuleCaseFile>(path);
        return file.Cases.Select(@case => @case with { Rule = file.Rule });
    }

    /// <summary>A file beside the tests that does not contain cases, such as <c>healthy.json</c>.</summary>
    public static string ReadText(string name) => File.ReadAllText(Path.Combine(Folder(), name));

    public static T Read<T>(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllText(Path.Combine(Folder(), path)), Options)!;
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{path}: {exception.Message}", exception);
        }
    }

    private static string Folder([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
