using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace AtRest.KeyPolicies.Tests;

/// <summary>Reads cases from JSON files. A new case needs no C#.</summary>
internal static class CaseFiles
{
    private static readonly JsonDocumentOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private static readonly ConcurrentDictionary<string, Dictionary<string, JsonElement>> Known = new(StringComparer.Ordinal);

    /// <summary>All cases of one kind of files, with names that include the file.</summary>
    public static IEnumerable<(string Name, JsonElement File, JsonElement Case)> Read(string prefix)
    {
        foreach (var path in Directory.EnumerateFiles(Folder(), $"{prefix}-*.json").Order(StringComparer.Ordinal))
        {
            var file = JsonDocument.Parse(File.ReadAllText(path), Options).RootElement;
            foreach (var item in file.GetProperty("cases").EnumerateArray())
            {
                yield return ($"{Path.GetFileNameWithoutExtension(path)}: {item.GetProperty("name").GetString()}", file, item);
            }
        }
    }

    public static JsonElement Find(string prefix, string name) =>
        Known.GetOrAdd(prefix, static kind => Read(kind).ToDictionary(item => item.Name, item => item.Case, StringComparer.Ordinal))[name];

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "Cases");
}
