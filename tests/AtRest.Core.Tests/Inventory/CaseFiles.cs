using System.Runtime.CompilerServices;

namespace AtRest.Core.Tests.Inventory;

/// <summary>The inventories beside the tests: each NAME.json with what is expected of it in NAME.expected.txt.</summary>
internal static class CaseFiles
{
    public static IEnumerable<string> Names => Directory.EnumerateFiles(Folder(), "*.json").Select(Path.GetFileNameWithoutExtension).OfType<string>().Order(StringComparer.Ordinal);

    public static byte[] Inventory(string name) => File.ReadAllBytes(Path.Combine(Folder(), name + ".json"));

    public static string Expected(string name) => File.ReadAllText(Path.Combine(Folder(), name + ".expected.txt"));

    /// <summary>The folder that holds the solution.</summary>
    public static string Repository([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(here, "..", "..", "..", ".."));

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(here, "..", "Cases");
}
